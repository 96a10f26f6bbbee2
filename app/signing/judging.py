"""One signature or time-stamp of a PDF: who made it, under which root, and does it stand.

A signature's container is made again from the certificate, the signature and the digest of the bytes it
covers, and must be the one that stands in the file; then nothing else can hide in it. What was added behind
it is judged by pyHanko's comparison of revisions.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from asn1crypto import parser
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID, ObjectIdentifier
from pyhanko.sign.validation import EmbeddedPdfSignature, SignatureCoverageLevel, validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext

from app.signing import sm2
from app.signing.certificates import revoked_since
from app.signing.container import HASHES, assemble, signed_attributes
from app.signing.signer import P256, SM2
from app.signing.tokens import normalised
from app.signing.verdict import Signed, Stamped, State


@dataclass(frozen=True, slots=True)
class Trust:
    """What is believed, all DER: bureaus' roots, lists of what they revoked, roots of authorities."""

    roots: tuple[bytes, ...]
    lists: tuple[bytes, ...]
    authorities: tuple[bytes, ...]

    def with_lists(self, more: Iterable[bytes]) -> "Trust":
        return replace(self, lists=(*self.lists, *more))


def judge_signature(
    pdf: bytes, found: EmbeddedPdfSignature, trust: Trust, stamped: datetime | None
) -> Signed:
    """Judge an officer's signature; `stamped` is the earliest moment at which a good stamp saw it."""
    certificate = _certificate(found)
    holder = x509.load_der_x509_certificate(certificate)
    root = next((r for r in trust.roots if _issued_by(certificate, r)), None)
    claimed = found.self_reported_timestamp
    if claimed is not None and claimed.tzinfo is None:
        claimed = claimed.replace(tzinfo=UTC)
    state = _matching(pdf, found, certificate)
    if state is State.HOLDS:
        state = State.FOREIGN if root is None else _in_time(holder, root, trust, claimed, stamped)
    return Signed(
        _part(holder.subject, NameOID.COMMON_NAME),
        _part(holder.subject, NameOID.USER_ID),
        _authority(x509.load_der_x509_certificate(root).subject) if root else "",
        claimed,
        state,
    )


def judge_stamp(pdf: bytes, found: EmbeddedPdfSignature, trust: Trust) -> Stamped:
    """Judge a time-stamp (RFC 3161) of the whole document as it was then."""
    moment: datetime = found.signed_data["encap_content_info"]["content"].parsed["gen_time"].native
    known = [asn1.Certificate.load(authority) for authority in trust.authorities]
    status = validate_pdf_timestamp(
        found, ValidationContext(trust_roots=known, allow_fetching=False, moment=moment)
    )
    state = State.HOLDS if status.trusted else State.FOREIGN
    container = _container(pdf, found)
    if not (status.intact and status.valid and container and container == normalised(container)):
        state = State.ALTERED
    elif not _unchanged(found):
        state = State.CHANGED
    authority = x509.load_der_x509_certificate(_certificate(found))
    return Stamped(_part(authority.subject, NameOID.COMMON_NAME), moment, state)


def _certificate(found: EmbeddedPdfSignature) -> bytes:
    """Return the certificate (DER) that a container names as its signer's. Raises ValueError: it has none."""
    number = found.signer_info["sid"].chosen["serial_number"].native
    for choice in found.signed_data["certificates"]:
        if choice.name == "certificate" and choice.chosen.serial_number == number:
            return bytes(choice.chosen.dump())
    raise ValueError("no certificate of the signer")


def _matching(pdf: bytes, found: EmbeddedPdfSignature, certificate: bytes) -> State:
    info = found.signer_info
    algorithm = info["signature_algorithm"]["algorithm"].dotted
    if algorithm not in HASHES or (algorithm == SM2 and not sm2.available()):
        return State.UNREADABLE
    found.external_md_algorithm = HASHES[algorithm]
    found.compute_integrity_info()  # type: ignore[no-untyped-call]  # pyHanko has no types here
    digest = found.compute_digest()
    attributes, signature = signed_attributes(algorithm, certificate, digest), info["signature"].native
    if assemble(algorithm, certificate, attributes, signature) != _container(pdf, found):
        return State.ALTERED
    if not _is_signed(algorithm, certificate, attributes, signature):
        return State.ALTERED
    return State.HOLDS if _unchanged(found) else State.CHANGED


def _container(pdf: bytes, found: EmbeddedPdfSignature) -> bytes:
    """Return the container as it stands between the covered ranges, b"" unless only zeros follow it there."""
    _, start, end, _ = map(int, found.byte_range)
    content = found.pkcs7_content
    container = content[: parser.peek(content)]
    filled = container.hex().upper().encode().ljust(2 * len(content), b"0")
    return container if pdf[start:end] == b"<" + filled + b">" else b""


def _unchanged(found: EmbeddedPdfSignature) -> bool:
    """Tell whether what was added behind a signature is only what it allows: prepared signatures, stamps."""
    summary = found.summarise_integrity_info()
    return bool(summary["docmdp_ok"]) and found.coverage >= SignatureCoverageLevel.ENTIRE_REVISION


def _is_signed(algorithm: str, certificate: bytes, message: bytes, signature: bytes) -> bool:
    if algorithm == SM2:
        return sm2.is_signed(certificate, message, signature)
    key = x509.load_der_x509_certificate(certificate).public_key()
    if algorithm != P256 or not isinstance(key, ec.EllipticCurvePublicKey):
        return False
    try:
        key.verify(signature, message, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def _issued_by(certificate: bytes, root: bytes) -> bool:
    """Tell whether a root (which must be an authority) issued a certificate that may sign documents."""
    holder, issuer = x509.load_der_x509_certificate(certificate), x509.load_der_x509_certificate(root)
    try:
        usage = holder.extensions.get_extension_for_class(x509.KeyUsage).value
        authority = issuer.extensions.get_extension_for_class(x509.BasicConstraints).value
    except x509.ExtensionNotFound:
        return False
    if not usage.content_commitment or not authority.ca:
        return False
    try:
        holder.verify_directly_issued_by(issuer)
    except UnsupportedAlgorithm:
        return sm2.is_issued(certificate, root)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _in_time(
    holder: x509.Certificate,
    root: bytes,
    trust: Trust,
    claimed: datetime | None,
    stamped: datetime | None,
) -> State:
    """Judge the time that a device stated, by what a stamp proves where there is one."""
    if claimed is None or not holder.not_valid_before_utc <= claimed <= holder.not_valid_after_utc:
        return State.OUTSIDE
    since = revoked_since(trust.lists, root).get(holder.serial_number)
    if since is None or (stamped is not None and stamped < since):
        return State.HOLDS
    return State.REVOKED if claimed >= since else State.UNPROVEN


def _authority(name: x509.Name) -> str:
    return _part(name, NameOID.ORGANIZATION_NAME) or _part(name, NameOID.COMMON_NAME)


def _part(name: x509.Name, kind: ObjectIdentifier) -> str:
    parts = name.get_attributes_for_oid(kind)
    return str(parts[0].value) if parts else ""
