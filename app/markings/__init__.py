"""What a label states about rights: kind of right, number, class words, ®, pending, famous …

A marking is what the label says, never whether it is true. Offsets point into the text as given, so that
the officer sees the very words. Work grows linearly with the text, and there is a most of everything.
"""

from datetime import date

from app.markings.label import fold, label_facts
from app.markings.marking import Claim, LabelFacts, Marking, Span, Subject
from app.markings.marks import read_marks
from app.markings.others import read_others
from app.markings.patents import read_patents

__all__ = [
    "LONGEST",
    "Claim",
    "LabelFacts",
    "Marking",
    "Span",
    "Subject",
    "read_label_facts",
    "read_markings",
    "read_production_date",
]

LONGEST = 20_000  # characters of label text that are read; a panel of a stand has some hundreds


def read_markings(text: str, today: date) -> tuple[Marking, ...]:
    """Return what the label states, in the order of the text; () for a label without markings.

    `today` bounds the years of numbers. Text beyond `LONGEST` characters is not read.
    """
    text = text[:LONGEST]
    shown = fold(text)
    label = label_facts(shown, text)
    found = [
        *read_patents(shown, text, today, label),
        *read_marks(shown, text, label),
        *read_others(shown, text, label),
    ]
    return tuple(sorted(found, key=lambda m: (m.start, m.end)))


def read_label_facts(text: str) -> LabelFacts:
    """Return holder, maker and production date as the label states them."""
    text = text[:LONGEST]
    return label_facts(fold(text), text)


def read_production_date(text: str) -> date | None:
    """Return the production date on a label, None if there is none; without a day, the last of the month."""
    return read_label_facts(text).produced
