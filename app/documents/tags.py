"""The structure of a document inside its PDF: headings, paragraphs, figures in reading order.

Screen readers follow it (ISO 32000-1, 14.7). Lines of a paragraph are one element also where a page parts
them; a row of a list is a paragraph of its own. What comes again on every page is an artifact, which is not
read out.
"""

from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObjectReference,
    PDFString,
)
from reportlab.pdfgen.canvas import Canvas

TITLE, HEADING, PARAGRAPH, FIGURE = "H1", "H2", "P", "Figure"


@dataclass(slots=True, eq=False)
class Element:
    tag: str = PARAGRAPH
    alt: str = ""  # what a figure shows
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
        self._elements.setdefault(id(element), element)
        element.marks.append((len(self._pages) - 1, len(self._pages[-1])))
        self._canvas.addLiteral(f"/{element.tag} <</MCID {len(self._pages[-1])}>> BDC")
        self._pages[-1].append(element)

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
        refer, names = self._document.Reference, {key: f"Tag{n}" for n, key in enumerate(self._elements)}
        root, whole = PDFObjectReference("Tags"), PDFObjectReference("TagsWhole")
        for key, element in self._elements.items():
            refer(self._entry(element, whole), names[key])
        marked = []
        for number, page in enumerate(self._pages[:-1]):
            refer(PDFArray([PDFObjectReference(names[id(e)]) for e in page]), f"TagsOfPage{number}")
            marked += [number, PDFObjectReference(f"TagsOfPage{number}")]
        children = PDFArray([PDFObjectReference(name) for name in names.values()])
        refer(PDFDictionary({"S": PDFName("Document"), "P": root, "K": children}), "TagsWhole")
        parents = PDFDictionary({"Nums": PDFArray(marked)})
        tree = {"Type": PDFName("StructTreeRoot"), "K": whole, "ParentTree": parents}
        refer(PDFDictionary(tree | {"ParentTreeNextKey": len(self._pages) - 1}), "Tags")
        self._document.Catalog.StructTreeRoot = root
        self._document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})

    def _entry(self, element: Element, parent: PDFObjectReference) -> PDFDictionary:
        kids: list[Any] = []
        first = element.marks[0][0]
        for page, mark in element.marks:
            there = PDFObjectReference(f"Page{page + 1}")
            other = {"Type": PDFName("MCR"), "Pg": there, "MCID": mark}
            kids.append(mark if page == first else PDFDictionary(other))
        entry = {
            "S": PDFName(element.tag),
            "P": parent,
            "Pg": PDFObjectReference(f"Page{first + 1}"),
            "K": PDFArray(kids),
        }
        if element.alt:
            entry["Alt"] = PDFString(element.alt)
        return PDFDictionary(entry)
