"""The complaint track of a fair, computed from a case and from dated data; it keeps nothing.

Whether goods infringe a right is never said here: a complaint leads to steps, papers and clocks, and what the
register holds is set beside it as an indication.
"""

from app.complaints.papers import gate, lacking, papers_for
from app.complaints.rules import Line, RightKind, Rules, load_rules, read_rules
from app.complaints.standing import compare_right, doubtful
from app.complaints.together import Kept, earlier_fair, likeness_key, removals_before, twins
from app.complaints.track import (
    ANSWER,
    CLOSED,
    PASS_ON,
    REMOVED,
    Step,
    agreed,
    clocks_about,
    disputes,
    obstacle,
    opinions_open,
    steps_open,
)
from app.complaints.values import complaint_at_hand, complaint_values

__all__ = [
    "ANSWER",
    "CLOSED",
    "PASS_ON",
    "REMOVED",
    "Kept",
    "Line",
    "RightKind",
    "Rules",
    "Step",
    "agreed",
    "clocks_about",
    "compare_right",
    "complaint_at_hand",
    "complaint_values",
    "disputes",
    "doubtful",
    "earlier_fair",
    "gate",
    "lacking",
    "likeness_key",
    "load_rules",
    "obstacle",
    "opinions_open",
    "papers_for",
    "read_rules",
    "removals_before",
    "steps_open",
    "twins",
]
