"""From a filled form to an issued document: set, signed by those who saw it, issued as they saw it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QImage

from app.actions.documents import Prepared, Signature, issue_document, prepare_document
from app.case import Case
from app.errors import InspectionError
from app.kit import Kit
from ui.page import Page
from ui.pages.documents.editor import Editor
from ui.pages.documents.signing import SignDialog
from ui.printing import page_images

DPI = 72  # of the pages that signers are shown
PARTY = (
    "interviewee.name",
    "party.representative",
    "party.name",
)  # who signs as the party
INFORMANT = "informant.name"  # who does where the party is the one who reports


@dataclass(frozen=True, slots=True)
class Work:
    """What is being filled in, "" while nothing is."""

    case: str = ""
    form: str = ""
    language: str = "zh"
    replaces: str = ""
    reason: str = ""
    about: str = ""  # the complaint that the document is about


class Issuing:
    """Signs and issues what an editor holds; `issued(case, number)` follows."""

    def __init__(self, page: Page, editor: Editor, issued: Callable[[tuple[Case, str]], None]) -> None:
        self._page, self._editor, self._issued = page, editor, issued
        self.dialog: SignDialog | None = None  # the one that is open, or was last
        self._busy = False  # from the wish to sign until it is issued or given up: never two at once

    def sign(self, work: Work) -> None:
        """Show the document as it will be issued and let it be signed; then it is issued."""
        filling = self._editor.filling
        if self._busy or filling is None:
            return
        if not self._editor.is_ready():
            self._editor.go_to_missing()
            return
        self._busy = True
        values, dpi = filling.values(), DPI * self._page.devicePixelRatioF()

        def job(kit: Kit) -> tuple[Prepared, list[QImage]]:
            prepared = prepare_document(
                kit, work.case, work.form, values, work.language, replaces=work.replaces
            )
            return prepared, page_images(kit.decoder, prepared.rendered.pdf, dpi)

        show = partial(self._open, work)
        self._page.desk.worker.run(job, lambda answer: show(*answer), self._fail, writes=False)

    def issue(
        self, work: Work, signatures: Sequence[Signature] = (), prepared: Prepared | None = None
    ) -> None:
        """Issue the document with these signatures; of a prepared one exactly what the signers saw."""
        filling = self._editor.filling
        if filling is None:  # the form was closed meanwhile
            self._busy = False
            return
        given = dict(prepared.draft.values) if prepared else filling.values()
        digest, reasons = prepared.digest if prepared else "", self._editor.reasons()

        def job(kit: Kit) -> tuple[Case, str]:
            return issue_document(
                kit,
                work.case,
                work.form,
                given,
                signatures,
                language=work.language,
                replaces=work.replaces,
                reason=work.reason,
                signed_for=digest,
                overrides=reasons,
            )

        self._busy = True
        self._page.desk.worker.run(job, self._done, self._fail)

    def _done(self, answer: tuple[Case, str]) -> None:
        self._busy = False
        self._issued(answer)

    def _fail(self, error: InspectionError) -> None:
        self._busy = False
        self._page.fail(error)

    def _give_up(self) -> None:
        self._busy = False

    def _open(self, work: Work, prepared: Prepared, pages: list[QImage]) -> None:
        form = prepared.draft.form
        if not form.signers:
            self.issue(work, (), prepared)
            return
        dialog = SignDialog(
            self._page,
            form.signers,
            pages,
            _names(prepared),
            every_page=form.signed_pages,
            language=form.language,
        )
        dialog.rejected.connect(self._give_up)
        dialog.accepted.connect(lambda: self.issue(work, dialog.signatures(), prepared))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()


def _names(prepared: Prepared) -> dict[str, str]:
    """Return who is expected to sign: officers and the party as the document names them."""
    values = prepared.draft.values
    named = {role: values.get(role, "") for role, _ in prepared.draft.form.signers}
    asked = (INFORMANT,) if "party" in prepared.draft.form.confidential_signers else PARTY
    named["party"] = next((found for name in asked if (found := values.get(name))), "")
    return {role: name for role, name in named.items() if isinstance(name, str)}
