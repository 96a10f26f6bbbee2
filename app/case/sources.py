"""Which entry says what: the parts that everything of a case is made of."""

from dataclasses import dataclass

from app.history import Place


@dataclass(frozen=True, slots=True)
class Source:
    """Which entry says so, who was on duty, and what the clock said (ms since 1970 UTC; testimony)."""

    entry: str
    log: str
    officers: tuple[str, ...]
    at_ms: int
    place: Place


@dataclass(frozen=True, slots=True)
class Version:
    value: str
    source: Source


@dataclass(frozen=True, slots=True)
class Fact:
    """One field. One version is the value; several are a conflict that a person settles."""

    about: str  # "" for the case, else the exhibit's id
    field: str
    versions: tuple[Version, ...]

    @property
    def value(self) -> str:
        """The value, or of a conflict the one that comes last in the common order."""
        return self.versions[-1].value


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline."""

    kind: str
    text: str
    source: Source
    state: str = ""  # "erased" by law, or "newer": of a kind that only a later version of the program knows
