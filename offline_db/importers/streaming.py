"""XML and SGML of offices, read record by record in constant memory, whatever a file holds.

A file may be many documents one after the other, as weekly files are. Nothing is fetched, no DTD is read
and no entity that a file declares is resolved. A record that is not well-formed is a rejection, and reading
goes on with the next one; a document that breaks off yields what was whole, then a rejection.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from app.rights import Rejected, Right
from offline_db.importers.common import Record, Removed, Source, Unreadable, broken, shorten
from offline_db.importers.documents import CHUNK, pieces
from offline_db.importers.markup import UNPACKING, local_name, text_of

LARGEST_RECORD = 64 << 20  # bytes between two ends of records
TOO_LARGE = "一条记录过大 | a record is too large"
UNENDED = "一条记录没有结尾 | a record does not end"
LONGEST_HEAD = 1 << 20  # bytes in which the root of a document must stand
MOST_BEHIND = 16  # pieces
MISMATCH = 76  # libxml2's XML_ERR_TAG_NAME_MISMATCH: an end tag of what began before the record read alone

_ROOT_TAG = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)(?:\s[^<>]*)?>")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_DECLARATION = re.compile(rb"<\?xml\s[^>]*\?>")

Found = tuple[int, etree._Element]


def read_records(
    source: Source,
    tags: Sequence[str],
    read: Callable[[etree._Element], Iterable[Right | Removed]],
    *,
    skip: Sequence[str] = (),
    empty: Sequence[str] = (),
) -> Iterator[Record]:
    """Yield what `read` makes of each element of a name in `tags`, or why it cannot be kept.

    Elements of a name in `skip` are dropped as they pass; those in `empty` never have an end tag (SGML).
    """
    for found in stream(source, tags, skip=skip, empty=empty):
        if isinstance(found, Rejected):
            yield found
            continue
        number, element = found
        try:
            for record in read(element):
                right = record.right if isinstance(record, Removed) else record
                numbered = right.application_number or right.registration_number or right.publication_numbers
                yield record if numbered else Rejected(number, "缺少号码 | no number", shorten(right.name))
        except Unreadable as reason:
            yield Rejected(number, str(reason), shorten(text_of(element)))


def stream(
    source: Source, tags: Sequence[str], *, skip: Sequence[str] = (), empty: Sequence[str] = ()
) -> Iterator[Found | Rejected]:
    """Yield (number, element) for each outermost element of a local name in `tags`, then free it."""
    reading = _Reading(tags, skip)
    try:
        with source.open("rb") as file:
            for piece, begins in pieces(file, empty):
                if begins:
                    yield from reading.end_document()
                yield from reading.feed(piece)
        yield from reading.end_document()
    except UNPACKING as error:
        yield from reading.end_document()
        yield broken(reading.line, error)


class _Problem(NamedTuple):
    """What a parser could not read."""

    line: int  # as the parser counts, 0 if not told
    code: int
    text: str


def _code_of(error: etree.XMLSyntaxError) -> int:
    return int(getattr(error, "code", 0) or 0)  # lxml-stubs do not know it


class _Reading:
    """The documents of one file as they are read."""

    def __init__(self, tags: Sequence[str], skip: Sequence[str]) -> None:
        self._tags, self._skip = frozenset(tags), frozenset(skip) - frozenset(tags)
        self._record = _start_of(tags)  # where a record begins
        self._parser: etree.XMLPullParser | None = None
        self._head, self._opening = b"", b""  # of the document: its first bytes; its declaration and root
        self._lost = False  # the parser gave up; reading goes on with the next record, alone
        self._alone = False
        self._wanted = self._record  # where that one begins
        self._outer, self._depth = "", 0
        self._count = self._since = self._seen = self._fed = 0
        self._behind: list[bytes] = []  # pieces in which records begin that the parser has not seen yet
        self._begun: list[int] = []  # how many begin in each
        self.line, self._first_line = 1, 1

    def feed(self, piece: bytes) -> Iterator[Found | Rejected]:
        """Yield the records that end in a piece. After a break it goes on with the next record."""
        self._note_root(piece)
        while piece:
            if self._lost:
                piece = self._from_next_record(piece)
            if not piece:
                return
            if self._parser is None:
                self._start()
            problem = self._push(piece)
            yield from self._passed()
            self.line += piece.count(b"\n")
            self._behind.append(piece)
            self._begun.append(len(self._record.findall(piece)))
            if problem is None and not self._stalled():
                return
            piece = self._unseen()
            yield from self._break(problem or _Problem(0, 0, UNENDED))

    def _stalled(self) -> bool:
        """Forget what the parser has passed; tell whether it waits, as behind a stray ampersand, for ever."""
        unseen = self._fed + sum(self._begun) - self._seen
        if unseen <= 0:
            self._fed += sum(self._begun)
            self._behind, self._begun = [], []
        elif len(self._behind) > MOST_BEHIND:
            if self._since > MOST_BEHIND * CHUNK // 2:
                return True
            self._fed += self._begun.pop(0)
            del self._behind[0]
        return False

    def _unseen(self) -> bytes:
        """Return what the parser was given from the next record on that it has not seen begin."""
        text = b"".join(self._behind)
        starts = [match.start() for match in self._record.finditer(text)][max(self._seen - self._fed, 0) :]
        rest = next((start for start in starts if start), len(text))
        self.line -= text.count(b"\n", rest)
        return text[rest:]

    def end_document(self) -> Iterator[Found | Rejected]:
        """Yield what the document still holds, or where it breaks off; the next one is read afresh."""
        while self._parser is not None and not self._lost:
            try:
                self._parser.close()
            except etree.XMLSyntaxError as error:
                yield from self._passed()
                yield from self._break(_Problem(error.lineno or 0, _code_of(error), str(error)))
                yield from self.feed(self._unseen())
            else:
                yield from self._passed()
                break
        self._parser, self._lost, self._alone = None, False, False
        self._head, self._opening = b"", b""

    def _start(self) -> None:
        self._parser = etree.XMLPullParser(
            events=("start", "end"),
            tag=[f"{{*}}{name}" for name in (*self._tags, *self._skip)],
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_pis=True,
            remove_comments=True,
        )
        self._depth = self._since = self._seen = self._fed = 0
        self._behind, self._begun = [], []
        self._first_line = self.line - (self._opening.count(b"\n") if self._alone else 0)

    def _push(self, piece: bytes) -> "_Problem | None":
        """Give a piece to the parser; return what is wrong with it, None if nothing is."""
        assert self._parser is not None
        self._since += len(piece)
        try:
            self._parser.feed(piece)
        except etree.XMLSyntaxError as error:
            return _Problem(error.lineno or 0, _code_of(error), str(error))
        return _Problem(0, 0, TOO_LARGE) if self._since > LARGEST_RECORD else None

    def _passed(self) -> Iterator[Found]:
        assert self._parser is not None
        for action, element in self._parser.read_events():
            assert isinstance(element, etree._Element)
            name = local_name(element)
            if name in self._skip:
                if action == "end":
                    element.clear()
                    self._since = min(self._since, LARGEST_RECORD // 2)
            elif action == "start":
                self._outer = self._outer if self._depth else name
                self._depth += 1
                self._seen += 1
            else:
                self._depth -= 1
                if not self._depth:
                    self._count += 1
                    yield self._count, element
                    _free(element)
                    self._since = 0

    def _break(self, problem: "_Problem") -> Iterator[Rejected]:
        self._lost = True
        if not (self._alone and not self._depth and problem.code == MISMATCH):
            self._count += bool(self._depth)
            yield broken(self._first_line + problem.line - 1 if problem.line else self.line, problem.text)
        self._wanted = _start_of([self._outer]) if self._depth else self._record

    def _from_next_record(self, piece: bytes) -> bytes:
        """Return a piece from the next record on, nothing where there is none or it cannot be read alone."""
        match = self._wanted.search(piece) if self._opening else None
        self.line += piece.count(b"\n", 0, match.start() if match else len(piece))
        if match is None:
            return b""
        self._lost, self._alone = False, True
        self._start()
        if self._push(self._opening) is not None:  # an encoding that nobody knows
            self._lost, self._opening = True, b""
            return b""
        return piece[match.start() :]

    def _note_root(self, piece: bytes) -> None:
        """Keep the declaration and the root's start tag, by which a later record can be read alone."""
        if self._opening or len(self._head) > LONGEST_HEAD:
            return
        self._head += piece
        root = _ROOT_TAG.search(_COMMENT.sub(b"", self._head))
        if root:
            declared = _DECLARATION.match(self._head)
            self._head = b" " * (LONGEST_HEAD + 1)
            alone = root.group(1).decode("latin-1") not in self._tags and not root.group().endswith(b"/>")
            self._opening = (declared.group() if declared else b"") + root.group() if alone else b""


def _start_of(tags: Sequence[str]) -> re.Pattern[bytes]:
    return re.compile(rb"<(?:[\w.-]+:)?(?:" + "|".join(map(re.escape, tags)).encode() + rb")(?=[\s/>])")


def _free(element: etree._Element) -> None:
    """Let go of a record and of all that stands before it."""
    element.clear()
    for ended in (element, *element.iterancestors()):
        parent = ended.getparent()
        while parent is not None and ended.getprevious() is not None:
            del parent[0]
