"""Documents for these tests, made the way an office makes them: set, archived, signed under a root."""

import io
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from cryptography.hazmat.primitives.asymmetric import ec
from PIL import Image

from app.documents import Extras, Photo, render
from app.forms import SHARED, Form, Value, form_texts, read_forms
from app.law import CHINA
from app.log import digest
from app.proof import Proof, make_proof, values_json
from app.resources import resource
from app.signing import P256Signer
from app.signing.archive import Attached, archive
from app.signing.certificates import Holder, issue, make_key, make_request, make_root
from app.signing.pades import sign_pdf
from app.typeset.fonts import FontSet, load_fonts
from tests.builders import a_key

MOMENT = datetime(2026, 11, 24, 10, 20, 30, tzinfo=CHINA)
AGENCY = "杭州市滨江区市场监督管理局"
NUMBER = "杭滨市监责改〔2026〕12号"
KEY = a_key()


@dataclass(frozen=True)
class Office:
    """A bureau's root and two officers under it."""

    root: bytes
    root_key: ec.EllipticCurvePrivateKey
    signers: tuple[P256Signer, ...]


@cache
def faces() -> FontSet:
    return load_fonts()


@cache
def the_record() -> Form:
    """The record of inspection in Chinese; only its file is read."""
    texts = form_texts(resource("forms"))
    name = "record_of_inspection"
    read = read_forms({file: texts[file] for file in (f"{name}.toml", SHARED)})
    return read[name, "zh"]


def an_office(agency: str = AGENCY, *, begins: int = 2020, ends: int = 2099) -> Office:
    """A fresh office whose officers' certificates hold in those years."""
    root_key, root = make_root(agency, MOMENT)
    signers = []
    for number, name in enumerate(("张检查", "李勘验"), 1):
        key = make_key()
        holder = Holder(
            f"i{number}", name, f"3301001234{number}", "执法一科", date(begins, 1, 1), date(ends, 12, 31)
        )
        signers.append(P256Signer(issue(root_key, root, make_request(key, f"i{number}"), holder), key))
    return Office(root, root_key, tuple(signers))


def filled(form: Form) -> dict[str, Value]:
    """Give every field of a form something."""
    values: dict[str, Value] = {}
    for field in form.fields:
        match field.kind:
            case "list":
                values[field.name] = tuple(tuple(f"{r}{c}" for c in field.columns) for r in range(2))
            case "choice" | "choices":
                values[field.name] = field.choices[-1]
            case "questions":
                values[field.name] = field.initial()
            case _:
                values[field.name] = "浙江𬭸光喆有限公司"
    return values


def a_photo() -> bytes:
    target = io.BytesIO()
    Image.radial_gradient("L").resize((480, 360)).convert("RGB").save(target, "JPEG", quality=80)
    return target.getvalue()


def a_set(form: Form, *, photos: int = 0, number: str = NUMBER) -> tuple[bytes, Attached]:
    """Set a form with its code; returns the PDF as reportlab leaves it, and what is to be attached."""
    values = filled(form)
    data = values_json({**values, "number": number})
    party, day = "浙江𬭸光喆有限公司", "2026年11月24日"
    stated = Proof(number, day, party, AGENCY, ("1", "2"), "CF-1-0001", digest(data))
    code = make_proof(stated, KEY.key, KEY.sign)
    pictures = tuple(Photo(a_photo(), (f"照片{n}",)) for n in range(photos))
    extras = Extras(AGENCY, number, day, pictures, code=code)
    return render(form, values, extras, faces()).pdf, Attached(data, code)


@cache
def an_order() -> tuple[bytes, Attached]:
    """A record with a photo: what the tests sign and tamper with."""
    return a_set(the_record(), photos=1)


def signed(office: Office, moment: datetime = MOMENT, signers: int = 2) -> bytes:
    """Return the record, archived and signed by the first `signers` officers."""
    pdf, attached = an_order()
    archived = archive(pdf, moment, attached=attached, signers=signers)
    return sign_pdf(archived, office.signers[:signers], moment)
