"""Elements of XML by their local names, whatever namespaces an office gave them, and their texts."""

import re
import zlib
from collections.abc import Iterator

from lxml import etree

from offline_db.importers.common import tidy

LONGEST_TEXT = 2_000_000  # characters of one text
UNPACKING = (OSError, EOFError, zlib.error)

_NAME = re.compile(r"<(?:!DOCTYPE\s+)?(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")


def names_in(head: bytes) -> frozenset[str]:
    """Return the local names of the elements, and of the document type, in the first bytes of a file."""
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return frozenset(_NAME.findall(head.decode("utf-16" if wide else "latin-1", "replace")))


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


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace, also where its prefix is declared nowhere."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute by its local name, "" if there is none."""
    return next((tidy(str(v)) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), "")


def plain(element: etree._Element) -> str:
    """Return the text of an element with all its markup joined, on one line."""
    return tidy("".join(str(text) for text in element.itertext())[:LONGEST_TEXT])
