"""What happens to the file of an issued document: stamped later, and checked when somebody brings one."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.actions.documents.informants import is_whole
from app.case import Case, Document
from app.errors import NotFound
from app.events import DocumentStamped
from app.kit import Kit
from app.log import digest
from app.sharing import Progress, go_on
from app.signing import Point, Stamped, Verdict

LARGEST = 65 * 1024 * 1024  # bytes read of a file; what is longer is refused for its size


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file says by itself, and what is on record here of the document it says it is."""

    verdict: Verdict
    on_record: tuple[Point, ...]

    @property
    def holds(self) -> bool | None:
        """False if anything fails, None if something stays open, True if all of it holds."""
        found = [self.verdict.holds, *(point.holds for point in self.on_record)]
        if False in found:
            return False
        return True if self.verdict.holds or self._is_issued else None

    @property
    def summary(self) -> Point:
        """What all points together come to."""
        zh, en = {
            True: ("这份文书各项均成立。", "All of this document holds."),
            None: (
                "没有发现不符，但有的事项在这里无法判断，见各项。",
                "Nothing fails, but some of it cannot be told here; see the points.",
            ),
            False: ("这份文书有不成立之处，见各项。", "Something does not hold; see the points."),
        }[self.holds]
        return Point("whole", self.holds, zh, en)

    @property
    def _is_issued(self) -> bool:
        return any(point.about == "log" and point.holds for point in self.on_record)

    def sentences(self, language: str) -> tuple[str, ...]:
        """Return what was found, one sentence each, in "zh" or "en"."""
        return tuple(p.sentence(language) for p in (*self.verdict.points(), *self.on_record))


def stamp_document(kit: Kit, case_number: str, number: str) -> Case:
    """Put a time-stamp behind a document's bytes and on record; the issued file stays as it is.

    Raises: as `fetch_stamp` does.
    """
    stamped, said = fetch_stamp(kit, case_number, number, go_on)
    return keep_stamp(kit, case_number, number, stamped, said.authority)


def fetch_stamp(kit: Kit, case_number: str, number: str, progress: Progress) -> tuple[bytes, Stamped]:
    """Return a document's file with a time-stamp behind its bytes, and what it says; nothing is kept.

    It may wait for the network for long, and so is not done where officers' actions wait.

    Raises:
        NotFound: no such document.
        NotAllowed: the bureau set no authority.
        Unreachable, BadInput: the authority cannot be reached, its answer does not fit, or it was stopped.
    """
    document = _document(kit, case_number, number)
    return kit.signing.stamp(kit.blobs.get(document.stamped or document.pdf), progress)


def keep_stamp(kit: Kit, case_number: str, number: str, stamped: bytes, authority: str) -> Case:
    """Keep a document's file that bears a time-stamp, and put it on record."""
    kept = kit.blobs.put(stamped, "pdf")
    return kit.casebook.append(case_number, DocumentStamped(number, kept.sha256, authority), blobs=(kept,))


def check_document(kit: Kit, pdf: bytes) -> Checked:
    """Check a document file by the bureau's published keys and by what is on record here.

    Raises:
        BadInput: it cannot be read at all.
    """
    verdict = kit.signing.verify(pdf)
    return Checked(verdict, tuple(_on_record(kit, pdf, verdict)))


def check_file(kit: Kit, path: Path) -> tuple[Checked, str]:
    """Check a document's file; returns what was found, and its SHA-256.

    Raises:
        NotFound: it cannot be read from its place.
        BadInput: it is no document, or too large.
    """
    try:
        with path.open("rb") as file:
            pdf = file.read(LARGEST)
    except OSError as error:
        raise NotFound(f"无法读取 {path}；请检查文件。", f"{path} cannot be read; check the file.") from error
    return check_document(kit, pdf), digest(pdf)


def _on_record(kit: Kit, pdf: bytes, verdict: Verdict) -> Iterator[Point]:
    document = _known(kit, verdict)
    if document is None:
        yield Point(
            "log",
            None,
            "本机案卷中没有这份文书的记录。",
            "There is no record of this document on this device.",
        )
        return
    yield _compared(kit, pdf, document, verdict.proof.case if verdict.proof else "")
    for zh, en, why in (
        ("该文书已作废", "The document was voided", document.void),
        ("该文书已撤回", "The document was withdrawn", document.withdrawn),
    ):
        if why:
            yield Point("fate", False, f"{zh}：{why}。", f"{en}: {why}.")


def _compared(kit: Kit, pdf: bytes, document: Document, case: str) -> Point:
    """Compare a file with what is on record: the document, or the whole paper that is sealed behind it."""
    if digest(pdf) in (document.pdf, document.stamped):
        return Point(
            "log", True, "文件与案卷日志所记逐字节一致。", "The file is byte for byte the one on record."
        )
    whole = is_whole(kit, case, document.number, pdf) if document.sealed else False
    if whole:
        return Point(
            "log",
            True,
            "文件与密存的举报登记原件逐字节一致。",
            "The file is byte for byte the whole paper that is sealed.",
        )
    if whole is None:
        return Point(
            "log",
            None,
            "案卷中只有隐去举报人的文本，密存的原件在本机打不开，无法比对；请到密存它的设备上核验。",
            "The case withholds the informant and the sealed paper does not open here; check it at a device "
            "that holds it.",
        )
    return Point("log", False, "文件与案卷日志所记的文件不同。", "The file is not the one that is on record.")


def _document(kit: Kit, case_number: str, number: str) -> Document:
    document = kit.casebook.case(case_number).document(number)
    if document is None:
        raise NotFound(f"案卷中没有文书 {number}。", f"There is no document {number} in the case.")
    return document


def _known(kit: Kit, verdict: Verdict) -> Document | None:
    if verdict.proof is None:
        return None
    try:
        return kit.casebook.case(verdict.proof.case).document(verdict.proof.number)
    except NotFound:
        return None
