"""The hub's own little authority: a CA that only its laptops trust, and the server's certificate under it.

Made once, when the hub is set up (X.509, ECDSA P-256). The private keys lie encrypted; a certificate for
other addresses can be made under the same CA at any time, without a word to any laptop.
"""

import ipaddress
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from app.errors import BadInput, StorageFault

CA, CA_KEY, SERVER, SERVER_KEY = "ca.pem", "ca.key", "server.pem", "server.key"
CA_YEARS, SERVER_DAYS = 20, 825
SKEW = timedelta(days=2)  # clocks of laptops that are slow


def make_authority(folder: Path, name: str, password: bytes) -> str:
    """Make a CA in a folder; returns its certificate (PEM).

    Raises:
        StorageFault: the folder holds one already, or the disk refuses.
    """
    if (folder / CA).exists():
        raise StorageFault(
            "该文件夹已有证书颁发机构；请选择一个空文件夹。",
            "There is a certificate authority in this folder already; choose an empty one.",
        )
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{name[:50]} CA")])
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    usage = _usage(key_cert_sign=True, crl_sign=True)
    certificate = (
        _builder(subject, subject, key, timedelta(days=366 * CA_YEARS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(identifier, critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(Encoding.PEM)
    _write(folder, {CA: pem, CA_KEY: _sealed(key, password)})
    return pem.decode()


def issue_certificate(folder: Path, hosts: Sequence[str], password: bytes) -> None:
    """Issue the server's certificate for names and addresses under the folder's CA, replacing an older one.

    Raises:
        BadInput: a host that is neither a name nor an address.
        StorageFault: no CA there, another password, or the disk refuses.
    """
    try:
        authority = x509.load_pem_x509_certificate((folder / CA).read_bytes())
        ca_key = load_pem_private_key((folder / CA_KEY).read_bytes(), password)
    except (OSError, ValueError) as error:
        raise _no_authority() from error
    if not isinstance(ca_key, ec.EllipticCurvePrivateKey):
        raise _no_authority()
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, hosts[0][:60])])
    issuer_id = x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key())
    certificate = (
        _builder(subject, authority.subject, key, timedelta(days=SERVER_DAYS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([_general(host) for host in hosts]), critical=False)
        .add_extension(_usage(digital_signature=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(issuer_id, critical=False)
        .sign(ca_key, hashes.SHA256())
    )
    _write(folder, {SERVER: certificate.public_bytes(Encoding.PEM), SERVER_KEY: _sealed(key, password)})


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, life: timedelta
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - SKEW)
        .not_valid_after(now + life)
    )


def _usage(
    *, digital_signature: bool = False, key_cert_sign: bool = False, crl_sign: bool = False
) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=key_cert_sign,
        crl_sign=crl_sign,
        encipher_only=False,
        decipher_only=False,
    )


def _general(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        return x509.DNSName(host.encode("idna").decode())
    except (UnicodeError, ValueError) as error:
        raise BadInput(
            f"“{host}”不是主机名或地址。", f"{host} is neither a host name nor an address."
        ) from error


def _sealed(key: ec.EllipticCurvePrivateKey, password: bytes) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(password))


def _write(folder: Path, files: dict[str, bytes]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            path = folder / name
            path.write_bytes(data)
            path.chmod(0o600)
    except OSError as error:
        raise StorageFault(
            f"无法写入 {folder}；请检查位置和权限。", f"{folder} cannot be written; check its permissions."
        ) from error


def _no_authority() -> StorageFault:
    return StorageFault(
        "中心的证书颁发机构缺失或口令不符；请用 hub-init 重新建立，或从备份恢复。",
        "The hub's certificate authority is missing or the passphrase is another; restore the backup.",
    )
