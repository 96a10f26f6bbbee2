"""A document as plain text, in reading order: for screen readers, for search, and as what a PDF must hold."""

from collections.abc import Mapping

from app.documents.content import (
    COLONS,
    HEAD_WORDS,
    Closing,
    Cut,
    NewPage,
    Paragraph,
    Photos,
    Piece,
    Signs,
    Table,
    pieces,
)
from app.documents.extras import Extras, Ink, unsigned_words
from app.documents.values import cleaned
from app.forms import Form, Value

LINE = "＿"  # for a blank


def document_text(form: Form, values: Mapping[str, Value], extras: Extras) -> str:
    """Return all that a document says, a paragraph a line; cells of a list as "column: cell" in one line.

    Signatures are told as given, refused (with the reason) or left open. Page numbers and marks are not told.

    Raises:
        BadInput: a value beyond its limit.
    """
    inks = {ink.role: ink for ink in extras.inks}
    lines = [
        line for piece in pieces(form, cleaned(values), extras) for line in _lines(piece, inks, form.language)
    ]
    placed = {role for block in form.blocks for role in block.roles}
    if form.signed_pages:
        rest = tuple(signer for signer in form.signers if signer[0] not in placed)
        lines += _lines(Signs(rest), inks, form.language)
    if extras.head:
        lines.append(HEAD_WORDS[form.language] + COLONS[form.language] + extras.head)
    return "\n".join(lines) + "\n"


def _lines(piece: Piece, inks: Mapping[str, Ink], language: str) -> list[str]:
    match piece:
        case Paragraph():
            return ["".join(s.text.replace("　", LINE) if s.line else s.text for s in piece.spans)]
        case Table(columns, _, rows):
            heads = [column + COLONS[language] for column in columns]
            filled = [[h + c for h, c in zip(heads, row, strict=True) if c.strip()] for row in rows]
            return ["；".join(cells) for cells in filled if cells]
        case Photos(head, photos):
            return [head, *(" ".join(photo.caption) for photo in photos)]
        case Closing(agency, place, issued):
            return [text for text in (agency, place, issued) if text]
        case Signs(signers):
            return [label + COLONS[language] + _signed(inks.get(role), language) for role, label in signers]
        case Cut(caption):
            return [f"- - - {caption} - - -" if caption else "- - -"]
        case NewPage():
            return []


def _signed(ink: Ink | None, language: str) -> str:
    if ink is None:
        return LINE * 4
    if ink.words:
        return ink.words
    if ink.refused:
        return unsigned_words(ink, language)
    return " ".join(filter(None, (ink.name, "（已签名）" if language == "zh" else "(signed)")))
