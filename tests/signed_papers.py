"""Small documents with photos, as the program issues them: case data and code attached, two officers."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from app.log import digest
from app.proof import Proof, make_proof, values_json
from app.signing.archive import Attached, archive
from app.signing.pades import sign_pdf
from tests.app.signing.papers import AGENCY, MOMENT, NUMBER, Office
from tests.builders import a_key

CERTIFICATES = ("33010012341", "33010012342")  # of the officers of `an_office`


def a_photo(shade: int) -> bytes:
    """A small JPEG."""
    target = io.BytesIO()
    Image.new("RGB", (120, 90), (shade, 90, 160)).save(target, "JPEG")
    return target.getvalue()


def original(photo: bytes) -> bytes:
    """The file that a printed photo was made from, as `a_paper` has it: another JPEG, longer."""
    return photo + b"as the camera wrote it"


@dataclass(frozen=True)
class Paper:
    """A document before officers sign it."""

    pdf: bytes
    values: bytes
    code: str

    def signed(self, office: Office) -> bytes:
        return sign_pdf(self.pdf, office.signers, MOMENT)


def a_paper(
    values: Mapping[str, object],
    photos: Sequence[bytes] = (),
    *,
    number: str = NUMBER,
    seed: int = 1,
    printed: Sequence[bytes] | None = None,
    attached: bytes | None = None,
    officers: tuple[str, ...] = CERTIFICATES,
) -> Paper:
    """A one-page document; `printed` are other photos and `attached` other case data than those of the code.

    Of each photo the case data name two digests: of its original and of what is printed.
    """
    rows = [[f"照片{n}", digest(original(photo)), digest(photo)] for n, photo in enumerate(photos, 1)]
    data = values_json({**values, "number": number, **({"photos": rows} if rows else {})})
    key = a_key(seed)
    party = str(values.get("party.name", ""))
    stated = Proof(number, "2026年11月24日", party, AGENCY, officers, "CF30-1-0012", digest(data))
    code = make_proof(stated, key.key, key.sign)
    plain = io.BytesIO()
    canvas = Canvas(plain, invariant=1)
    canvas.drawString(72, 720, "Correction order")
    for place, photo in enumerate(photos if printed is None else printed):
        canvas.drawImage(ImageReader(io.BytesIO(photo)), 72 + 130 * place, 500, 120, 90)
    canvas.save()
    whole = archive(plain.getvalue(), MOMENT, attached=Attached(attached or data, code), signers=2)
    return Paper(whole, data, code)
