"""What a reader says it read, and what is given as read."""

from dataclasses import dataclass

Point = tuple[float, float]
Quad = tuple[tuple[int, int], ...]

CORRECTED = frozenset(
    {"QRCode", "MicroQRCode", "RMQRCode", "DataMatrix", "Aztec", "PDF417", "MicroPDF417", "MaxiCode"}
)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A printed code and how far it may be believed: `sure`, or to be confirmed by the officer."""

    symbology: str  # zxing-cpp's names: "EAN-13", "QRCode", "Code128" …
    text: str
    data: bytes
    quad: Quad  # four corners in pixels of the given picture, clockwise from the top left of the symbol
    readers: tuple[str, ...]  # readings that agree: "zxing", "zbar 2x", "likelihood" …
    sure: bool
    add_on: str = ""  # the two or five digits printed beside an EAN-13 or UPC-A

    @property
    def printed(self) -> str:
        """Return the text with its add-on as readers write it: behind a space."""
        return f"{self.text} {self.add_on}".rstrip() if self.add_on else self.text


@dataclass(frozen=True, slots=True)
class Reading:
    """One reader's answer to one variant of a picture."""

    symbology: str
    text: str
    data: bytes
    quad: tuple[Point, ...]  # in pixels of the original picture
    reader: str  # family, then variant: "zxing 2x"
    weight: float = 1.0  # votes; a likelihood reading with a great margin counts for more

    @property
    def family(self) -> str:
        return self.reader.partition(" ")[0]
