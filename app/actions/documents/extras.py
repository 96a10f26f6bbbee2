"""What stands on a document besides its fields: agency, date, photos, ink."""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache

from app import photos
from app.actions.documents.known import PURPOSES
from app.actions.documents.moments import write_date
from app.case import Case, Photo
from app.documents import Extras, Ink
from app.documents import Photo as PrintedPhoto
from app.forms import Form
from app.kit import Kit
from app.procedure.moments import clock
from app.proof import head_words

MOST_PHOTOS = 60


def extras_for(kit: Kit, case: Case, form: Form, inks: tuple[Ink, ...], now: datetime) -> Extras:
    """Return a document's extras as of now, without number and code."""
    fair = kit.fair()
    wanted = case.photos[:MOST_PHOTOS] if any(b.kind == "photos" for b in form.blocks) else ()
    printed = tuple(_printed(kit, n, photo) for n, photo in enumerate(wanted, 1))
    own = kit.letterhead
    return Extras(
        agency=own.agency or fair.agency,
        issued=write_date(now),
        photos=printed,
        inks=inks,
        seal=own.seal != "none",
        seal_png=own.seal_png,
        practice=fair.practice,
        head=head_words(kit.casebook.head),
    )


def _printed(kit: Kit, number: int, photo: Photo) -> PrintedPhoto:
    taken = clock(photo.source.at_ms)
    purpose = PURPOSES.get(photo.purpose, photo.purpose)
    caption = (f"照片{number} {purpose} {taken:%Y-%m-%d %H:%M}", f"SHA-256 {photo.sha256[:24]}")
    return PrintedPhoto(_small(kit.blobs.get, kit.decoder.decode, photo.sha256), caption)


@lru_cache(maxsize=4 * MOST_PHOTOS)
def _small(
    get: Callable[[str], bytes], decode: Callable[[bytes, photos.Size], photos.Picture], sha256: str
) -> bytes:
    """Return a photo as it is printed; made once, for a preview asks after every key."""
    return photos.as_jpeg(decode(get(sha256), photos.PRINTED))
