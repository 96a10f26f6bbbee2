"""What signers gave: ink with its strokes, a fingerprint, or why they did not; bound to what they saw."""

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PIL import Image

from app.decoding import Decoder
from app.documents import Ink
from app.errors import BadInput
from app.events import InkSigned
from app.log import BlobRef

Put = Callable[[bytes, str], BlobRef]  # (bytes, role) -> how a header names them
PARTY, REFUSED = "party", "refused"
FINGERPRINT = (300, 300)  # pixels on the document; the photo itself is kept whole


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature on one page (0: on all), or why there is none.

    `strokes` is JSON: points with time and pressure, as the pad saw them. A fingerprint is a photo.
    """

    role: str
    name: str
    png: bytes = b""
    strokes: bytes = b""
    refused: str = ""  # the reason where it was not given
    page: int = 0
    fingerprint: bytes = b""
    witness: str = ""  # who saw that it was not given
    witness_2: str = ""  # the second who saw it
    recording: str = ""  # where the sound or video of it is kept
    why: str = "refused"  # of a reason: "refused", "absent" or "unable"
    words: str = ""  # what stands in its place where it is kept elsewhere

    @property
    def is_given(self) -> bool:
        return bool(self.png or self.fingerprint)


@dataclass(frozen=True, slots=True)
class Kept:
    """Signatures as they are drawn, as they are recorded, and the blobs that hold them."""

    inks: tuple[Ink, ...]
    signed: tuple[InkSigned, ...]
    blobs: tuple[BlobRef, ...]


def keep_signatures(
    put: Put, decoder: Decoder, signatures: Sequence[Signature], values_digest: str, language: str
) -> Kept:
    """Keep signatures by `put`; each one's strokes name the digest of the values and the page of their own.

    Raises:
        BadInput: strokes or a fingerprint that cannot be read; a party absent or unable to sign, attested by
            nobody and nothing.
        StorageFault: the disk refuses.
    """
    inks, signed, blobs = [], [], []
    for s in signatures:
        _refuse_unattested(s)
        png = s.png or (_printed(decoder, s.fingerprint) if s.fingerprint else b"")
        given = ((png, "ink"), (_bound(s, values_digest), "strokes"), (s.fingerprint, "photo"))
        refs = [put(data, role) if data else None for data, role in given]
        blobs += [ref for ref in refs if ref]
        ink, strokes, photo = (ref.sha256 if ref else "" for ref in refs)
        why = s.why if s.refused else ""
        inks.append(Ink(s.role, s.name, png, _reason(s, language), s.why, s.page, s.words))
        signed.append(
            InkSigned(
                s.role,
                s.name,
                ink,
                strokes,
                s.refused,
                s.page,
                photo,
                s.witness,
                s.recording,
                why,
                s.witness_2,
            )
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


def _refuse_unattested(signature: Signature) -> None:
    """Ask who or what attests that a party was absent or could not sign.

    Administrative Coercion Law art. 18: where the party is absent, a witness is invited, who signs the record
    with the officers. A refusal is noted with its reason; bystanders may sign (行政诉讼证据规定 art. 15).
    """
    if not signature.refused or signature.role != PARTY or signature.why == REFUSED:
        return
    if not _witnesses(signature) and not signature.recording.strip():
        raise BadInput(
            "当事人不在场或不能签名时，请写明在场见证人；确实没有的，写明录音录像的编号或位置。",
            "Where the party is not present or cannot sign, name the witness who was; if there is none, say "
            "where the sound or video recording is kept.",
        )


def _witnesses(signature: Signature) -> list[str]:
    return [name for name in (signature.witness.strip(), signature.witness_2.strip()) if name]


def _reason(signature: Signature, language: str) -> str:
    """Return what is printed of the reason why nobody signed; "" where somebody did."""
    if not signature.refused:
        return ""
    parts = [signature.refused.strip()]
    chinese = language == "zh"
    if seen := _witnesses(signature):
        named = ("、" if chinese else ", ").join(seen)
        parts.append(f"见证人{named}在场" if chinese else f"witness: {named}")
    if recording := signature.recording.strip():
        parts.append(f"音视频{recording}" if chinese else f"recording: {recording}")
    return ("；" if chinese else "; ").join(parts)


def _printed(decoder: Decoder, fingerprint: bytes) -> bytes:
    """Return the photo of a fingerprint as a small grey PNG."""
    target = io.BytesIO()
    Image.fromarray(decoder.decode(fingerprint, FINGERPRINT)).convert("L").save(target, "PNG")
    return target.getvalue()
