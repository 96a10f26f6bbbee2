"""XML and SGML of offices, read record by record in constant memory, whatever a file holds.

A file may be many documents one after the other, as weekly files are. Nothing is fetched, no DTD is read
and no entity that a file declares is resolved; character entities of SGML (&ldquo;) are decoded by the table
of HTML 5, which holds the ISO sets. A document that breaks off yields what was whole, then a rejection.
"""

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from html.entities import html5
from typing import IO

from lxml import etree

from app.rights import Rejected, Right
from offline_db.importers.common import Record, Removed, Source, Unreadable, broken, shorten, tidy

CHUNK = 1 << 16  # bytes
LARGEST_RECORD = 64 << 20  # bytes between two ends of records
LONGEST_TEXT = 2_000_000  # characters of one text
HELD_BACK = 512  # bytes; no name of an entity and no tag without attributes is longer
UNPACKING = (OSError, EOFError, zlib.error)

_BEGINS = re.compile(rb"<\?xml\s|<!DOCTYPE\s")
_ROOT = re.compile(rb"<[A-Za-z_]")
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_NAME = re.compile(r"<(?:!DOCTYPE\s+)?(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_NO_SYSTEM = re.compile(rb"<!DOCTYPE\s+[\w.-]+\s+PUBLIC\s+(?:\"[^\"]*\"|'[^']*')(?=\s*[\[>])")
_OF_XML = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})

Found = tuple[int, etree._Element]


def names_in(head: bytes) -> frozenset[str]:
    """Return the local names of the elements, and of the document type, in the first bytes of a file."""
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return frozenset(_NAME.findall(head.decode("utf-16" if wide else "latin-1", "replace")))


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
            for piece, begins in _pieces(file, empty):
                if begins:
                    yield from reading.end_document()
                yield from reading.feed(piece)
        yield from reading.end_document()
    except UNPACKING as error:
        yield from reading.end_document()
        yield broken(reading.line, error)


class _Reading:
    """The documents of one file as they are read."""

    def __init__(self, tags: Sequence[str], skip: Sequence[str]) -> None:
        self._tags = [f"{{*}}{name}" for name in (*tags, *skip)]
        self._skip = frozenset(skip) - frozenset(tags)
        self._parser: etree.XMLPullParser | None = None
        self._lost = False  # the rest of the document cannot be read
        self._depth = self._count = self._since = 0
        self.line, self._first_line = 1, 0

    def feed(self, piece: bytes) -> Iterator[Found | Rejected]:
        """Yield the records that end in a piece."""
        problem: object = None
        if not self._lost:
            if self._parser is None:
                self._parser, self._depth, self._first_line = self._new_parser(), 0, self.line
            self._since += len(piece)
            try:
                self._parser.feed(piece)
            except etree.XMLSyntaxError as error:
                problem = error
            yield from self._passed()
            if self._since > LARGEST_RECORD:
                problem = "一条记录过大 | a record is too large"
            if problem is not None:
                yield self._break(problem)
        self.line += piece.count(b"\n")

    def end_document(self) -> Iterator[Found | Rejected]:
        """Yield what the document still holds, or where it breaks off; the next one is read afresh."""
        parser, lost = self._parser, self._lost
        if parser is not None and not lost:
            try:
                parser.close()
            except etree.XMLSyntaxError as error:
                yield from self._passed()
                yield self._break(error)
            else:
                yield from self._passed()
        self._parser, self._lost, self._since = None, False, 0

    def _passed(self) -> Iterator[Found]:
        assert self._parser is not None
        for action, element in self._parser.read_events():
            assert isinstance(element, etree._Element)
            if etree.QName(element).localname in self._skip:
                if action == "end":
                    element.clear()
                    self._since = min(self._since, LARGEST_RECORD // 2)
            elif action == "start":
                self._depth += 1
            else:
                self._depth -= 1
                if not self._depth:
                    self._count += 1
                    yield self._count, element
                    _free(element)
                    self._since = 0

    def _break(self, problem: object) -> Rejected:
        self._lost = True
        at = getattr(problem, "lineno", None)
        return broken(self._first_line + at - 1 if at else self.line, problem)

    def _new_parser(self) -> etree.XMLPullParser:
        return etree.XMLPullParser(
            events=("start", "end"),
            tag=self._tags,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_pis=True,
            remove_comments=True,
        )


def _free(element: etree._Element) -> None:
    """Let go of a record and of all that stands before it."""
    element.clear()
    for ended in (element, *element.iterancestors()):
        parent = ended.getparent()
        while parent is not None and ended.getprevious() is not None:
            del parent[0]


def _pieces(file: IO[bytes], empty: Sequence[str]) -> Iterator[tuple[bytes, bool]]:
    """Yield the bytes of a file in pieces, and with each whether it begins another document."""
    made = _made_xml(empty)
    held, rooted, begun = b"", False, False
    while True:
        read = file.read(CHUNK)
        text = held + read
        if not begun:
            text = text.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
        held = _unfinished(text) if read else b""
        text = text[: len(text) - len(held)] if held else text
        last = 0
        for match in _BEGINS.finditer(text):
            before = text[last : match.start()]
            rooted = rooted or _ROOT.search(before) is not None
            another = rooted or (match.group().startswith(b"<?") and (begun or bool(before.strip())))
            if another:
                if before := before.removesuffix(b"\xef\xbb\xbf"):
                    yield made(_decoded(before)), False
                yield b"", True
                last, rooted = match.start(), False
            begun = True
        rest = text[last:]
        rooted = rooted or _ROOT.search(rest) is not None
        if rest:
            begun = True
            yield made(_decoded(rest)), False
        if not read:
            return


def _unfinished(text: bytes) -> bytes:
    """Return the end of a text that may be half a tag or half an entity."""
    at = max(text.rfind(b"<", -HELD_BACK), text.rfind(b"&", -HELD_BACK))
    if at < 0 or (text[at : at + 1] == b"<" and b">" in text[at:]):
        return b""
    return b"" if text[at : at + 1] == b"&" and b";" in text[at:] else text[at:]


def _decoded(text: bytes) -> bytes:
    return _ENTITY.sub(_character, text) if b"&" in text else text


def _character(match: re.Match[bytes]) -> bytes:
    name = match.group(1)
    characters = "" if name in _OF_XML else html5.get(f"{name.decode()};", "")
    return b"".join(b"&#%d;" % ord(c) for c in characters) or match.group()


def _made_xml(empty: Sequence[str]) -> Callable[[bytes], bytes]:
    """Return what makes XML of SGML: it closes elements without end tags and completes document types."""
    if not empty:
        return lambda text: text
    either = "|".join(map(re.escape, empty)).encode()
    opened = re.compile(rb"<(" + either + rb")((?:\s[^<>]*?)?)\s*/?>")
    closed = re.compile(rb"</(?:" + either + rb")\s*>")

    def made(text: bytes) -> bytes:
        return closed.sub(b"", opened.sub(rb"<\1\2/>", _NO_SYSTEM.sub(rb'\g<0> ""', text)))

    return made


def elements(element: etree._Element, *path: str) -> Iterator[etree._Element]:
    """Yield descendants along local names, each step at any depth, in document order."""
    if not path:
        yield element
        return
    for found in element.iterfind(f".//{{*}}{path[0]}"):
        yield from elements(found, *path[1:])


def children(element: etree._Element, path: str) -> Iterator[etree._Element]:
    """Yield descendants along local names, each step one level down ("a/b"; "." is any level)."""
    return element.iterfind("/".join(f"{{*}}{name}" for name in path.split("/")))


def text_of(element: etree._Element, *path: str) -> str:
    """Return the text of the first descendant along local names that has one, "" if none has."""
    return next((text for e in elements(element, *path) if (text := plain(e))), "")


def child_text(element: etree._Element, *paths: str) -> str:
    """Return the first text that stands at one of the paths ("a/b"), "" if there is none."""
    return next((text for path in paths for e in children(element, path) if (text := plain(e))), "")


def texts_of(element: etree._Element, *path: str) -> tuple[str, ...]:
    """Return the distinct texts along local names, in order."""
    return tuple(dict.fromkeys(text for e in elements(element, *path) if (text := plain(e))))


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute by its local name, "" if there is none."""
    return next((tidy(str(v)) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), "")


def plain(element: etree._Element) -> str:
    """Return the text of an element with all its markup joined, on one line."""
    return tidy("".join(str(text) for text in element.itertext())[:LONGEST_TEXT])
