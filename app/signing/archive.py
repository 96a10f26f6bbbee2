"""A set document becomes one that archives take: PDF/A-3b with its case data attached, or PDF/A-2b without.

ISO 19005-3 lets any file be attached; the case data travel as `values.json`, the very bytes whose digest
the verification code states, and the code itself as `proof.txt`, so that a machine checks what a person
scans. The fields of the signatures to come are prepared here, since a signed document takes no new ones.
"""

import io
import re
from dataclasses import dataclass
from datetime import datetime

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, ObjectStreamMode, Pdf, String, pdfa

VALUES, PROOF = "values.json", "proof.txt"
FIELD = "officer_{}"
PRINT, LOCKED = 4, 128  # flags of an annotation, ISO 32000-1 12.5.3
METADATA_DATE = re.compile(rb"(<xmp:MetadataDate>)[^<]*")


@dataclass(frozen=True, slots=True)
class Attached:
    """What a machine needs to check a document: the case data and the text of the verification code."""

    values: bytes
    proof: str


def archive(
    pdf: bytes,
    moment: datetime,
    *,
    attached: Attached | None = None,
    signers: int = 0,
    language: str = "zh-CN",
) -> bytes:
    """Make a PDF of reportlab's last: PDF/A-3b with what is attached, else PDF/A-2b. Same input, same bytes.

    `moment` (aware) is when the document was issued; `signers` is how many fields to prepare. The title
    stays, and so does the language where the document names one.
    """
    flavour = "3b" if attached else "2b"
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        _cure(document)
        _describe(document, moment, language)
        if attached:
            _attach(document, VALUES, attached.values, "application/json", "案卷数据 | case data")
            _attach(document, PROOF, attached.proof.encode(), "text/plain", "核验码 | verification code")
        pdfa.prepare(document, flavour)
        _date_metadata(document, moment)
        if signers:
            _add_fields(document, signers)
        document.save(
            target,
            **pdfa.resolve_save_kwargs(
                flavour,
                min_version="1.7",
                deterministic_id=True,
                object_stream_mode=ObjectStreamMode.disable,
            ),
        )
    return target.getvalue()


def _cure(document: Pdf) -> None:
    """Take away what reportlab leaves and PDF/A forbids: empty transitions, and a standard font.

    Each page begins by choosing Helvetica and sets nothing in it; the choice is pointed at an embedded face.
    """
    for page in document.pages:
        if Name.Trans in page.obj:
            del page.obj[Name.Trans]
        fonts = page.resources.get(Name.Font, Dictionary())
        embedded = [key for key, font in fonts.items() if font.get(Name.BaseFont) != Name.Helvetica]
        for key in set(fonts.keys()) - set(embedded):
            if embedded:
                fonts[key] = fonts[embedded[0]]


def _describe(document: Pdf, moment: datetime, language: str) -> None:
    if Name.Lang not in document.Root:
        document.Root.Lang = String(language)
    information = document.docinfo
    for key in (Name.Author, Name.Subject, Name.Keywords):
        if str(information.get(key, "")) in ("anonymous", "unspecified"):  # reportlab's words for nothing
            del information[key]
    stamp = String(moment.strftime("D:%Y%m%d%H%M%S%z")[:-2] + "'" + moment.strftime("%z")[-2:] + "'")
    information[Name.CreationDate] = information[Name.ModDate] = stamp


def _attach(document: Pdf, name: str, data: bytes, kind: str, description: str) -> None:
    document.attachments[name] = AttachedFileSpec(
        document,
        data,
        filename=name,
        mime_type=kind,
        description=description,
        relationship=Name.Source,
        creation_date="",
        mod_date="",
    )


def _date_metadata(document: Pdf, moment: datetime) -> None:
    """State the moment of issue in place of this machine's clock."""
    metadata = document.Root.Metadata
    said = METADATA_DATE.sub(rb"\g<1>" + moment.isoformat(timespec="seconds").encode(), metadata.read_bytes())
    metadata.write(said)


def _add_fields(document: Pdf, signers: int) -> None:
    page = document.pages[-1].obj
    fields = [
        document.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(FIELD.format(number)),
                F=PRINT | LOCKED,
                Rect=Array([0, 0, 0, 0]),
                P=page,
            )
        )
        for number in range(1, signers + 1)
    ]
    page.Annots = document.make_indirect(Array([*page.get(Name.Annots, Array()), *fields]))
    form = Dictionary(Fields=document.make_indirect(Array(fields)), SigFlags=3)  # signed, append only
    document.Root.AcroForm = document.make_indirect(form)
