"""Who reported is known where it was registered or handed to; no byte of it is anywhere else."""

import json
from dataclasses import replace

import pytest

from app.actions.custody import custody_of
from app.actions.documents import (
    Signature,
    document_pdf,
    issue_document,
)
from app.actions.documents.informants import (
    PRINT,
    ask_informant,
    hand_informant,
    informants_of,
    show_informant,
)
from app.actions.documents.sealing import check_document
from app.actions.duty import start_duty
from app.case import Sealed
from app.errors import BadInput, NotAllowed, NotFound
from app.events import (
    CaseAssigned,
    InformantHanded,
    InformantSealed,
    KeyWrap,
)
from app.front.wiring import House
from app.informants import open_paper
from app.log import digest
from tests.app.papers import text_of
from tests.e2e.informant_desks import (
    FORM,
    INK,
    NAME,
    SECRETS,
    STROKES,
    TOLD,
    WHY,
    Offices,
    document,
    leaks,
    told,
    view,
)


def test_no_byte_of_the_identity_is_in_log_blobs_or_cases_of_any_device(offices: Offices) -> None:
    number, whole_digest = offices.register()
    offices.share()
    guessed = bytes.fromhex(digest(INK)), bytes.fromhex(digest(STROKES)), whole_digest
    whole = show_informant(offices.own.kit, offices.case, number, WHY)

    assert sorted(told(whole)) == sorted(SECRETS)  # the search finds what is there
    for house in (offices.own, offices.colleague, offices.supervisor, offices.bureau):
        assert leaks(house, *guessed, bytes.fromhex(digest(whole))) == {}
        assert house.folder.audit().whole
    shown = text_of(document_pdf(offices.colleague.kit, offices.case, number))
    assert shown.count("【保密】") == 5  # four fields and the signature
    assert "展品上标注的专利号不真实" in shown


def test_the_whole_paper_opens_byte_identical_where_it_was_registered_and_where_it_was_handed_to(
    offices: Offices,
) -> None:
    number, _ = offices.register()
    offices.share()
    own, supervisor, case = offices.own.kit, offices.supervisor.kit, offices.case
    first = show_informant(own, case, number, WHY)
    with pytest.raises(NotAllowed, match="没有为本机密存"):
        show_informant(supervisor, case, number, WHY)

    ask_informant(supervisor, case, number, "核实线索")
    offices.carry(offices.supervisor, offices.own)
    here = view(offices.own, case, number)
    assert [(name, asked.purpose) for name, asked in here.asked] == [("3号机", "核实线索")]
    hand_informant(own, case, number, here.readers[0].key, "审核需要")
    offices.share()

    assert show_informant(supervisor, case, number, "核实线索", PRINT) == first
    assert show_informant(own, case, number, WHY) == first
    assert all(text in text_of(first) for text in SECRETS)
    _, sealed = document(offices.supervisor, case, number)
    assert [(s.act, s.purpose) for s in sealed.shown] == [("view", WHY), ("print", "核实线索")]
    assert view(offices.supervisor, case, number).asked == ()


def test_a_device_that_holds_no_key_sees_who_does_and_cannot_open_it(offices: Offices) -> None:
    number, _ = offices.register()
    offices.share()
    kit, case = offices.colleague.kit, offices.case
    here = view(offices.colleague, case, number)
    before = kit.casebook.head

    assert (here.holders, here.opens, here.may_ask, here.readers) == (("1号机",), False, False, ())
    for refused in (
        lambda: show_informant(kit, case, number, WHY),
        lambda: ask_informant(kit, case, number, WHY),
        lambda: hand_informant(kit, case, number, kit.proof_key.hex(), WHY),
        lambda: hand_informant(offices.own.kit, case, number, kit.proof_key.hex(), WHY),
    ):
        with pytest.raises(NotAllowed):
            refused()
    assert kit.casebook.head == before  # nothing was shown, and nothing says so


def test_a_device_that_the_case_was_given_to_may_be_handed_the_identity(offices: Offices) -> None:
    number, _ = offices.register()
    given = offices.enrol(4)
    start_duty(given.kit, ("i2", "i3"), "inspector")
    offices.bureau.folder.record(CaseAssigned(4, offices.case))
    offices.carry(offices.bureau, offices.own)
    kit, case = offices.own.kit, offices.case

    assert {device.number for device in view(offices.own, case, number).readers} == {3, 4}
    hand_informant(kit, case, number, given.kit.proof_key.hex(), "移交办理")
    offices.share()

    assert show_informant(given.kit, case, number, WHY) == show_informant(kit, case, number, WHY)


def test_the_entry_stands_before_anything_is_shown_and_nothing_is_shown_without_it(offices: Offices) -> None:
    number, _ = offices.register()
    kit = offices.own.kit
    heard: list[str] = []

    class Full:
        """A casebook whose disk is full."""

        def __getattr__(self, name: str) -> object:
            if name == "append":
                heard.append(name)
                raise OSError("full")
            return getattr(kit.casebook, name)

    with pytest.raises(OSError, match="full"):
        show_informant(replace(kit, casebook=Full()), offices.case, number, WHY)  # type: ignore[arg-type]  # stands in for the whole of it
    with pytest.raises(NotAllowed, match="为何"):
        show_informant(kit, offices.case, number, " ")
    assert heard == ["append"]
    assert document(offices.own, offices.case, number)[1].shown == ()
    show_informant(kit, offices.case, number, WHY)

    line = next(line for line in custody_of(kit, offices.case) if line.kind == "InformantShown")
    assert (line.text, line.officers, line.device) == (f"{number} {WHY}", ("人员i1", "人员i2"), "1号机")


def test_a_spoilt_wrap_or_paper_is_a_sentence_and_a_good_one_beside_it_still_opens(offices: Offices) -> None:
    number, _ = offices.register()
    kit, case = offices.own.kit, offices.case
    _, sealed = document(offices.own, case, number)
    mine = sealed.wraps[0]
    bad = KeyWrap(mine.device, mine.sealed[:-2] + f"{int(mine.sealed[-2:], 16) ^ 1:02x}")
    unlike = replace(mine, sealed="not hex")
    first = show_informant(kit, case, number, WHY)

    for wrap in (bad, unlike):
        kit.casebook.append(case, InformantHanded(number, wrap.device, wrap.sealed, "误写"))
    assert show_informant(kit, case, number, WHY) == first

    for changed in (
        replace(sealed, wraps=(bad, unlike)),
        replace(sealed, check="00" * 32),
        replace(sealed, paper="00" * 32),  # a wrap is for one paper of one document alone
    ):
        with pytest.raises(BadInput, match="重新转交"):
            _open(offices, changed, number)
    with pytest.raises(NotFound, match="没有密存"):
        show_informant(kit, case, "无此号", WHY)


def _open(offices: Offices, sealed: Sealed, number: str) -> None:
    kit = offices.own.kit
    data = kit.blobs.get(document(offices.own, offices.case, number)[1].paper)
    open_paper(data, offices.case, number, sealed, kit.proof_key.hex(), kit.unwrap)


def test_what_nobody_but_the_issuing_device_says_is_sealed_is_not_believed(offices: Offices) -> None:
    kit, case = offices.own.kit, offices.case
    number, _ = offices.register()
    _, plain = issue_document(kit, case, FORM, {"named": "匿名举报", "facts": "线索"})
    offices.share()
    _, before = document(offices.own, case, number)
    for claimed in (number, plain):
        offices.colleague.kit.casebook.append(
            case, InformantSealed(claimed, "11" * 32, "22" * 32, before.wraps)
        )
    offices.carry(offices.colleague, offices.own)

    assert document(offices.own, case, number)[1].paper == before.paper
    assert plain not in [one.number for one in informants_of(kit, case)]


def test_why_the_informant_did_not_sign_is_sealed_and_why_an_officer_did_not_is_not(
    offices: Offices,
) -> None:
    kit, case = offices.own.kit, offices.case
    unsigned = (
        Signature("party", NAME, refused="怕被认出", witness="路人甲"),
        Signature("officer_1", "人员i1", refused="另在纸上签"),
    )

    _, number = issue_document(kit, case, FORM, TOLD, unsigned)

    issued, _ = document(offices.own, case, number)
    assert [(s.role, s.refused) for s in issued.signatures] == [("officer_1", "另在纸上签")]
    shown, whole = document_pdf(kit, case, number), show_informant(kit, case, number, WHY)
    assert ["怕被认出" in text_of(pdf) for pdf in (shown, whole)] == [False, True]
    assert text_of(shown).count("【保密】") == 4  # no word where no signature is


def test_strokes_are_bound_to_what_each_paper_says_and_the_code_to_what_the_case_holds(
    offices: Offices,
) -> None:
    number, whole_digest = offices.register()
    kit = offices.own.kit
    issued, _ = document(offices.own, offices.case, number)
    party, officer = issued.signatures

    assert (party.name, party.ink, party.strokes) == ("【保密】", "", "")
    bound = json.loads(kit.blobs.get(officer.strokes))["document"]
    assert bound == issued.values != whole_digest.hex()
    assert digest(kit.blobs.get(issued.values)) == bound
    checked = check_document(kit, document_pdf(kit, offices.case, number))
    assert checked.verdict.proof is not None
    assert checked.verdict.proof.case_digest == issued.values


def test_a_whole_paper_that_somebody_brings_is_compared_where_it_opens(offices: Offices) -> None:
    number, _ = offices.register()
    offices.share()
    whole = show_informant(offices.own.kit, offices.case, number, WHY)

    def said(house: House, pdf: bytes) -> bool | None:
        return next(p.holds for p in check_document(house.kit, pdf).on_record if p.about == "log")

    assert said(offices.own, whole) is True
    assert said(offices.colleague, whole) is None
    assert said(offices.own, document_pdf(offices.own.kit, offices.case, number)) is True
