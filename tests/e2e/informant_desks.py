"""Offices where a report is registered, and a search of all that their devices hold for who reported."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pikepdf

from app.actions.documents import (
    Signature,
    issue_document,
    prepare_document,
)
from app.actions.documents.informants import (
    InformantView,
    informants_of,
)
from app.actions.duty import start_duty
from app.case import Document, Sealed
from app.events import (
    DeviceEnrolled,
)
from app.forms import Value
from app.front.wiring import House, open_house
from offline_db.data_folder import create_data_folder
from tests.app.papers import picture, text_of
from tests.builders import carry
from tests.e2e.desk import a_case, a_place

FORM = "report_registration"
NAME, PHONE, HOME, PAPER = "欧阳举实", "13877776666", "杭州市江南大道77号", "330108198001017777"
SECRETS = (NAME, PHONE, HOME, PAPER)
IDENTITY: dict[str, Value] = {
    "named": "实名举报",
    "informant.name": NAME,
    "informant.phone": PHONE,
    "informant.address": HOME,
    "informant.id": PAPER,
}
TOLD: dict[str, Value] = {**IDENTITY, "facts": "展品上标注的专利号不真实"}
INK = picture("PNG", size=(90, 31))
STROKES = json.dumps({"size": [90, 31], "strokes": [[[1, 2, 3, 0.5], [4, 5, 9, 0.7]]]}).encode()
SIGNED = (Signature("party", NAME, INK, STROKES), Signature("officer_1", "人员i1", picture("PNG"), STROKES))
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030", "unicode-escape")
WHY = "公安机关依法调取"


class Offices:
    """The device that registers, a colleague's, a supervisor's, and the bureau, each opened in turn."""

    def __init__(self, folder: Path) -> None:
        place = a_place(folder)
        self.folder, self.count = folder, 0
        self.bureau = open_house(place.bureau)
        self.own = open_house(place.device)
        self.others: list[House] = []
        self.colleague = self.enrol(2)
        self.supervisor = self.enrol(3, supervises=True)
        self.carry(self.bureau, self.own)
        start_duty(self.own.kit, ("i1", "i2"), "inspector")
        start_duty(self.colleague.kit, ("i2", "i3"), "inspector")
        start_duty(self.supervisor.kit, ("s1",), "supervisor")
        self.case = a_case(self.own.kit)

    def enrol(self, number: int, *, supervises: bool = False) -> House:
        """Let the bureau enrol one more device."""
        path = self.folder / f"device-{number}"
        made = create_data_folder(path, f"{number}号机", "0")
        key, seal = made.keys.key.hex(), made.keys.seal_key.hex()
        self.bureau.folder.record(DeviceEnrolled(number, f"{number}号机", key, seal, supervises))
        made.logbook.pin_root(self.bureau.folder.own)
        made.close()
        house = open_house(path)
        self.others.append(house)
        self.carry(self.bureau, house)
        return house

    def carry(self, giver: House, taker: House) -> None:
        """Carry a stick from one to the other."""
        self.count += 1
        carry(giver.folder, taker.folder, self.folder / f"{self.count}.huhang")

    def share(self) -> None:
        """Let all know what the registering device knows."""
        for other in (self.bureau, *self.others):
            self.carry(self.own, other)

    def register(self, changes: dict[str, Value] = TOLD) -> tuple[str, bytes]:
        """Issue a report as it was signed; returns its number and the digest of what signers saw."""
        kit = self.own.kit
        prepared = prepare_document(kit, self.case, FORM, changes)
        _, number = issue_document(
            kit, self.case, FORM, prepared.draft.values, SIGNED, signed_for=prepared.digest
        )
        return number, bytes.fromhex(prepared.digest)

    def close(self) -> None:
        for house in (self.bureau, self.own, *self.others):
            house.close()


def document(house: House, case: str, number: str) -> tuple[Document, Sealed]:
    found = house.kit.casebook.case(case).document(number)
    assert found is not None
    assert found.sealed is not None
    return found, found.sealed


def view(house: House, case: str, number: str) -> InformantView:
    """Return what a device can do about the informant of one document."""
    return next(one for one in informants_of(house.kit, case) if one.number == number)


def readable(data: bytes) -> bytes:
    """Return bytes with what a reader sees in them: of a PDF its text and all its streams, opened."""
    if not data.startswith(b"%PDF"):
        return data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        streams = [o.read_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/Width" not in o]
        attached = [bytes(one.get_file().read_bytes()) for one in pdf.attachments.values()]
    return b"\n".join((data, *streams, *attached, text_of(data).encode()))


def told(data: bytes, more: tuple[bytes, ...] = ()) -> list[str]:
    """Return what of the identity stands in bytes, however it is written."""
    seen = readable(data)
    found = [s for s in SECRETS if any(s.encode(e) in seen for e in ENCODINGS)]
    return found + [m.hex() for m in more if m in seen or m.hex().encode() in seen]


def all_of(house: House) -> Iterator[tuple[str, bytes]]:
    """Yield every payload, header and blob of a device as they are behind its keys, and its folded cases."""
    for name in house.folder.headers():
        entry = house.folder.entry(name)
        yield name, entry.header + (entry.payload or b"")
    for name in house.folder.blobs.digests():
        yield name, house.kit.blobs.get(name)
    yield "cases", repr(house.kit.casebook.whole_cases()).encode()
    yield "lines", repr(house.kit.casebook.cases()).encode()


def leaks(house: House, *more: bytes) -> dict[str, list[str]]:
    return {name: found for name, data in all_of(house) if (found := told(data, more))}
