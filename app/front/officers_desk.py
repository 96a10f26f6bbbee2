"""Certificates for officers' document keys: asked for on a device, issued and revoked at the bureau's desk.

The keys are made on the device and never leave it; what travels to the bureau is a request signed by the
device, and back comes the bureau's log. The root's key lies at the bureau beside the key of its log.
"""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.bureau import Officer
from app.errors import BadInput, NotFound
from app.events import OfficerCertified, OfficerRevoked, RootPublished
from app.law import CHINA
from app.sharing import Progress
from app.signing import Tried
from app.signing.asking import ask_token, read_stamp
from app.signing.certificates import (
    RENEWED,
    Holder,
    belongs,
    is_root,
    issue,
    lasts,
    list_revoked,
    make_key,
    make_request,
    make_root,
    read_certificates,
    revoked_since,
    serial_of,
)
from offline_db.data_folder import DataFolder
from sync.timestamps import ask, check_address

ROOT = "root"
DOMAIN = b"huhang-certificates-v1\0"


class Request(msgspec.Struct, frozen=True):
    """Requests of one device, by officer (PKCS #10, DER in hex)."""

    device: str  # its signing key, hex
    officers: dict[str, str]


class SignedRequest(msgspec.Struct, frozen=True):
    request: msgspec.Raw
    signature: str  # Ed25519 by the device over the very bytes of the request, hex


def request_certificates(device: DataFolder, officers: Iterable[str]) -> bytes:
    """Make keys for officers that have none on this device, and return the request for their certificates.

    Raises:
        StorageFault: the disk refuses.
    """
    asked = {}
    for officer in officers:
        key = device.officer_keys.get(officer)
        if key is None:
            key = make_key()
            device.officer_keys.put(officer, key)
        asked[officer] = make_request(key, officer).hex()
    request = msgspec.json.encode(Request(device.keys.key.hex(), asked), order="sorted")
    signature = device.keys.sign(DOMAIN + request)
    return msgspec.json.encode(SignedRequest(msgspec.Raw(request), signature.hex()))


def publish_root(bureau: DataFolder, agency: str, moment: datetime) -> RootPublished:
    """Make the bureau's root unless there is one; returns its last word, with a new list if that was old."""
    if bureau.bureau.roots:
        return _renewed(bureau, moment)
    key, certificate = make_root(agency, moment)
    bureau.officer_keys.put(ROOT, key)
    published = RootPublished(certificate.hex(), list_revoked(key, certificate, {}, moment).hex())
    bureau.record(published)
    return published


def set_authority(bureau: DataFolder, url: str, root: bytes) -> RootPublished:
    """Tell devices which time-stamp authority to ask, and by which root (PEM or DER) to believe it.

    "" for none; what was stamped under an earlier one is believed on.

    Raises:
        NotFound: the bureau has no root yet.
        BadInput: no such address, or `root` is no certificate.
    """
    last, _ = _root(bureau)
    believed = ""
    if url:
        check_address(url)
        believed = read_certificates(root)[0].hex()
    published = RootPublished(last.certificate, last.revoked, url, believed)
    bureau.record(published)
    return published


def try_authority(url: str, roots: bytes, progress: Progress) -> Tried:
    """Ask an authority to stamp something random, and check the stamp by its roots (PEM or DER).

    Of several roots the one that vouches is returned, one that signed itself before others.

    Raises:
        BadInput: no such address, no certificate, no stamp, or none that a root vouches for.
        Unreachable: no answer, or it was stopped.
    """
    check_address(url)
    believed = sorted(read_certificates(roots), key=lambda root: not is_root(root))
    asked = secrets.token_bytes(32)
    token = ask_token(asked, partial(ask, url, progress=progress))
    for root in believed:
        stamp = read_stamp(token, asked, [root])
        if stamp.trusted:
            return Tried(url, root, stamp.authority, stamp.at)
    stamp = read_stamp(token, asked, believed)
    raise BadInput(
        f"“{stamp.authority}”的证书不是由所选根证书签发的时间戳证书；请向该机构索取其根证书。",
        f"The certificate of {stamp.authority} was not issued for time-stamps by the root that was chosen; "
        "ask the authority for its root.",
    )


def certify(
    bureau: DataFolder, request: bytes, moment: datetime | None = None
) -> tuple[OfficerCertified, ...]:
    """Issue the certificates that a device asks for, to officers who may act.

    A list of revoked certificates that is old at `moment` (now, if none is given) is published anew: what is
    stamped holds for long only with a list that was the latest at that time.

    Raises:
        BadInput: no such request, a device that is not enrolled, an officer who is unknown or revoked.
        NotFound: the bureau has no root yet.
    """
    last, key = _root(bureau)
    root = bytes.fromhex(last.certificate)
    issued = []
    for name, data in _read(bureau, request).officers.items():
        officer = bureau.bureau.officer(name)
        if officer is None or officer.revoked:
            raise BadInput(
                f"执法人员 {name} 不在名录中或资格已撤销，不能签发证书。",
                f"Officer {name} is not on the list or was revoked; no certificate is issued.",
            )
        certificate = issue(key, root, _bytes(data), _holder(officer))
        issued.append(OfficerCertified(name, certificate.hex()))
    for event in issued:
        bureau.record(event)
    _renewed(bureau, moment or datetime.now(CHINA))
    return tuple(issued)


def revoke(bureau: DataFolder, officer: str, reason: str, moment: datetime) -> None:
    """Revoke an officer: no duty, and what the officer's keys sign from then on does not hold.

    Raises:
        NotFound: no such officer, or the bureau has no root.
    """
    known = bureau.bureau.officer(officer)
    if known is None:
        raise NotFound(f"名录中没有执法人员 {officer}。", f"There is no officer {officer} on the list.")
    last, key = _root(bureau)
    root = bytes.fromhex(last.certificate)
    since = revoked_since([bytes.fromhex(last.revoked)], root)
    for certificate in known.certificates:
        since.setdefault(serial_of(bytes.fromhex(certificate)), moment)
    bureau.record(OfficerRevoked(officer, reason))
    listed = list_revoked(key, root, since, moment)
    bureau.record(RootPublished(last.certificate, listed.hex(), last.authority, last.authority_root))


def without_certificate(device: DataFolder, officers: Sequence[Officer]) -> tuple[str, ...]:
    """Return the ids of officers for whose key on this device the bureau has issued no certificate yet."""
    return tuple(o.id for o in officers if not o.revoked and not _certified(device, o))


def _certified(device: DataFolder, officer: Officer) -> bool:
    key = device.officer_keys.public(officer.id)
    return key is not None and any(belongs(bytes.fromhex(c), key) for c in officer.certificates)


def _renewed(bureau: DataFolder, moment: datetime) -> RootPublished:
    """Return the root's last word; where its list was old, with one of today of the same certificates."""
    last, key = _root(bureau)
    root, listed = bytes.fromhex(last.certificate), bytes.fromhex(last.revoked)
    if lasts(listed, moment) > RENEWED:
        return last
    fresh = list_revoked(key, root, revoked_since([listed], root), moment)
    published = RootPublished(last.certificate, fresh.hex(), last.authority, last.authority_root)
    bureau.record(published)
    return published


def _root(bureau: DataFolder) -> tuple[RootPublished, ec.EllipticCurvePrivateKey]:
    key = bureau.officer_keys.get(ROOT)
    if key is None or not bureau.bureau.roots:
        raise NotFound(
            "局机关尚未建立文书签名根证书；请先在局机关的数据文件夹中运行 publish-root。",
            "The bureau has no root for document signatures yet; run publish-root in its data folder first.",
        )
    return bureau.bureau.roots[-1], key


def _read(bureau: DataFolder, data: bytes) -> Request:
    try:
        signed = msgspec.json.decode(data, type=SignedRequest)
        request = msgspec.json.decode(signed.request, type=Request)
        device = bureau.bureau.device(request.device)
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(request.device))
        key.verify(bytes.fromhex(signed.signature), DOMAIN + bytes(signed.request))
    except (msgspec.MsgspecError, ValueError, InvalidSignature) as error:
        raise BadInput(
            "这不是完好的证书申请；请在设备上重新生成。",
            "This is no whole request for certificates; make it again on the device.",
        ) from error
    if device is None or device.revoked:
        raise BadInput(
            "提出申请的设备未登记或已停用；请先登记设备。",
            "The device that asks is not enrolled or was revoked; enrol it first.",
        )
    return request


def _holder(officer: Officer) -> Holder:
    return Holder(
        officer.id, officer.name, officer.certificate, officer.unit, officer.valid_from, officer.valid_to
    )


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
