"""No byte of a signed document changes, goes or comes unseen."""

import io
import re
from collections.abc import Callable, Iterator

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.generic import NameObject, NumberObject, StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from app.errors import BadInput
from app.signing.container import sign_digest
from app.signing.incremental import Addition, add_signature
from app.signing.verdict import State, Verdict
from app.signing.verify import verify_document
from tests.app.signing.papers import KEY, MOMENT, an_office, signed

OFFICE = an_office()
PDF = signed(OFFICE)


def judged(pdf: bytes, **more: tuple[bytes, ...]) -> Verdict:
    return verify_document(pdf, [OFFICE.root], [KEY.key], **more)


def states(verdict: Verdict) -> list[State]:
    return [signature.state for signature in verdict.signed]


def flipped(pdf: bytes, place: int, bit: int = 0) -> bytes:
    changed = bytearray(pdf)
    changed[place] ^= 1 << bit
    return bytes(changed)


def passes(pdf: bytes) -> bool:
    """Tell whether a file would be believed."""
    try:
        return judged(pdf).holds is True
    except BadInput:
        return False


REGIONS: dict[str, bytes] = {
    "the header": b"%PDF-1.7",
    "a photo": b"/Subtype /Image",
    "a page": b"/Contents ",
    "an attachment": b"/Type /EmbeddedFile",
    "the title": b"/Title",
    "the metadata": b"pdfaid:part",
    "the first trailer": b"trailer",
    "the first cross-reference": b"xref",
    "a signature's range": b"/ByteRange",
    "a signature's time": b"/M (D",
    "the rules of the first signature": b"/DocMDP",
}


@pytest.mark.parametrize("mark", REGIONS.values(), ids=REGIONS)
def test_a_flipped_byte_shows_wherever_it_is(mark: bytes) -> None:
    place = PDF.index(mark) + len(mark)

    assert [n for n in range(-len(mark), 40) if passes(flipped(PDF, place + n))] == []


def test_a_flipped_byte_of_a_photo_is_told_by_both_signatures() -> None:
    place = PDF.index(b"/Subtype /Image")
    place = PDF.index(b"stream", place) + 200

    verdict = judged(flipped(PDF, place))

    assert states(verdict) == [State.ALTERED, State.ALTERED]
    assert verdict.holds is False
    assert "改动" in verdict.points()[0].zh


def containers() -> list[tuple[int, int]]:
    return [match.span(1) for match in re.finditer(rb"/Contents <([0-9A-F]{400,})>", PDF)]


def test_every_byte_of_both_containers_counts_padding_included() -> None:
    last = containers()[-1]
    places = [n for start, end in containers() for n in range(start, end, 211)]
    places += [*range(last[0], last[0] + 16), *range(last[1] - 8, last[1] + 1)]

    assert len(containers()) == 2
    assert [n for n in places if passes(flipped(PDF, n)) or passes(flipped(PDF, n, 5))] == []


@settings(max_examples=50)
@given(st.integers(0, len(PDF) - 1), st.integers(0, 7))
def test_no_bit_of_a_document_changes_unseen(place: int, bit: int) -> None:
    assert not passes(flipped(PDF, place, bit))


@given(st.integers(1, len(PDF) - 1))
def test_a_truncated_document_never_passes(length: int) -> None:
    assert not passes(PDF[:length])


@pytest.mark.parametrize("tail", [b"\n", b"%", b"\0", b"%%EOF\n", PDF])
def test_a_byte_added_behind_a_document_shows(tail: bytes) -> None:
    assert not passes(PDF + tail)


def test_a_stream_that_blows_up_is_no_danger() -> None:
    with pikepdf.open(io.BytesIO(PDF)) as document:
        held = document.attachments["values.json"].get_file().obj
        held.write(bytes(400 * 1024 * 1024))
        target = io.BytesIO()
        document.save(target, compress_streams=True)

    assert not passes(target.getvalue())


def written(change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """Change a signed document the way an attacker would: by a revision behind the signed ones."""
    writer = IncrementalPdfFileWriter(io.BytesIO(PDF))
    change(writer)
    target = io.BytesIO()
    writer.write(target)  # type: ignore[no-untyped-call]  # pyHanko's
    assert target.getvalue().startswith(PDF)
    return target.getvalue()


def replace_a_page(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    stream = StreamObject(stream_data=b"BT ET")
    page[NameObject("/Contents")] = writer.add_object(stream)
    writer.update_container(page)


def lay_something_over_a_page(writer: IncrementalPdfFileWriter) -> None:
    stream = StreamObject(stream_data=b"1 g 0 0 600 900 re f")
    writer.add_stream_to_page(0, writer.add_object(stream))  # type: ignore[no-untyped-call]  # pyHanko's


def replace_the_data(writer: IncrementalPdfFileWriter) -> None:
    file = writer.root["/Names"]["/EmbeddedFiles"]["/Names"][3]["/EF"]
    file[NameObject("/F")] = writer.add_object(StreamObject(stream_data=b"{}"))
    writer.update_container(file)


def turn_a_page(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    page[NameObject("/Rotate")] = NumberObject(180)  # type: ignore[no-untyped-call]  # pyHanko's
    writer.update_container(page)


def forget_the_rules(writer: IncrementalPdfFileWriter) -> None:
    del writer.root["/Perms"]
    writer.update_root()  # type: ignore[no-untyped-call]  # pyHanko's


def take_the_second_signature_away(writer: IncrementalPdfFileWriter) -> None:
    form = writer.root["/AcroForm"]
    del form["/Fields"][1]
    writer.update_container(form["/Fields"])


@pytest.mark.parametrize(
    "change",
    [
        replace_a_page,
        lay_something_over_a_page,
        replace_the_data,
        turn_a_page,
        forget_the_rules,
        take_the_second_signature_away,
    ],
    ids=lambda change: change.__name__,
)
def test_a_revision_behind_the_signatures_changes_nothing_unseen(
    change: Callable[[IncrementalPdfFileWriter], None],
) -> None:
    forged = written(change)

    assert not passes(forged)


def test_a_replaced_page_is_told_as_a_change_after_signing() -> None:
    verdict = judged(written(replace_a_page))

    assert states(verdict) == [State.CHANGED, State.CHANGED]
    assert verdict.complete is False


def test_a_signature_that_somebody_adds_later_does_not_hide() -> None:
    stranger = an_office().signers[0]

    added = add_signature(
        Addition(io.BytesIO(PDF)),
        "me_too",
        SignatureObject(timestamp=MOMENT, subfilter=SigSeedSubFilter.PADES, bytes_reserved=8192),
        lambda digest: sign_digest(stranger, digest),
        new=SigFieldSpec("me_too"),
    )

    assert states(judged(added)) == [State.CHANGED, State.CHANGED, State.FOREIGN]


def test_even_a_colleague_signs_only_in_a_field_that_was_prepared() -> None:
    colleague = OFFICE.signers[1]

    added = add_signature(
        Addition(io.BytesIO(signed(OFFICE, signers=1))),
        "officer_2",
        SignatureObject(timestamp=MOMENT, subfilter=SigSeedSubFilter.PADES, bytes_reserved=8192),
        lambda digest: sign_digest(colleague, digest),
        new=SigFieldSpec("officer_2"),
    )

    assert states(judged(added)) == [State.CHANGED, State.CHANGED]


def pieces() -> Iterator[bytes]:
    """Yield what stands at the revisions' ends."""
    for match in re.finditer(rb"%%EOF\n?", PDF):
        yield PDF[: match.end()]


def test_an_earlier_revision_is_not_taken_for_the_whole() -> None:
    first, second, third = pieces()

    assert third == PDF
    assert judged(first).holds is None
    assert states(judged(second)) == [State.HOLDS]


def test_an_addition_keeps_what_it_is_added_to() -> None:
    target = io.BytesIO()
    addition = Addition(io.BytesIO(PDF))
    addition.update_root()  # type: ignore[no-untyped-call]  # pyHanko's
    addition.write(target)  # type: ignore[no-untyped-call]  # pyHanko's

    assert target.getvalue().startswith(PDF)
