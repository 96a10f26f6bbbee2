"""What signers gave: ink with its strokes, a fingerprint, or a refusal; bound to what they saw."""

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from app import photos
from app.documents import Ink
from app.errors import BadInput
from app.events import InkSigned
from app.kit import Kit
from app.log import BlobRef

FINGERPRINT = (300, 300)  # pixels on the document; the photo itself is kept whole


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature on one page (0: on all), or its refusal.

    `strokes` is JSON: points with time and pressure, as the pad saw them. A fingerprint is a photo.
    """

    role: str
    name: str
    png: bytes = b""
    strokes: bytes = b""
    refused: str = ""
    page: int = 0
    fingerprint: bytes = b""
    witness: str = ""  # who saw the refusal
    recording: str = ""  # where the sound or video of it is kept


@dataclass(frozen=True, slots=True)
class Kept:
    """Signatures as they are drawn, as they are recorded, and the blobs that hold them."""

    inks: tuple[Ink, ...]
    signed: tuple[InkSigned, ...]
    blobs: tuple[BlobRef, ...]


def keep_signatures(kit: Kit, signatures: Sequence[Signature], values_digest: str) -> Kept:
    """Keep signatures; each one's strokes name the digest of the values and the page they were given on.

    Raises:
        BadInput: strokes or a fingerprint that cannot be read, a refusal without a reason.
        StorageFault: the disk refuses.
    """
    inks, signed, blobs = [], [], []
    for s in signatures:
        png = s.png or (_printed(s.fingerprint) if s.fingerprint else b"")
        given = ((png, "ink"), (_bound(s, values_digest), "strokes"), (s.fingerprint, "photo"))
        refs = [kit.blobs.put(data, role) if data else None for data, role in given]
        blobs += [ref for ref in refs if ref]
        ink, strokes, photo = (ref.sha256 if ref else "" for ref in refs)
        inks.append(Ink(s.role, s.name, png, _refusal(s), s.page))
        signed.append(
            InkSigned(s.role, s.name, ink, strokes, s.refused, s.page, photo, s.witness, s.recording)
        )
    return Kept(tuple(inks), tuple(signed), tuple(blobs))


def _bound(signature: Signature, values_digest: str) -> bytes:
    """Return the strokes together with what they were given for; b"" where there are none."""
    if not signature.strokes:
        return b""
    try:
        drawn = json.loads(signature.strokes)
    except (ValueError, RecursionError) as error:
        raise BadInput("签名笔迹无法读取；请重新签名。", "The strokes cannot be read; sign again.") from error
    stated = {
        "document": values_digest,  # SHA-256 of the values, number included
        "page": signature.page,
        "role": signature.role,
        "name": signature.name,
        "ink": drawn,
    }
    return json.dumps(stated, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _refusal(signature: Signature) -> str:
    """Return what is printed in place of a signature that was refused."""
    if not signature.refused:
        return ""
    parts = [signature.refused.strip()]
    if signature.witness:
        parts.append(f"见证人{signature.witness}在场")
    if signature.recording:
        parts.append(f"音视频{signature.recording}")
    return "；".join(parts)


def _printed(fingerprint: bytes) -> bytes:
    """Return the photo of a fingerprint as a small grey PNG."""
    with Image.open(io.BytesIO(photos.for_print(fingerprint))) as picture:
        grey = picture.convert("L")
        grey.thumbnail(FINGERPRINT)
        target = io.BytesIO()
        grey.save(target, "PNG")
    return target.getvalue()
