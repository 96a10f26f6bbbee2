"""Rules of conduct as data: on which forms they bear, how grave they are, what they say.

What a rule looks at is code (`app.procedure.conduct`); its wording, its legal basis, its limits and whether
officers may go on with a reason are data, for a bureau's practice differs.
"""

from dataclasses import dataclass

from app.findings import Basis, Finding


@dataclass(frozen=True, slots=True)
class Rule:
    key: str
    stops: bool  # False: officers may go on when they say why
    forms: tuple[str, ...]  # ids of the forms it bears on
    bases: tuple[str, ...]  # keys of provisions
    zh: str  # the sentence, with places {so}
    en: str
    source: str
    verified: bool
    fields: tuple[str, ...] = ()  # fields of a form it looks at
    words: tuple[str, ...] = ()  # words in an answer that it looks for
    unless: tuple[str, ...] = ()  # words that deny them
    limit: int = 0  # yuan, or minutes


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands against issuing a document, in both languages, with the law of the day of the act."""

    rule: str
    stops: bool
    zh: str
    en: str
    bases: tuple[Basis, ...] = ()

    def sentence(self, language: str) -> str:
        """Return the sentence in "zh" or "en"."""
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause of action: what a case may be about, and what the law allows there."""

    key: str
    zh: str
    en: str
    codes: tuple[str, ...]  # beginnings of findings' codes, where a finding names no act
    acts: tuple[str, ...]  # beginnings of the acts that findings name
    rights: tuple[str, ...]  # kinds of right in a complaint
    seizure: str  # "given", "none", or "unsure" where the text was not read
    competent: bool  # whether this bureau decides such cases; a bureau's own file may differ
    bases: tuple[str, ...]  # keys of provisions on powers and competence
    source: str
    verified: bool
    severities: tuple[str, ...] = ()  # of findings told by their code; () for any

    def weighs(self, finding: Finding) -> bool:
        """Tell whether a finding is grave enough, or of the kind, to be of this cause."""
        return not self.severities or finding.severity in self.severities

    def word(self, language: str) -> str:
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Answer:
    """How long a party has to answer a complaint at a fair of up to so many days."""

    days: int
    hours: int
    source: str
    verified: bool
