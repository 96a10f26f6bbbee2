"""Two values of one field, recorded by devices that had not seen each other: shown with who, when and where.

Both stay in the log. A later entry that had seen them settles the matter; it may name one of them or a third.
"""

from dataclasses import dataclass

from app.actions.stands import record_fact
from app.case import Case, Fact
from app.errors import NotAllowed
from app.kit import Kit

OF_EXHIBITS = {  # fields of exhibits that officers record: Chinese, English
    "quantity": ("数量", "quantity"),
    "unit": ("单位", "unit"),
    "price": ("单价", "unit price"),
    "model": ("型号", "model"),
    "mark": ("商标", "mark"),
    "maker": ("生产者", "maker"),
    "batch": ("批号", "batch"),
}


@dataclass(frozen=True, slots=True)
class Side:
    value: str
    officers: tuple[str, ...]  # names
    device: str  # name
    at_ms: int  # what its clock said


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field with several values, in the common order of all devices."""

    about: str  # exhibit's id, "" for the case
    field: str
    name: str  # what the field is called, with its exhibit's name
    name_en: str
    sides: tuple[Side, ...]

    def line(self, language: str) -> str:
        """Return "数量：12（李）/ 15（王）"."""
        if language == "zh":
            return f"{self.name}：" + " / ".join(f"{s.value}（{'、'.join(s.officers)}）" for s in self.sides)
        return f"{self.name_en}: " + " / ".join(f"{s.value} ({', '.join(s.officers)})" for s in self.sides)


def conflicts_of(kit: Kit, case: Case) -> tuple[Conflict, ...]:
    """Return every conflict of a case that nobody has settled yet."""
    return tuple(_conflict(kit, case, fact) for fact in case.conflicts)


def settle_conflict(kit: Kit, case_number: str, field: str, about: str, value: str) -> Case:
    """Record which value holds: one of those that stand, or a third.

    Raises:
        NotAllowed: nobody is on duty, or the value is empty.
    """
    if not value.strip():
        raise NotAllowed(
            "请选定一种记载，或填写正确的内容。", "Choose one of the values, or enter the right one."
        )
    return record_fact(kit, case_number, field, value.strip(), about=about)


def _conflict(kit: Kit, case: Case, fact: Fact) -> Conflict:
    sides = []
    for version in fact.versions:
        people = [kit.casebook.bureau.officer(o) for o in version.source.officers]
        names = tuple(p.name for p in people if p) or version.source.officers
        device = kit.safety.device(version.source.log)
        sides.append(Side(version.value, names, device, version.source.at_ms))
    zh, en = _named(kit, fact)
    exhibit = case.exhibit(fact.about) if fact.about else None
    if exhibit is not None:
        zh, en = f"{exhibit.name} {zh}", f"{exhibit.name} {en}"
    return Conflict(fact.about, fact.field, zh, en, tuple(sides))


def _named(kit: Kit, fact: Fact) -> tuple[str, str]:
    """Return what forms call a field; its own name where no form prints it."""
    if fact.about:
        return OF_EXHIBITS.get(fact.field, (fact.field, fact.field))
    for form in kit.forms.values():
        field = form.field(fact.field)
        if field is not None and field.label:
            return field.label, field.label_en or field.label
    return fact.field, fact.field
