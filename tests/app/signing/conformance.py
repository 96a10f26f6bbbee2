"""What ISO 19005-2 and -3 (PDF/A-2b, -3b) ask of a file as it is issued, signed and stamped, byte by byte.

pikepdf's validator judges what it would write itself: it trusts the syntax of a file and does not look at
signatures, stamps and attachments. Here the very bytes are read, each revision of them, and what is in it.
Clauses are those of ISO 19005-2:2011; of attachments, 6.8, those of ISO 19005-3:2012.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pikepdf
from asn1crypto import cms
from fontTools.ttLib import TTFont
from pikepdf import Dictionary, Name, Object, Pdf

ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])(?: \r| \n|\r\n)")
STARTS = re.compile(rb"(\d+) (\d+) obj(?:\r\n|\n|\r)")
LENGTH = re.compile(rb"/Length (\d+)(?: (\d+) R)?")
HEXED = re.compile(rb"<([^>]*)>")
NAMED = re.compile(rb"/([^\s/<>\[\](){}%]*)")
PRINTED, UNSEEN = 4, 1 | 2 | 32 | 256  # flags: print; invisible, hidden, no view, toggle no view
LONGEST_STRING, LONGEST_NAME, LARGEST_INTEGER = 32_767, 127, 2_147_483_647
SHOWS = {"Tj", "'", '"', "TJ"}
ALLOWED = {"Widget", "Link"}  # kinds of annotations that our documents may have
ACTIVE = ("/JavaScript", "/JS", "/Launch", "/Movie", "/Sound", "/OpenAction", "/AA", "/XFA", "/RichMedia")


@dataclass(frozen=True, slots=True)
class Revision:
    """One cross-reference section: where its objects begin, and its trailer."""

    offsets: Mapping[int, int]
    trailer: bytes


def faults_of(pdf: bytes, part: int) -> list[str]:
    """Return what in a file breaks PDF/A of that part, level B; nothing in one that conforms."""
    found = [*_frame(pdf)]
    revisions = list(_revisions(pdf, found))
    if found:
        return found
    offsets: dict[int, int] = {}
    for revision in reversed(revisions):
        offsets |= revision.offsets
        for number, at in revision.offsets.items():
            found += _object(pdf, number, at, offsets)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for check in (_identity, _colours, _annotations, _rights, _attachments, _fonts):
            found += check(document, part)
        found += _signatures(pdf, document)
    return found


def _frame(pdf: bytes) -> Iterator[str]:
    """6.1.2 header; 6.1.3 end of the file."""
    if not re.match(rb"%PDF-1\.[0-7](?:\r\n|\n|\r)%[\x80-\xff]{4}", pdf):
        yield "6.1.2: header or its comment"
    if not re.search(rb"%%EOF(?:\r\n|\n|\r)?$", pdf[-8:]):
        yield "6.1.3: something behind the end"


def _revisions(pdf: bytes, found: list[str]) -> Iterator[Revision]:
    """Yield cross-reference sections, the last first; 6.1.3 trailers, 6.1.4 the sections themselves."""
    start = re.search(rb"startxref(?:\r\n|\n|\r)(\d+)(?:\r\n|\n|\r)%%EOF\s?$", pdf)
    at = int(start[1]) if start else -1
    while at >= 0:
        head = re.compile(rb"xref(?:\r\n|\n|\r)").match(pdf, at)
        if head is None:
            found.append(f"6.1.4: no cross-reference section at {at}")
            return
        offsets, at = {}, head.end()
        while part := re.compile(rb"(\d+) (\d+)(?:\r\n|\n|\r| \n)").match(pdf, at):
            at = part.end()
            for number in range(int(part[1]), int(part[1]) + int(part[2])):
                entry = ENTRY.match(pdf, at)
                if entry is None:
                    found.append(f"6.1.4: entry of object {number}")
                    return
                if entry[3] == b"n":
                    offsets[number] = int(entry[1])
                at = entry.end()
        trailer = pdf[at : pdf.index(b"startxref", at)]
        if not trailer.startswith(b"trailer") or b"/ID" not in trailer or b"/Encrypt" in trailer:
            found.append("6.1.3: trailer without ID, or encrypted")
        yield Revision(offsets, trailer)
        before = re.search(rb"/Prev (\d+)", trailer)
        at = int(before[1]) if before else -1


def _object(pdf: bytes, number: int, at: int, offsets: Mapping[int, int]) -> Iterator[str]:
    """6.1.9 objects, 6.1.7 streams."""
    start = STARTS.match(pdf, at)
    if start is None or int(start[1]) != number or pdf[at - 1 : at] not in (b"\n", b"\r"):
        yield f"6.1.9: object {number}"
        return
    end = pdf.index(b"endobj", at)
    stream = re.compile(rb">>\s*stream(\r\n|\n|)").search(pdf, at)
    if stream and stream.start() < end:
        length = _length(pdf, pdf[at : stream.start()], offsets)
        close = stream.end() + length
        if not stream[1] or not re.compile(rb"(?:\r\n|\n|\r)endstream(?:\r\n|\n|\r)endobj").match(pdf, close):
            yield f"6.1.7: stream of object {number}"
            return
        text, end = pdf[at : stream.start()], pdf.index(b"endobj", close)
        if re.search(rb"/(?:LZWDecode|F |FFilter|FDecodeParms|Crypt)\b", text):
            yield f"6.1.7: object {number} is filtered as it must not be, or kept elsewhere"
    else:
        text = pdf[at:end]
    if pdf[end - 1 : end] not in (b"\n", b"\r") or pdf[end + 6 : end + 7] not in (b"\n", b"\r"):
        yield f"6.1.9: end of object {number}"
    yield from _written(number, text)


def _written(number: int, text: bytes) -> Iterator[str]:
    """6.1.6 strings, 6.1.13 limits, 6.5 actions: an object as it is written, without a stream's data."""
    bare = re.sub(rb"\((?:\\.|[^\\()])*\)", b"()", text, flags=re.DOTALL)
    bare = bare.replace(b"<<", b" ").replace(b">>", b" ")
    for hexed in HEXED.findall(bare):
        digits = b"".join(hexed.split())
        if len(digits) % 2 or not re.fullmatch(rb"[0-9A-Fa-f]*", digits) or len(digits) // 2 > LONGEST_STRING:
            yield f"6.1.6: string in object {number}"
    bare = HEXED.sub(b" ", bare)
    if any(len(name) > LONGEST_NAME for name in NAMED.findall(bare)):
        yield f"6.1.13: name in object {number}"
    if any(int(n) > LARGEST_INTEGER for n in re.findall(rb"(?<![\w.])-?(\d+)(?![\w.])", bare)):
        yield f"6.1.13: integer in object {number}"
    if active := [name for name in ACTIVE if re.search(name.encode() + rb"\b", bare)]:
        yield f"6.5: object {number} has {active}"


def _length(pdf: bytes, head: bytes, offsets: Mapping[int, int]) -> int:
    said = LENGTH.search(head)
    assert said is not None
    if said[2] is None:
        return int(said[1])
    number = re.compile(rb"\d+ \d+ obj\s+(\d+)").match(pdf, offsets[int(said[1])])
    assert number is not None
    return int(number[1])


def _identity(document: Pdf, part: int) -> Iterator[str]:
    """6.6.4: the file says what it is; 6.6.2.3: its metadata say what its information dictionary says."""
    with document.open_metadata() as metadata:
        said = {key: metadata.get(key) for key in ("pdfaid:part", "pdfaid:conformance", "dc:title")}
    if said != {"pdfaid:part": str(part), "pdfaid:conformance": "B", "dc:title": str(document.docinfo.Title)}:
        yield f"6.6: {said}"
    if Name.Filter in document.Root.Metadata:
        yield "6.6.2.1: metadata that no plain reader finds"


def _colours(document: Pdf, part: int) -> Iterator[str]:
    """6.2.3: one output intent with its profile; 6.2.10: blending has a space, which an RGB intent gives."""
    intents = list(document.Root.OutputIntents)
    if [str(intent.S) for intent in intents] != ["/GTS_PDFA1"] or "/DestOutputProfileRef" in intents[0]:
        yield "6.2.3: output intents"
    elif bytes(intents[0].DestOutputProfile.read_bytes())[36:40] != b"acsp" or int(
        intents[0].DestOutputProfile.N
    ) != {b"RGB ": 3}.get(intents[0].DestOutputProfile.read_bytes()[16:20]):
        yield "6.2.3: profile"
    for page in document.pages:
        group = page.obj.get(Name.Group)
        if group is not None and group.get(Name.CS) not in (None, Name.DeviceRGB):
            yield "6.2.10: blending in another space"
        for picture in page.get_images().values():
            if picture.get(Name.Interpolate, False) or "/Alternates" in picture or "/OPI" in picture:
                yield "6.2.8: picture"


def _annotations(document: Pdf, part: int) -> Iterator[str]:
    """6.3 annotations, 6.4.1 fields."""
    for page in document.pages:
        for note in page.obj.get(Name.Annots, []):
            flags, box = int(note.get(Name.F, 0)), [float(side) for side in note.Rect]
            if str(note.Subtype)[1:] not in ALLOWED:
                yield f"6.3.1: {note.Subtype}"
            if not flags & PRINTED or flags & UNSEEN:
                yield f"6.3.2: flags {flags}"
            if Name.AP not in note and (box[0], box[1]) != (box[2], box[3]) and note.Subtype != Name.Link:
                yield "6.3.3: an annotation that shows, without an appearance"
            if Name.A in note or Name.AA in note:
                yield "6.4.1: a field that acts"
    form = document.Root.get(Name.AcroForm, Dictionary())
    if form.get("/NeedAppearances", False) or "/XFA" in form or "/NeedsRendering" in document.Root:
        yield "6.4: a form that is drawn by its reader"


def _rights(document: Pdf, part: int) -> Iterator[str]:
    """6.1.12 permissions."""
    rights = document.Root.get(Name.Perms, Dictionary())
    if set(rights.keys()) - {"/DocMDP", "/UR3"}:
        yield f"6.1.12: {set(rights.keys())}"
    for reference in rights.get(Name.DocMDP, Dictionary()).get("/Reference", []):
        if set(reference.keys()) & {"/DigestLocation", "/DigestMethod", "/DigestValue"}:
            yield "6.1.12: a digest in the reference of the permissions"


def _attachments(document: Pdf, part: int) -> Iterator[str]:
    """6.8: each file attached says its names, its kind and what it is to the document, and is listed."""
    names = document.Root.get(Name.Names, Dictionary()).get(Name.EmbeddedFiles, Dictionary())
    attached = [thing for thing in names.get(Name.Names, []) if isinstance(thing, Dictionary)]
    if attached and part < 3:
        yield "6.8: attachments that are no PDF/A"
    listed = {thing.objgen for thing in document.Root.get("/AF", [])}
    for thing in attached:
        stream = thing.EF.F
        if str(thing.get(Name.F, "")) != str(thing.get(Name.UF, "?")) or "/AFRelationship" not in thing:
            yield "6.8: names or relationship"
        if thing.objgen not in listed or "/" not in str(stream.get(Name.Subtype, ""))[1:]:
            yield "6.8: not listed as associated, or of no kind"
        if int(stream.Params.Size) != len(stream.read_bytes()):
            yield "6.8: size"


def _fonts(document: Pdf, part: int) -> Iterator[str]:
    """6.2.11: every font is in the file; of all codes shown, widths are the font's and text is known."""
    used: dict[tuple[int, int], set[int]] = {}
    fonts: dict[tuple[int, int], Object] = {}
    for page in document.pages:
        font = None
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            if operator == "Tf":
                font = page.resources.Font[str(instruction.operands[0])]
                fonts[font.objgen] = font
            elif operator in SHOWS and font is not None:
                shown = instruction.operands[-1]
                pieces = [shown] if isinstance(shown, pikepdf.String) else list(shown)
                codes = (bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
                used.setdefault(font.objgen, set()).update(*codes)
    for key, font in fonts.items():
        yield from _font(font, used.get(key, set()))


def _font(font: Object, codes: set[int]) -> Iterator[str]:
    name = str(font.get(Name.BaseFont))
    file = font.get(Name.FontDescriptor, Dictionary()).get(Name.FontFile2)
    if font.Subtype != Name.TrueType or file is None or Name.ToUnicode not in font:
        yield f"6.2.11: {name} is not embedded, or its text is not known"
        return
    program = TTFont(io.BytesIO(file.read_bytes()), lazy=True)
    scale, first = 1000 / program["head"].unitsPerEm, int(font.FirstChar)
    shapes = program["cmap"].tables[0].cmap
    mapped = _mapped(font.ToUnicode.read_bytes())
    for code in codes:
        shape = shapes.get(code) or shapes.get(0xF000 + code) or ".notdef"
        width = program["hmtx"][shape][0] * scale
        if shape == ".notdef" or abs(float(font.Widths[code - first]) - width) > 1:
            yield f"6.2.11: code {code} of {name}"
        if not mapped.get(code, 0) or mapped[code] in (0xFEFF, 0xFFFE):
            yield f"6.2.11.7: text of code {code} of {name}"


def _mapped(cmap: bytes) -> dict[int, int]:
    """Return the first UTF-16 unit of each code of a ToUnicode map, which ours tell one by one."""
    found: dict[int, int] = {}
    for part in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", part):
            found[int(code, 16)] = int(text[:4], 16)
    return found


def _signatures(pdf: bytes, document: Pdf) -> Iterator[str]:
    """6.4.3: a signature covers its whole revision but itself, and holds one signer with the certificate."""
    for field in document.Root.get(Name.AcroForm, Dictionary()).get(Name.Fields, []):
        value = field.get(Name.V)
        if value is None:
            continue
        a, b, c, d = (int(number) for number in value.ByteRange)
        gap, whole = pdf[a + b : c], pdf[: c + d].rstrip().endswith(b"%%EOF")
        if a or not whole or not re.fullmatch(rb"<[0-9A-Fa-f]+>", gap):
            yield f"6.4.3: bytes covered by {field.T}"
        signed = cms.ContentInfo.load(bytes(value.Contents), strict=False)["content"]
        if len(signed["signer_infos"]) != 1 or not signed["certificates"]:
            yield f"6.4.3: signer of {field.T}"
