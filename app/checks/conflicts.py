"""The search for conflicts below table 2.10: a displayed sign against live signs of others.

The list is a ranking for the officer; whether the public is confused, how known a mark is and what the
guide's exceptions say is not for the machine. Act (1) is the same sign on the same goods, act (2) a near
sign, or similar goods.
"""

import re
from collections.abc import Iterable, Iterator

from app.checks.context import YES, Context, extract_facts, holds, owns, right_facts
from app.checks.nearness import pieces, resemblance, sign_key
from app.checks.outcomes import INFRINGING
from app.findings import Finding, Severity
from app.rights import Extract, Kind, Register, Right, Status

MARKS = frozenset({Kind.TRADEMARK})
PROTECTED = {  # kind -> act, legal bases
    Kind.SPECIAL_SIGN: ("SS", ("special_sign.acts",)),
    Kind.OLYMPIC_SYMBOL: ("OL", ("olympic.acts", "olympic.powers")),
    Kind.GI: ("GI", ("gi.use",)),
}
MOST_CONFLICTS = 8
CANDIDATES = 200  # rights looked at for each piece of a sign

# (relation of the goods) -> severity and acts, for the same sign and for a near one; absent: no hit
_SAME_SIGN: dict[str, tuple[Severity, tuple[str, ...]]] = {
    "named": (Severity.SUSPECTED, ("TM1",)),
    "same": (Severity.SUSPECTED, ("TM1", "TM2")),
    "class": (Severity.SUSPECTED, ("TM1", "TM2")),
    "other_group": (Severity.NEEDS_VERIFICATION, ("TM2",)),
    "unknown": (Severity.NEEDS_VERIFICATION, ("TM1", "TM2")),
}
_NEAR_SIGN: dict[str, tuple[Severity, tuple[str, ...]]] = {
    "named": (Severity.SUSPECTED, ("TM2",)),
    "same": (Severity.SUSPECTED, ("TM2",)),
    "class": (Severity.NEEDS_VERIFICATION, ("TM2",)),
    "unknown": (Severity.NEEDS_VERIFICATION, ("TM2",)),
}
_RANK = tuple(_SAME_SIGN)

Hit = tuple[str, str, Right]  # rule of nearness, relation of the goods, the right


def find_conflicts(
    sign: str, register: Register, context: Context, *, judged: Iterable[Right | None] = ()
) -> tuple[Finding, ...]:
    """Compare a displayed sign with live registrations of others; () for a sign without letters.

    Rights in `judged` are left out: a finding on the marking names them already.
    """
    if not sign_key(sign):
        return ()
    hits = [hit for hit in _hits(sign, register, context) if hit[2] not in judged]
    hits.sort(key=lambda hit: (hit[0] != "identical", _RANK.index(hit[1]), hit[2].registration_number))
    if not hits:
        return (_clear(sign, register.extract, context),)
    return tuple(_conflict(sign, hit, len(hits), register.extract, context) for hit in hits[:MOST_CONFLICTS])


def find_protected_signs(sign: str, register: Register, context: Context) -> tuple[Finding, ...]:
    """Compare a displayed sign with special signs, Olympic symbols and indications of origin in force."""
    if len(sign_key(sign)) < 2:
        return ()
    found = []
    for right in _candidates(sign, register, frozenset(PROTECTED), ""):
        rule = resemblance(sign, right.name)
        live = right.status is Status.IN_FORCE and not _over(right, context)
        if rule in ("identical", "5.1.3", "5.1.14", "5.1.16") and live and not holds(right, context):
            found.append(_protected(sign, rule, right, register.extract, context))
    return tuple(found[:MOST_CONFLICTS])


def goods_relation(right: Right, context: Context) -> str:
    """Return how the exhibit's goods stand to the approved ones.

    "named" in the list, "same" similar group, "class" alone known to agree, "other_group" of the same class,
    "unknown" where nobody classed the exhibit, "" for another class.
    """
    if _named(right, context):
        return "named"
    if not context.nice and not context.group:
        return "unknown"
    nice = context.nice or str(int(context.group[:2]) if context.group[:2].isdecimal() else "")
    if right.classes and nice not in right.classes:
        return ""
    if context.group and right.groups:
        return "same" if context.group in right.groups else "other_group"
    return "class" if right.classes else "unknown"


def live(right: Right, context: Context) -> bool:
    """Tell whether the extract shows a registration in China that stands, grace included."""
    if right.office not in ("CN", "WO") or right.status is not Status.IN_FORCE:
        return False
    return right.expires is None or context.acting_on <= context.law.grace_ends(right.expires)


def _hits(sign: str, register: Register, context: Context) -> Iterator[Hit]:
    for right in _candidates(sign, register, MARKS, context.nice):
        rule = resemblance(sign, right.name)
        table = _SAME_SIGN if rule == "identical" else _NEAR_SIGN
        relation = goods_relation(right, context) if rule else ""
        if relation in table and live(right, context) and not _permitted(rule, right, context):
            yield rule, relation, right


def _permitted(rule: str, right: Right, context: Context) -> bool:
    """Tell whether the right is the exhibitor's, or of a holder whose licence was shown.

    A licence that was shown without naming its holder speaks for the very sign only.
    """
    if context.licence == YES and rule != "identical" and not context.licensors:
        return owns(right, context)
    return holds(right, context)


def _candidates(sign: str, register: Register, kinds: frozenset[Kind], nice: str) -> Iterable[Right]:
    found: dict[Right, None] = {}
    for piece in pieces(sign):
        found |= dict.fromkeys(register.search(piece, kinds=kinds, nice=nice, limit=CANDIDATES))
    return found


def _named(right: Right, context: Context) -> bool:
    item = sign_key(context.goods)
    return bool(item) and item in {sign_key(goods) for goods in re.split(r"[;；,，、。|\n]", right.goods)}


def _over(right: Right, context: Context) -> bool:
    return right.expires is not None and context.acting_on > right.expires


def _conflict(sign: str, hit: Hit, hits: int, extract: Extract, context: Context) -> Finding:
    rule, relation, right = hit
    severity, acts = (_SAME_SIGN if rule == "identical" else _NEAR_SIGN)[relation]
    unclassed = ("nice",) if relation == "unknown" else ("group",) if relation == "class" else ()
    return Finding(
        code="mark.conflict",
        severity=severity,
        subject=sign,
        reasons=(f"mark.near.{rule}", f"mark.goods.{relation}"),
        facts=(*right_facts(right), *goods_facts(context), ("hits", str(hits)), *extract_facts(extract)),
        missing=("licence", "prior_use", *unclassed),
        bases=context.law.bases((*INFRINGING, "trademark.fair_use"), context.acting_on),
        acts=acts,
        extract=extract.digest,
        extract_as_of=extract.as_of,
    )


def _protected(sign: str, rule: str, right: Right, extract: Extract, context: Context) -> Finding:
    act, keys = PROTECTED[right.kind]
    return Finding(
        code=f"sign.{right.kind}",
        severity=Severity.SUSPECTED,
        subject=sign,
        reasons=(f"sign.{right.kind}", f"mark.near.{rule}"),
        facts=(*right_facts(right), *extract_facts(extract)),
        missing=("authorisation",),
        bases=context.law.bases(keys, context.acting_on),
        acts=(act,),
        extract=extract.digest,
        extract_as_of=extract.as_of,
    )


def _clear(sign: str, extract: Extract, context: Context) -> Finding:
    return Finding(
        code="mark.no_conflict",
        severity=Severity.OK_NO_ISSUE_SEEN,
        subject=sign,
        reasons=("mark.searched",),
        facts=(*goods_facts(context), ("rights", str(extract.rights)), *extract_facts(extract)),
        missing=() if context.nice or context.group else ("nice",),
        extract=extract.digest,
        extract_as_of=extract.as_of,
    )


def goods_facts(context: Context) -> tuple[tuple[str, str], ...]:
    """Return what the exhibit is, as facts ready to be shown."""
    pairs = (("goods", context.goods), ("nice", context.nice), ("group", context.group))
    return tuple((name, value) for name, value in pairs if value)
