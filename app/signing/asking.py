"""Asks a time-stamp authority for a token, and reads what a token says (RFC 3161).

A token is kept as it came. What it says is read again each time, so that one that this program cannot judge
is judged by a later one, or by `openssl ts -verify`.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import algos, cms, tsp
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from app.errors import BadInput

Authority = Callable[[bytes], bytes]  # a request (DER TimeStampReq) to the answer (DER TimeStampResp)

GRANTED = ("granted", "granted_with_mods")
HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
LONGEST_CHAIN = 6
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, IndexError, StopIteration)
UNTRUE = (
    InvalidSignature,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a token says; `trusted` where one of the roots that are believed vouches for its authority."""

    at: datetime  # aware, UTC
    authority: str
    trusted: bool


def ask_token(digest: bytes, tsa: Authority) -> bytes:
    """Return the authority's token (DER TimeStampToken) over a SHA-256 digest, as it came.

    Raises:
        BadInput: the answer is not a stamp of what was asked; what `tsa` raises passes through.
    """
    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": digest}
    nonce = secrets.randbits(63)
    asked = tsp.TimeStampReq({"version": 1, "message_imprint": imprint, "nonce": nonce, "cert_req": True})
    data = tsa(asked.dump())
    try:
        answer = tsp.TimeStampResp.load(data, strict=True)
        if answer["status"]["status"].native not in GRANTED:
            raise _refused("时间戳机构拒绝了请求", "The time-stamp authority refused the request")
        token = answer["time_stamp_token"]
        said = token["content"]["encap_content_info"]["content"].parsed
        fits = _stamps(said, digest) and said["nonce"].native == nonce
    except UNREADABLE as error:
        raise _refused("时间戳机构的答复无法读取", "The authority's answer cannot be read") from error
    if not fits:
        raise _refused("时间戳机构的答复与请求不符", "The authority's answer is for another request")
    return bytes(token.dump())


def read_stamp(token: bytes, digest: bytes, authorities: Iterable[bytes]) -> Stamp:
    """Check a token over a SHA-256 digest; `authorities` are the roots that are believed (DER).

    Raises:
        BadInput: no token of this digest, or its signature does not hold.
    """
    try:
        signed = cms.ContentInfo.load(token, strict=True)["content"]
        said = signed["encap_content_info"]["content"].parsed
        (info,) = signed["signer_infos"]
        held = [x509.load_der_x509_certificate(c.chosen.dump()) for c in signed["certificates"]]
        serial = info["sid"].chosen["serial_number"].native
        signer = next(certificate for certificate in held if certificate.serial_number == serial)
        if not _stamps(said, digest):
            raise ValueError("of something else")
        _verify(info, signed["encap_content_info"]["content"].contents, signer)
        at: datetime = said["gen_time"].native
        roots = [x509.load_der_x509_certificate(root) for root in authorities]
        return Stamp(at, _name(signer), _vouched(signer, held, roots, at))
    except (*UNREADABLE, *UNTRUE) as error:
        raise BadInput(
            "时间戳不成立或不是该内容的时间戳；请保留原件，由其他工具核验。",
            "The time-stamp does not hold, or is of something else; keep it, and check it by other tools.",
        ) from error


def _stamps(said: tsp.TSTInfo, digest: bytes) -> bool:
    imprint = said["message_imprint"].native
    return bool(imprint["hash_algorithm"]["algorithm"] == "sha256" and imprint["hashed_message"] == digest)


def _verify(info: cms.SignerInfo, content: bytes, signer: x509.Certificate) -> None:
    """Check a signer's info (RFC 5652, 5.4). Raises what stands in UNREADABLE and UNTRUE."""
    attributes = {a["type"].native: a["values"] for a in info["signed_attrs"]}
    algorithm = info["digest_algorithm"]["algorithm"].native
    if attributes["content_type"][0].native != "tst_info":
        raise ValueError("no time-stamp")
    if attributes["message_digest"][0].native != hashlib.new(algorithm, content).digest():
        raise ValueError("another content")
    message, signature = info["signed_attrs"].untag().dump(), info["signature"].native
    named: algos.SignedDigestAlgorithm = info["signature_algorithm"]
    chosen = HASHES[named.hash_algo if named.signature_algo != "rsassa_pkcs1v15" else algorithm]
    key = signer.public_key()
    match key:
        case ec.EllipticCurvePublicKey():
            key.verify(signature, message, ec.ECDSA(chosen))
        case rsa.RSAPublicKey() if named.signature_algo == "rsassa_pss":
            key.verify(signature, message, padding.PSS(padding.MGF1(chosen), padding.PSS.AUTO), chosen)
        case rsa.RSAPublicKey():
            key.verify(signature, message, padding.PKCS1v15(), chosen)
        case _:
            raise UnsupportedAlgorithm("of the authority's key")


def _vouched(
    signer: x509.Certificate,
    held: Sequence[x509.Certificate],
    roots: Sequence[x509.Certificate],
    at: datetime,
) -> bool:
    """Tell whether a root vouches for the signer as an authority of time-stamps at that moment."""
    try:
        usage = signer.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return False
    below, left = signer, LONGEST_CHAIN
    while ExtendedKeyUsageOID.TIME_STAMPING in usage and left and _valid(below, at):
        if below in roots or any(_issued(below, root) and _valid(root, at) for root in roots):
            return True
        above = next((c for c in held if c != below and _issued(below, c) and _is_authority(c)), None)
        if above is None:
            return False
        below, left = above, left - 1
    return False


def _valid(certificate: x509.Certificate, at: datetime) -> bool:
    return certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _issued(certificate: x509.Certificate, by: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(by)
    except (ValueError, TypeError, *UNTRUE):
        return False
    return True


def _name(certificate: x509.Certificate) -> str:
    found = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else certificate.subject.rfc4514_string()


def _refused(zh: str, en: str) -> BadInput:
    return BadInput(
        f"{zh}；没有加盖时间戳，一切保持原样，请稍后重试，或核对机构的地址。",
        f"{en}; nothing was stamped, everything stays as it is. Try again later, or look at its address.",
    )
