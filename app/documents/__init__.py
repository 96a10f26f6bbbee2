"""Official documents: a form and its values become the bytes that are signed for, printed and kept."""

from app.documents.extras import Extras, FieldPlace, Ink, Photo, Place, Rendered, unsigned_words
from app.documents.plain import document_text
from app.documents.render import render
from app.documents.values import cleaned
from app.forms import Value, missing

__all__ = [
    "Extras",
    "FieldPlace",
    "Ink",
    "Photo",
    "Place",
    "Rendered",
    "Value",
    "cleaned",
    "document_text",
    "missing",
    "render",
    "unsigned_words",
]
