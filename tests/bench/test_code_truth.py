"""What counts as a false text: by the manifest, and by what a person read in the picture."""

from pathlib import Path

from app.codes.kinds import named
from tests.bench.code_truth import Picture, false_texts, load_printed, not_printed

PRINTED = Path(__file__).parent / "printed.csv"


def test_a_text_read_by_eye_is_counted_apart_from_the_manifest() -> None:
    asked = Picture(Path("images/code39_0160.png"), "Code39", "Code39/93/32", ("165627",))
    reads = [("Code39", "165627"), ("Code39", "001EC947D49B"), ("ITF", "12345670")]

    (picture,) = load_printed(PRINTED, [asked])

    assert false_texts(reads, picture) == reads[1:]
    assert not_printed(reads, picture) == reads[2:]
    assert not_printed(reads, asked) == reads[1:]


def test_what_was_read_by_eye_could_be_a_code() -> None:
    names = [line.split(",")[0] for line in PRINTED.read_text(encoding="utf-8").splitlines()[1:]]
    pictures = load_printed(PRINTED, [Picture(Path(name), "", "", ()) for name in dict.fromkeys(names)])

    listed = [text for picture in pictures for text in picture.printed]

    assert len(listed) == len(names)
    assert all(named(symbology, text, b"") == (symbology, text) for symbology, text in listed)
