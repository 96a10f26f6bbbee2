"""The decision tables as data: (row, column) -> what the officer is told.

Rows are states of the register, columns what the label claims. `+` in the sources' tables is a second
outcome. A pair that the tables leave open is answered `OPEN`: nothing is decided for the officer.
"""

from dataclasses import dataclass

from app.findings import Severity
from app.markings import Claim

OK = Severity.OK_NO_ISSUE_SEEN
IRREGULAR = Severity.IRREGULAR
SUSPECTED = Severity.SUSPECTED
VERIFY = Severity.NEEDS_VERIFICATION

COUNTERFEIT = ("patent.counterfeit_acts", "patent.counterfeit", "patent.powers")
MARKING = ("patent.marking_content", "patent.marking_irregular", "patent.marking_liability")
PENDING = ("patent.marking_pending", "patent.marking_irregular")
FALSE_MARK = ("trademark.false_registered", "trademark.registration_sign", "trademark.false_criteria")
INFRINGING = ("trademark.infringing_acts", "trademark.handling", "trademark.powers")
ALTERED = ("trademark.altered", "trademark.misleading")  # the second from 2027-01-01 only


@dataclass(frozen=True, slots=True)
class Outcome:
    severity: Severity
    acts: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()  # legal bases
    missing: tuple[str, ...] = ()  # what the officer should still ask
    online: bool = False


Cell = tuple[Outcome, ...]

A, B, C, D, E = (
    Claim.NUMBER_WITH_CLASS,
    Claim.WORDS_ONLY,
    Claim.PENDING,
    Claim.PENDING_AS_PATENT,
    Claim.NUMBER_WITHOUT_CLASS,
)

_OK = Outcome(OK)
_OK_ONLINE = Outcome(OK, online=True)
_IRREGULAR = Outcome(IRREGULAR, keys=MARKING)
_NO_NUMBER = Outcome(IRREGULAR, keys=MARKING, missing=("number",))
_OUTDATED = Outcome(VERIFY, keys=PENDING)
_P1 = Outcome(SUSPECTED, ("P1",), COUNTERFEIT)
_P1_COMPARE = Outcome(SUSPECTED, ("P1",), COUNTERFEIT, ("technical_comparison",))
_P5 = Outcome(SUSPECTED, ("P5",), COUNTERFEIT, ("number",))
_P1_P3 = Outcome(SUSPECTED, ("P1", "P3"), COUNTERFEIT)
_P3_P5 = Outcome(SUSPECTED, ("P3", "P5"), COUNTERFEIT, ("number",))
_ASK_LICENCE = Outcome(VERIFY, keys=("patent.counterfeit_acts",), missing=("licence",))
_ASK_DATE = Outcome(VERIFY, keys=("patent.counterfeit_acts",), missing=("produced",))
_WEIGH = Outcome(VERIFY, keys=("patent.invalid", "patent.counterfeit_acts"))
_LOOK = Outcome(VERIFY, online=True)
_LOOK_ASK = Outcome(VERIFY, missing=("number",), online=True)
_REREAD = Outcome(IRREGULAR, keys=MARKING, missing=("reread",), online=True)
_NOT_PENDING = Outcome(SUSPECTED, ("P3",), COUNTERFEIT)
_MADE_UP = Outcome(SUSPECTED, ("P1",), COUNTERFEIT, ("holder_lookup",), online=True)
OPEN: Cell = (Outcome(VERIFY, missing=("not_foreseen",)),)

_ENDED: dict[str, dict[Claim, Cell]] = {
    "before": {A: (_OK,), B: (_P5,), C: OPEN, D: (_P1,), E: (_OK, _IRREGULAR)},
    "after": {A: (_P1,), B: (_P5,), C: OPEN, D: (_P1,), E: (_P1, _IRREGULAR)},
    "unknown": {A: (_ASK_DATE,), B: (_P5,), C: OPEN, D: (_P1,), E: (_ASK_DATE, _IRREGULAR)},
}
_VOID: dict[str, dict[Claim, Cell]] = {
    "before": {A: (_WEIGH,), B: (_P5,), C: OPEN, D: (_P1,), E: (_P1,)},
    "after": {A: (_P1,), B: (_P5,), C: OPEN, D: (_P1,), E: (_P1,)},
    "unknown": {A: (_ASK_DATE,), B: (_P5,), C: OPEN, D: (_P1,), E: (_P1,)},
}

PATENT_TABLE: dict[tuple[str, str], dict[Claim, Cell]] = {
    ("in_force", ""): {A: (_OK,), B: (_NO_NUMBER,), C: (_OUTDATED,), D: (_OK,), E: (_IRREGULAR,)},
    ("other_holder", "ask"): {
        A: (_ASK_LICENCE,),
        B: OPEN,
        C: OPEN,
        D: (_ASK_LICENCE,),
        E: (_ASK_LICENCE,),
    },
    ("other_holder", "none"): {A: (_P1,), B: OPEN, C: OPEN, D: (_P1,), E: (_P1,)},
    ("other_product", ""): {
        A: (_P1_COMPARE,),
        B: OPEN,
        C: OPEN,
        D: (_P1_COMPARE,),
        E: (_P1_COMPARE,),
    },
    ("late_fee", ""): {A: (_OK_ONLINE,), B: (_NO_NUMBER,), C: OPEN, D: OPEN, E: (_IRREGULAR,)},
    **{(row, when): cells for row in ("lapsed", "expired", "abandoned") for when, cells in _ENDED.items()},
    **{("invalidated", when): cells for when, cells in _VOID.items()},
    ("partly_invalidated", ""): {A: (_OK_ONLINE,), B: (_NO_NUMBER,), C: OPEN, D: OPEN, E: (_IRREGULAR,)},
    ("pending", ""): {A: (_P1_P3,), B: (_P3_P5,), C: (_OK,), D: (_P1_P3,), E: (_P1_P3,)},
    ("unpublished", ""): {A: (_LOOK,), B: (_LOOK_ASK,), C: (_LOOK,), D: (_LOOK,), E: (_LOOK,)},
    ("refused", ""): {A: (_P1_P3,), B: (_P3_P5,), C: (_NOT_PENDING,), D: (_P1_P3,), E: (_P1_P3,)},
    ("wrong_type", ""): {A: (_IRREGULAR,), B: OPEN, C: (_IRREGULAR,), D: OPEN, E: (_IRREGULAR,)},
    **{
        ("not_found", variant): {A: (_LOOK,), B: (_LOOK_ASK,), C: (_LOOK,), D: (_LOOK,), E: (_LOOK,)}
        for variant in ("", "no_status")
    },
    ("not_found", "online"): {A: (_P1,), B: OPEN, C: (_LOOK,), D: (_P1,), E: (_P1,)},
    ("malformed", ""): {A: (_REREAD,), B: OPEN, C: (_REREAD,), D: (_REREAD,), E: (_REREAD,)},
    ("malformed", "reread"): {A: (_MADE_UP,), B: OPEN, C: (_REREAD,), D: (_MADE_UP,), E: (_MADE_UP,)},
    ("publication_number", ""): {A: (_IRREGULAR,), B: OPEN, C: OPEN, D: (_IRREGULAR,), E: (_IRREGULAR,)},
    ("foreign_only", ""): {
        claim: (Outcome(Severity.NOT_DETERMINABLE, keys=("advertising.patent",)),)
        for claim in (A, B, C, D, E)
    },
    ("no_number", ""): {A: OPEN, B: (_NO_NUMBER,), C: (_LOOK_ASK,), D: OPEN, E: OPEN},
}

BESIDE: dict[str, Outcome] = {  # what stands beside the table, whatever the register says
    "words_missing": Outcome(IRREGULAR, keys=PENDING),
    "check_missing": Outcome(IRREGULAR, keys=MARKING),
    "infringement": Outcome(Severity.COMPLAINT_ONLY, keys=("patent.infringement", "patent.offer")),
}

R, T, F = Claim.REGISTERED, Claim.UNREGISTERED, Claim.FAMOUS

_FAMOUS = Outcome(SUSPECTED, ("2.5 famous",), ("trademark.famous",))
_ASK_CIRCULATION = Outcome(VERIFY, keys=("trademark.invalid",), missing=("circulated_before",))


def _false(act: str) -> Outcome:
    """® on what is not registered so (冒充注册商标, letters of the general-offence criteria art. 22)."""
    return Outcome(SUSPECTED, (f"2.5{act}",), FALSE_MARK)


def _row(registered: Cell, unregistered: Cell = (_OK,)) -> dict[Claim, Cell]:
    return {R: registered, T: unregistered, F: (_FAMOUS,)}


_ENDED_MARK: dict[str, dict[Claim, Cell]] = {
    "before": _row((_OK,)),
    "after": _row((_false("c"),)),
    "unknown": _row((_ASK_CIRCULATION,)),
}

MARK_TABLE: dict[tuple[str, str], dict[Claim, Cell]] = {
    ("own", ""): _row((_OK,)),
    ("other_goods", ""): _row((_false("d"),)),
    ("altered", ""): _row((Outcome(SUSPECTED, ("2.5e",), (*FALSE_MARK, *ALTERED)),)),
    ("other_owner", ""): _row(
        (Outcome(SUSPECTED, ("TM1", "TM2", "2.5"), (*INFRINGING, *FALSE_MARK), ("licence",)),),
        (Outcome(SUSPECTED, ("TM1", "TM2"), INFRINGING, ("licence",)),),
    ),
    ("pending", ""): _row((_false("b"),)),
    ("refused", ""): _row((_false("b"),)),
    ("grace", ""): _row((Outcome(VERIFY, keys=("trademark.term",), missing=("renewal",), online=True),)),
    **{
        (row, when): cells
        for row in ("expired", "revoked", "invalidated")
        for when, cells in _ENDED_MARK.items()
    },
    ("abroad_only", ""): _row((_false("g"),)),
    ("not_found", ""): _row((_LOOK,)),
    ("not_found", "no_status"): _row((_LOOK,)),
    ("malformed", ""): {
        R: (Outcome(IRREGULAR, keys=("trademark.registration_sign",), missing=("reread",), online=True),),
        T: OPEN,
        F: (_FAMOUS,),
    },
}
