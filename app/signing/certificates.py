"""Certificates for officers' document keys (X.509, RFC 5280): the bureau's root, requests, issue, revocation.

The root is P-384 and signs nothing but officers' certificates and the list of revoked ones; officers' keys
are P-256. Whoever has the root certificate and the list checks every document of the bureau without asking
anybody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID, ObjectIdentifier

from app.errors import BadInput
from app.law import CHINA

ROOT_YEARS = 25
LIST_DAYS = 400  # until the next list of revoked certificates at the latest
RENEWED = timedelta(days=LIST_DAYS / 2)  # before that, a bureau at work publishes the next one
LONGEST_NAME = 64  # of a name's part, RFC 5280 appendix A.1
DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336


@dataclass(frozen=True, slots=True)
class Holder:
    """An officer as the certificate names them."""

    officer: str  # id
    name: str
    number: str  # of the enforcement certificate
    unit: str
    begins: date
    ends: date


def make_key() -> ec.EllipticCurvePrivateKey:
    """Make an officer's key, P-256."""
    return ec.generate_private_key(ec.SECP256R1())


def make_root(agency: str, moment: datetime) -> tuple[ec.EllipticCurvePrivateKey, bytes]:
    """Make a bureau's root key, P-384, and its certificate (DER), valid for 25 years from `moment`."""
    key = ec.generate_private_key(ec.SECP384R1())
    name = _name((NameOID.ORGANIZATION_NAME, agency), (NameOID.COMMON_NAME, "文书签名根证书"))
    builder = _builder(name, name, key.public_key(), moment, moment + timedelta(days=365 * ROOT_YEARS))
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(authority=True), critical=True)
    return key, _der(builder.sign(key, hashes.SHA384()))


def make_request(key: ec.EllipticCurvePrivateKey, officer: str) -> bytes:
    """Return a request for a certificate (PKCS #10, DER), signed by the key it is for."""
    name = _name((NameOID.COMMON_NAME, officer))
    request = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, hashes.SHA256())
    return request.public_bytes(serialization.Encoding.DER)


def issue(root_key: ec.EllipticCurvePrivateKey, root: bytes, request: bytes, holder: Holder) -> bytes:
    """Issue a certificate (DER) under the root for as long as the officer's enforcement certificate holds.

    Raises:
        BadInput: the request is damaged, for another officer, or its key is no P-256 key.
    """
    try:
        asked = x509.load_der_x509_csr(request)
        key = asked.public_key()
        names = asked.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        right = asked.is_signature_valid and [name.value for name in names] == [
            _cut(NameOID.COMMON_NAME, holder.officer)
        ]
    except (ValueError, UnsupportedAlgorithm) as error:
        raise _bad_request() from error
    if not right or not isinstance(key, ec.EllipticCurvePublicKey) or key.curve.name != "secp256r1":
        raise _bad_request()
    issuer = x509.load_der_x509_certificate(root)
    subject = _name(
        (NameOID.ORGANIZATION_NAME, str(_part(issuer.subject, NameOID.ORGANIZATION_NAME))),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, holder.unit),
        (NameOID.COMMON_NAME, holder.name),
        (NameOID.USER_ID, holder.number),
    )
    first = datetime.combine(holder.begins, time(0), CHINA)
    last = datetime.combine(holder.ends, time(23, 59, 59), CHINA)
    builder = _builder(subject, issuer.subject, key, first, last)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(authority=False), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), critical=False)
    from_root = x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key())
    builder = builder.add_extension(from_root, critical=False)
    return _der(builder.sign(root_key, hashes.SHA384()))


def list_revoked(
    root_key: ec.EllipticCurvePrivateKey, root: bytes, revoked: Mapping[int, datetime], moment: datetime
) -> bytes:
    """Return the signed list (CRL, DER) of revoked certificates, by serial number with the time of it."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(x509.load_der_x509_certificate(root).subject)
        .last_update(moment)
        .next_update(moment + timedelta(days=LIST_DAYS))
    )
    for serial, since in sorted(revoked.items()):
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(since)
        builder = builder.add_revoked_certificate(entry.build())
    return builder.sign(root_key, hashes.SHA384()).public_bytes(serialization.Encoding.DER)


def lasts(listed: bytes, moment: datetime) -> timedelta:
    """Return for how long after a moment (aware) a list (CRL, DER) says it is the latest, negative if not."""
    following = x509.load_der_x509_crl(listed).next_update_utc
    return following - moment if following else timedelta()


def serial_of(certificate: bytes) -> int:
    """Return the serial number of a certificate (DER)."""
    return x509.load_der_x509_certificate(certificate).serial_number


def is_root(certificate: bytes) -> bool:
    """Tell whether a certificate (DER) is its own issuer's."""
    held = x509.load_der_x509_certificate(certificate)
    return held.subject == held.issuer


def belongs(certificate: bytes, key: ec.EllipticCurvePublicKey) -> bool:
    """Tell whether a certificate (DER) was issued for a key."""
    return x509.load_der_x509_certificate(certificate).public_key() == key


def fits(certificate: bytes, key: ec.EllipticCurvePublicKey, moment: datetime) -> bool:
    """Tell whether a certificate (DER) belongs to a key and is valid at a moment (aware)."""
    held = x509.load_der_x509_certificate(certificate)
    return held.not_valid_before_utc <= moment <= held.not_valid_after_utc and belongs(certificate, key)


def revoked_since(lists: Iterable[bytes], root: bytes) -> dict[int, datetime]:
    """Return when certificates of a root were revoked, by serial number, as lists signed by it say.

    Lists of other issuers and damaged ones say nothing.
    """
    issuer = x509.load_der_x509_certificate(root)
    key = issuer.public_key()
    found: dict[int, datetime] = {}
    for data in lists:
        try:
            listed = x509.load_der_x509_crl(data)
            if not isinstance(key, ec.EllipticCurvePublicKey) or not listed.is_signature_valid(key):
                continue
            for entry in listed:
                since = entry.revocation_date_utc
                found[entry.serial_number] = min(since, found.get(entry.serial_number, since))
        except (ValueError, UnsupportedAlgorithm, InvalidSignature):
            continue
    return found


def to_pem(certificate: bytes) -> str:
    """Return a certificate (DER) as PEM text, as people publish it."""
    pem = x509.load_der_x509_certificate(certificate).public_bytes(serialization.Encoding.PEM)
    return pem.decode("ascii")


def read_certificates(data: bytes) -> tuple[bytes, ...]:
    """Read published certificates, PEM (several may follow each other) or one DER; returns DER.

    Raises:
        BadInput: no certificate in it.
    """
    try:
        if b"-----BEGIN" in data:
            return tuple(map(_der, x509.load_pem_x509_certificates(data)))
        return (_der(x509.load_der_x509_certificate(data)),)
    except ValueError as error:
        raise BadInput(
            "文件中没有可读取的证书；请使用所公布的根证书文件（PEM 或 DER）。",
            "There is no readable certificate in the file; use the root as it is published.",
        ) from error


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    first: datetime,
    last: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(first)
        .not_valid_after(last)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _name(*parts: tuple[ObjectIdentifier, str]) -> x509.Name:
    country = x509.NameAttribute(NameOID.COUNTRY_NAME, "CN")
    fitting = [x509.NameAttribute(kind, _cut(kind, text)) for kind, text in parts if text]
    return x509.Name([country, *fitting])


def _cut(kind: ObjectIdentifier, text: str) -> str:
    """Return what fits: 64 characters, of a common name 64 bytes (so counts `cryptography`)."""
    if kind != NameOID.COMMON_NAME:
        return text[:LONGEST_NAME]
    return text.encode()[:LONGEST_NAME].decode(errors="ignore")


def _part(name: x509.Name, kind: ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(kind)
    return str(found[0].value) if found else ""


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)


def _bad_request() -> BadInput:
    return BadInput(
        "证书申请无法使用：文件已损坏，或与该执法人员不符；请在设备上重新生成申请。",
        "The request for a certificate cannot be used: damaged, or for another officer. Make it again.",
    )
