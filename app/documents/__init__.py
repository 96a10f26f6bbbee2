"""Official documents: a form and its values become the bytes that are signed for, printed and kept."""

from app.documents.furnish import Ink
from app.documents.render import Extras, Photo, Rendered, render
from app.forms import Value, missing

__all__ = ["Extras", "Ink", "Photo", "Rendered", "Value", "missing", "render"]
