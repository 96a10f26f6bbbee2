"""Photos as evidence, and the pictures derived from them."""

from collections.abc import Callable, Sequence

import msgspec

from app import photos
from app.actions.duty import require_inspectors
from app.case import Case
from app.errors import BadInput
from app.events import PhotoTaken, PictureDerived
from app.kit import Kit

PURPOSES = ("wide", "product", "mark", "number", "other")
OPERATIONS: dict[str, Callable[[photos.Picture, Sequence[photos.Box]], bytes]] = {
    "crop": lambda picture, boxes: photos.crop(picture, boxes[0]),
    "blur": photos.blur,
    "annotate": photos.annotate,
}


def take_photo(
    kit: Kit, case_number: str, data: bytes, *, purpose: str, exhibit: str = "", note: str = ""
) -> Case:
    """Keep a photo's original bytes as evidence; durable, hashed and signed when this returns.

    Raises:
        NotAllowed: nobody fit is on duty.
        BadInput: no usable photo; nothing was recorded.
    """
    require_inspectors(kit)
    facts = kit.decoder.read_facts(data)
    ref = kit.blobs.put(data, "photo")
    taken = PhotoTaken(ref.sha256, purpose, exhibit, note, facts.camera_time, facts.width, facts.height)
    return kit.casebook.append(case_number, taken, blobs=(ref,))


def derive_picture(
    kit: Kit, case_number: str, photo: str, operation: str, boxes: Sequence[photos.Box], reason: str = ""
) -> Case:
    """Make a crop, blur or annotation as a picture of its own that names its parent; the original stays.

    Raises:
        NotAllowed, NotFound, BadInput: nobody on duty; no such photo; no such operation or an empty area.
    """
    require_inspectors(kit)
    if operation not in OPERATIONS or not boxes:
        raise BadInput("请先在照片上框选区域。", "Draw an area on the photo first.")
    data = OPERATIONS[operation](kit.decoder.decode(kit.blobs.get(photo)), boxes)
    ref = kit.blobs.put(data, "picture")
    parameters = msgspec.json.encode({"boxes": boxes}).decode()
    derived = PictureDerived(ref.sha256, photo, operation, parameters, reason)
    return kit.casebook.append(case_number, derived, blobs=(ref,))


def show_photo(kit: Kit, photo: str, side: int) -> photos.Picture:
    """Return a photo that fits a square of `side` pixels, (H, W, 3) uint8 BGR.

    Raises:
        NotFound, StorageFault: no such photo, or its bytes do not match its name.
        BadInput: it cannot be decoded.
    """
    return kit.decoder.decode(kit.blobs.get(photo), (side, side))
