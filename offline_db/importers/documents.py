"""A file of one or many XML or SGML documents as pieces of bytes that an XML parser takes.

Character entities of SGML (&ldquo;) become numbers by the table of HTML 5, which holds the ISO sets; elements
that SGML leaves open are closed. No piece ends inside a short tag or an entity.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from html.entities import html5
from typing import IO

CHUNK = 1 << 16  # bytes
HELD_BACK = 512  # bytes; no name of an entity and no tag without attributes is longer

_BEGINS = re.compile(rb"<\?xml\s|<!DOCTYPE\s")
_ROOT = re.compile(rb"<[A-Za-z_]")
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_NO_SYSTEM = re.compile(rb"<!DOCTYPE\s+[\w.-]+\s+PUBLIC\s+(?:\"[^\"]*\"|'[^']*')(?=\s*[\[>])")
_OF_XML = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})


def pieces(file: IO[bytes], empty: Sequence[str]) -> Iterator[tuple[bytes, bool]]:
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
