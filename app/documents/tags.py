"""The structure of a document inside its PDF: headings, paragraphs, figures in reading order.

Screen readers follow it (ISO 32000-1, 14.7). Lines of a paragraph are one element also where a page parts
them; a list is a table of rows of cells, its heads those of the columns (14.8.4.3.4). What comes again on
every page, as the heads of a list do, is an artifact, which is not read out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFObjectReference
from reportlab.pdfgen.canvas import Canvas

TITLE, HEADING, PARAGRAPH, FIGURE = "H1", "H2", "P", "Figure"
TABLE, ROW, HEAD_CELL, CELL = "Table", "TR", "TH", "TD"


@dataclass(slots=True, eq=False)
class Element:
    tag: str = PARAGRAPH
    alt: str = ""  # what a figure shows
    parent: "Element | None" = None  # None for one of the document itself
    marks: list[tuple[int, int]] = field(default_factory=list)  # (page from 0, number of the mark on it)


class Tags:
    """Marks what is drawn on the pages of one document."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._document: Any = canvas._doc  # type: ignore[attr-defined]  # not in its types
        self._elements: dict[int, Element] = {}
        self._pages: list[list[Element]] = [[]]

    def open(self, element: Element | None) -> None:
        """Begin what belongs to an element, None an artifact; `close` ends it."""
        if element is None:
            self._canvas.addLiteral("/Artifact BMC")
            return
        self._know(element)
        element.marks.append((len(self._pages) - 1, len(self._pages[-1])))
        self._canvas.addLiteral(f"/{element.tag} <</MCID {len(self._pages[-1])}>> BDC")
        self._pages[-1].append(element)

    def _know(self, element: Element) -> None:
        if id(element) not in self._elements:
            if element.parent is not None:
                self._know(element.parent)
            self._elements[id(element)] = element

    def close(self) -> None:
        self._canvas.addLiteral("EMC")

    def next_page(self) -> None:
        """Finish the page that the canvas has just shown."""
        page = self._document.idToObject[f"Page{len(self._pages)}"]
        page.StructParents = len(self._pages) - 1
        page.Tabs = PDFName("S")
        self._pages.append([])

    def write(self) -> None:
        """Put the structure into the document."""
        root, whole = self._reserve("Tags"), self._reserve("TagsWhole")
        at = {key: self._reserve(f"Tag{key}") for key in self._elements}
        pages = [self._reserve(f"TagsOfPage{number}") for number in range(len(self._pages) - 1)]
        kids: dict[int, list[str]] = {}
        for key, element in self._elements.items():
            kids.setdefault(id(element.parent), []).append(at[key])
        for key, element in self._elements.items():
            above = whole if element.parent is None else at[id(element.parent)]
            self._set(f"Tag{key}", self._entry(element, above, kids.get(key, ())))
        for number, marked in enumerate(self._pages[:-1]):
            self._set(f"TagsOfPage{number}", f"[{' '.join(at[id(element)] for element in marked)}]")
        self._set("TagsWhole", f"<</S /Document /P {root} /K [{' '.join(kids.get(id(None), ()))}]>>")
        parents = " ".join(f"{number} {page}" for number, page in enumerate(pages))
        tree = f"<</Nums [{parents}]>> /ParentTreeNextKey {len(pages)}"
        self._set("Tags", f"<</Type /StructTreeRoot /K {whole} /ParentTree {tree}>>")
        self._document.Catalog.StructTreeRoot = PDFObjectReference("Tags")
        self._document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})

    def _entry(self, element: Element, parent: str, inside: Sequence[str]) -> str:
        if inside:
            return f"<</S /{element.tag} /P {parent} /K [{' '.join(inside)}]>>"
        first = element.marks[0][0]
        kids = " ".join(
            str(mark) if page == first else f"<</Type /MCR /Pg {self._page(page)} /MCID {mark}>>"
            for page, mark in element.marks
        )
        alt = f" /Alt <FEFF{element.alt.encode('utf-16-be').hex().upper()}>" if element.alt else ""
        scope = " /A <</O /Table /Scope /Column>>" if element.tag == HEAD_CELL else ""
        return f"<</S /{element.tag} /P {parent} /Pg {self._page(first)} /K [{kids}]{alt}{scope}>>"

    def _page(self, number: int) -> str:
        return self._reference(f"Page{number + 1}")

    def _reserve(self, name: str) -> str:
        """Give an object a number, to be set later; returns how it is referred to."""
        self._document.Reference(b"", name)
        return self._reference(name)

    def _reference(self, name: str) -> str:
        number, version = self._document.idToObjectNumberAndVersion[name]
        return f"{number} {version} R"

    def _set(self, name: str, content: str) -> None:
        self._document.idToObject[name] = content.encode()
