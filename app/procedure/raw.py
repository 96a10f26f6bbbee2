"""The shapes of procedure files, as TOML states them; `app.procedure.files` reads and checks them."""

from datetime import date

import msgspec

from app.findings import Severity
from app.law import Unit

SCHEMA = 1


class RawRule(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    stops: bool
    forms: list[str]
    bases: list[str]
    zh: str
    en: str
    source: str
    verified: bool
    fields: list[str] = []
    words: list[str] = []
    unless: list[str] = []
    limit: int = 0


class RawCause(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    zh: str
    en: str
    codes: list[str]
    acts: list[str]
    rights: list[str]
    seizure: str
    competent: bool
    bases: list[str]
    source: str
    verified: bool
    severities: list[Severity] = []


class RawExtension(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    most: int
    zh: str
    en: str


class RawTarget(msgspec.Struct, forbid_unknown_fields=True):
    amount: int
    unit: Unit
    zh: str
    en: str


class RawClock(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    per: str
    runs_for: str
    started_by: list[str]
    settled_by: list[str]
    soon_hours: int
    extended_by: list[str] = []
    extend: list[RawExtension] = []
    cause: str = ""
    dated: bool = False
    target: RawTarget | None = None


class RawAnswer(msgspec.Struct, forbid_unknown_fields=True):
    days: int
    hours: int
    source: str
    verified: bool


class RawThreshold(msgspec.Struct, forbid_unknown_fields=True):
    measure: str
    amount: int
    when: str = ""


class RawEdition(msgspec.Struct, forbid_unknown_fields=True):
    basis: str
    effective_from: date
    value: list[str]
    source: str
    verified: bool
    threshold: list[RawThreshold]
    effective_to: date | None = None


class RawCrime(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    zh: str
    en: str
    causes: list[str]
    edition: list[RawEdition]
    codes: list[str] = []
    acts: list[str] = []
    labels: bool = False
    note_zh: str = ""
    note_en: str = ""


class RawItem(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    zh: str
    en: str
    causes: list[str]
    uses: list[str]
    met_by: list[str]
    before_leaving: bool
    source: str
    verified: bool


class RawFile(msgspec.Struct, forbid_unknown_fields=True):
    schema: int = SCHEMA
    groups: dict[str, list[str]] = {}
    rule: list[RawRule] = []
    cause: list[RawCause] = []
    clock: list[RawClock] = []
    answer: list[RawAnswer] = []
    crime: list[RawCrime] = []
    measures: dict[str, list[str]] = {}
    conditions: dict[str, list[str]] = {}
    inputs: dict[str, list[str]] = {}
    evidence: list[RawItem] = []
    recall: dict[str, list[str]] = {}
    steps: dict[str, list[str]] = {}
