"""What a complaint still lacks, and what stands against taking it up. Pure: data in, codes out."""

from collections.abc import Collection

from app.complaints.rules import Line, Rules
from app.events import ComplaintFiled


def papers_for(kind: str, rules: Rules, *, agent: bool, interested: bool) -> tuple[Line, ...]:
    """Return the papers to be handed in for a right of a kind, in the order of the checklist."""
    conditions = {
        "": True,
        "agent": agent,
        "interested": interested,
        "report": rules.report != "off",
    }
    return tuple(paper for paper in rules.papers if kind in paper.kinds and conditions[paper.when])


def lacking(filed: ComplaintFiled, proofs: Collection[str], rules: Rules) -> tuple[str, ...]:
    """Return the codes of the papers without which the complaint cannot be taken up, in order."""
    papers = papers_for(
        filed.right, rules, agent=bool(filed.agent), interested=filed.standing == "interested"
    )
    return tuple(
        p.key for p in papers if p.key not in proofs and (p.when != "report" or rules.report == "refuse")
    )


def gate(filed: ComplaintFiled, proofs: Collection[str], rules: Rules) -> bool:
    """Tell whether an evaluation report is asked for on this right and was not handed in."""
    report = [p for p in rules.papers if p.when == "report" and filed.right in p.kinds]
    return rules.report != "off" and any(p.key not in proofs for p in report)
