"""The page that checks documents without us: one HTML file with the bureau's published keys inside.

Whoever was handed a document opens it in any browser, offline. Its parts are plain files under
`resources/verify`, joined here without a build chain; a policy inside the page forbids it every connection
and names its scripts and style by their digests. What it knows besides is what the bureau's log says on the
day of export.
"""

import base64
import hashlib
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import msgspec

from app.bureau import Bureau
from app.events import (
    DeviceRevoked,
    DocumentIssued,
    DocumentVoided,
    DocumentWithdrawn,
    LogOpened,
    NumberBound,
    OfficerCertified,
    OfficerRevoked,
)
from app.forms import Form
from app.history import Recorded
from app.law import CHINA
from app.log import digest
from app.proof import key_id
from app.resources import resource
from app.signing.certificates import revoked_since, serial_of

FOLDER = "verify"
CORE = (  # checks files; runs beside the page, and in Node.js for tests
    "bytes",
    "sha2",
    "curves",
    "crypto",
    "cbor",
    "code",
    "inflate",
    "pdf_objects",
    "pdf_file",
    "pdf_parts",
    "der",
    "certificates",
    "cms",
    "signatures",
    "later",
    "values",
    "judge",
    "zxing/zxing_reader",
    "job",
)
PAGE = ("words", "words_checks", "display", "pictures", "page")  # shows what was found
READER = "zxing/zxing_reader.wasm"
PLACE = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True, slots=True)
class DeviceKey:
    number: int
    name: str
    key: str  # Ed25519 public key, hex
    key_id: str  # as codes name it
    revoked: str = ""  # the day, "" while enrolled


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a document after it was issued; days are ISO dates, "" where it did not happen."""

    void: str = ""
    withdrawn: str = ""
    corrected: str = ""
    by: str = ""  # number of the document that corrects it
    final: str = ""  # number of one issued under a provisional number


@dataclass(frozen=True, slots=True)
class FormWords:
    """How a form's fields are called, in its order: (name, Chinese, English, columns of a list in both)."""

    title: str
    title_en: str
    fields: tuple[tuple[str, str, str, tuple[tuple[str, ...], tuple[str, ...]] | None], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the page knows of the bureau."""

    bureau: str
    root: str  # id of the bureau's log as people compare it, groups of four
    exported: str  # ISO date, China Standard Time
    practice: bool
    devices: tuple[DeviceKey, ...]
    roots: tuple[str, ...]  # root certificates of officers' signatures, DER in base64
    root_digests: tuple[str, ...]  # their SHA-256
    authorities: tuple[str, ...]  # root certificates of time-stamp authorities, DER in base64
    authority_digests: tuple[str, ...]
    revoked: Mapping[str, str]  # serial number of an officer's certificate -> the day it was revoked
    documents: Mapping[str, Fate]  # by number, those of which there is something to say
    forms: Mapping[str, FormWords] = field(default_factory=dict)


def gather_facts(
    records: Sequence[Recorded],
    bureau: Bureau,
    forms: Mapping[tuple[str, str], Form],
    *,
    root: str,
    on: date,
) -> Facts:
    """Gather what the page may know from every entry that is known here, the bureau's and the devices'.

    `root` is the id of the bureau's log. Nothing about parties goes into it: of documents only numbers and
    days.
    """
    gone = {r.event.device: _day(r) for r in records if isinstance(r.event, DeviceRevoked)}
    devices = tuple(
        DeviceKey(
            d.number, d.name, d.key, key_id(bytes.fromhex(d.key)), gone.get(d.number, "") if d.revoked else ""
        )
        for d in bureau.devices
    )
    roots = [bytes.fromhex(published.certificate) for published in bureau.roots]
    authorities = sorted(map(bytes.fromhex, bureau.authorities))
    return Facts(
        bureau=_name(records, bureau, root),
        root=" ".join(root[i : i + 4] for i in range(0, len(root), 4)),
        exported=on.isoformat(),
        practice=bool(bureau.fairs) and bureau.fairs[-1].practice,
        devices=devices,
        roots=_base64(roots),
        root_digests=tuple(map(digest, roots)),
        authorities=_base64(authorities),
        authority_digests=tuple(map(digest, authorities)),
        revoked=_revoked(records, bureau),
        documents=_fates(records),
        forms=_form_words(forms),
    )


def make_verifier(facts: Facts) -> bytes:
    """Return the page as the bytes of an HTML file. The same facts give the same bytes."""
    core, page, style = _joined(CORE), _joined(PAGE), _text("page.css")
    known = msgspec.json.encode(facts, order="sorted").decode()
    scripts = " ".join(f"'sha256-{_sha256(text)}'" for text in (core, page))
    parts = {
        "policy": "default-src 'none'; base-uri 'none'; form-action 'none'; worker-src blob:; "
        f"script-src {scripts} 'wasm-unsafe-eval'; style-src 'sha256-{_sha256(style)}'",
        "style": style,
        "facts": known.replace("<", "\\u003c"),
        "reader": base64.b64encode(
            zlib.compress(resource(FOLDER, *READER.split("/")).read_bytes(), 9)
        ).decode(),
        "core": core,
        "page": page,
    }
    return PLACE.sub(lambda match: parts[match.group(1)], _text("page.html")).encode()


def core_script() -> str:
    """Return the script that checks files, without the page around it."""
    return _joined(CORE)


def _joined(names: Iterable[str]) -> str:
    return "\n" + "\n".join(_text(f"{name}.js") for name in names)


def _text(name: str) -> str:
    return resource(FOLDER, *name.split("/")).read_text("utf-8")


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


def _base64(items: Iterable[bytes]) -> tuple[str, ...]:
    return tuple(base64.b64encode(item).decode("ascii") for item in items)


def _day(record: Recorded) -> str:
    return datetime.fromtimestamp(record.header.t / 1000, UTC).astimezone(CHINA).date().isoformat()


def _name(records: Iterable[Recorded], bureau: Bureau, root: str) -> str:
    """Return the organ that signs, as the last fair names it, else the name of the bureau's log."""
    if bureau.fairs:
        return bureau.fairs[-1].agency
    opened = (r.event.name for r in records if isinstance(r.event, LogOpened) and r.header.log == root)
    return next(opened, "")


def _revoked(records: Sequence[Recorded], bureau: Bureau) -> dict[str, str]:
    """Return the days on which certificates lost their force: by a root's list, or with their officers."""
    days: dict[str, str] = {}
    for root in bureau.roots:
        lists = [bytes.fromhex(root.revoked)] if root.revoked else []
        for serial, since in revoked_since(lists, bytes.fromhex(root.certificate)).items():
            days[str(serial)] = since.astimezone(CHINA).date().isoformat()
    gone = {r.event.officer: _day(r) for r in records if isinstance(r.event, OfficerRevoked)}
    for record in records:
        event = record.event
        if isinstance(event, OfficerCertified) and event.officer in gone:
            days.setdefault(str(serial_of(bytes.fromhex(event.certificate))), gone[event.officer])
    return days


def _fates(records: Iterable[Recorded]) -> dict[str, Fate]:
    fates: dict[str, Fate] = {}
    for record in records:
        match record.event:
            case DocumentVoided(number=number):
                fates[number] = replace(fates.get(number, Fate()), void=_day(record))
            case DocumentWithdrawn(number=number):
                fates[number] = replace(fates.get(number, Fate()), withdrawn=_day(record))
            case DocumentIssued(number=number, replaces=old) if old:
                fates[old] = replace(fates.get(old, Fate()), corrected=_day(record), by=number)
            case NumberBound(provisional=old, number=number):
                fates[old] = replace(fates.get(old, Fate()), final=number)
            case _:
                pass
    return fates


def _form_words(forms: Mapping[tuple[str, str], Form]) -> dict[str, FormWords]:
    words = {}
    for (name, language), form in forms.items():
        if language != "zh":
            continue
        english = forms.get((name, "en"), form)
        fields = tuple(
            (f.name, f.label, f.label_en, (f.columns, _columns(english, f.name)) if f.columns else None)
            for f in form.fields
        )
        words[name] = FormWords(form.title, english.title, fields)
    return words


def _columns(form: Form, name: str) -> tuple[str, ...]:
    found = form.field(name)
    return found.columns if found else ()
