"""(form, values) -> PDF bytes. Pure: preview is just a call, and a reprint is the stored bytes."""

from collections.abc import Mapping
from dataclasses import replace

from app.documents.content import pieces
from app.documents.extras import Extras, Rendered
from app.documents.furnish import SIGNATURE_HEIGHT, Sheet
from app.documents.layout import HEIGHT, Flow
from app.documents.setting import Setter, add_code
from app.documents.values import clean, cleaned, translated
from app.forms import Form, Value
from app.typeset.fonts import FontSet

LANGUAGES = {"zh": "zh-CN", "en": "en"}  # of forms, as PDF names them (BCP 47)


def render(
    form: Form,
    values: Mapping[str, Value],
    extras: Extras,
    fonts: FontSet,
    gloss: Form | None = None,
) -> Rendered:
    """Set a document. The same arguments give the same bytes.

    `gloss` is the form in English: its pages follow, unsigned, with a note that the Chinese text prevails.

    Raises:
        BadInput: a character that no font has, a value beyond its limit, a broken photo, signature or seal, a
            refusal too long for its line.
    """
    values, extras = cleaned(values), _cleaned(extras)
    placed = {role for block in form.blocks for role in block.roles}
    foot = [signer for signer in form.signers if form.signed_pages and signer[0] not in placed]
    flow = Flow(fonts, HEIGHT - SIGNATURE_HEIGHT * ((len(foot) + 1) // 2))
    sheet = Sheet(fonts, extras, form.language, foot)
    Setter(flow, sheet, sealed=extras.seal).set(pieces(form, values, extras))
    add_code(flow, sheet)
    sheet.last = len(flow.pages())
    if gloss is not None:
        flow.new_page()
        plain = replace(extras, photos=(), seal=False)
        Setter(flow, sheet, sealed=False).set(pieces(gloss, translated(form, gloss, values), plain))
    title = f"{form.title} {extras.number}".strip()
    pdf, pages = flow.write(sheet.furnish, title, LANGUAGES[form.language])
    places = tuple(place for place in sheet.places if place.page <= sheet.last)
    return Rendered(pdf, pages, places, flow.fields())


def _cleaned(extras: Extras) -> Extras:
    photos = (replace(p, caption=tuple(clean("photo", line) for line in p.caption)) for p in extras.photos)
    inks = (replace(i, name=clean("name", i.name), refused=clean("refused", i.refused)) for i in extras.inks)
    return replace(
        extras,
        agency=clean("agency", extras.agency),
        number=clean("number", extras.number),
        issued=clean("issued", extras.issued),
        photos=tuple(photos),
        inks=tuple(inks),
    )
