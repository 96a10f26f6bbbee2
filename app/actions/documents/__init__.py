"""Documents: filled from the case, previewed, signed, issued with a number, printed, served, withdrawn."""

from app.actions.documents.drafts import keep_draft, kept_draft, outdated
from app.actions.documents.filling import (
    Draft,
    blank_form,
    draft_document,
    list_forms,
    preview_document,
)
from app.actions.documents.issuing import Prepared, issue_document, prepare_document
from app.actions.documents.known import describe_findings
from app.actions.documents.numbering import (
    NumberLine,
    free_serial,
    is_provisional,
    number_lines,
    waiting_numbers,
    written_number,
)
from app.actions.documents.serving import (
    document_pdf,
    hand_copy,
    record_print,
    serve_document,
    void_document,
    withdraw_document,
)
from app.actions.documents.signatures import Signature

__all__ = [
    "Draft",
    "NumberLine",
    "Prepared",
    "Signature",
    "blank_form",
    "describe_findings",
    "document_pdf",
    "draft_document",
    "free_serial",
    "hand_copy",
    "is_provisional",
    "issue_document",
    "keep_draft",
    "kept_draft",
    "list_forms",
    "number_lines",
    "outdated",
    "prepare_document",
    "preview_document",
    "record_print",
    "serve_document",
    "void_document",
    "waiting_numbers",
    "withdraw_document",
    "written_number",
]
