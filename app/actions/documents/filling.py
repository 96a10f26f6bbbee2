"""Filling a form: what the case knows, what was typed and wins, what is still missing, how it would look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from app.actions.documents.extras import extras_for
from app.actions.documents.known import known_values, remembered, suggestions, values_of
from app.actions.documents.laws import with_law
from app.actions.duty import require_inspectors
from app.actions.procedure import stands_against
from app.bureau import Officer
from app.case import Case
from app.documents import Extras, Rendered, cleaned, render
from app.errors import NotFound
from app.forms import Field, Form, Value, missing
from app.kit import Kit
from app.procedure import Obstacle
from app.procedure.moments import clock

TIMES = ("began", "ended")
BACK = timedelta(hours=1)  # a clock that stands further behind the last entry is told
Said = tuple[str, str]  # a sentence in Chinese and in English


@dataclass(frozen=True, slots=True)
class Draft:
    """A document before it is issued."""

    form: Form
    values: Mapping[str, Value]
    missing: tuple[Field, ...]
    known: Mapping[str, Value] = field(default_factory=dict)  # what stands without what was typed
    suggestions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # phrases to pick from, by field
    warnings: tuple[Said, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()  # rules of conduct that stand against it, what stops it first


def list_forms(kit: Kit) -> tuple[Form, ...]:
    """Return the forms in Chinese: group by group, by their official numbers."""
    forms = (form for (_, language), form in kit.forms.items() if language == "zh")
    return tuple(sorted(forms, key=lambda form: form.order))


def form_of(kit: Kit, form_id: str, language: str) -> Form:
    """Return a form in one language, citing the law of today.

    Raises:
        NotFound: there is none, or it cites what is not in force.
    """
    form = kit.forms.get((form_id, language))
    if form is None:
        raise NotFound(f"没有文书格式 {form_id}（{language}）。", f"There is no form {form_id} ({language}).")
    return with_law(form, kit.law, kit.today())


def draft_document(
    kit: Kit,
    case_number: str,
    form_id: str,
    changes: Mapping[str, Value],
    language: str = "zh",
    *,
    replaces: str = "",
    about: str = "",
) -> Draft:
    """Fill a form from the case; `changes` are what the officer typed, and win.

    What cannot be seen on paper stands in no value, so that what is signed is what is read.

    `about` is the id of the complaint that it is about, "" for the one at hand.

    A correction keeps the times of the document that it replaces, and what the case knows nothing of.

    Raises:
        NotFound: no such form or case.
        NotAllowed: nobody fit is on duty.
        BadInput: a value beyond its limit, or a list of too many rows.
    """
    officers = require_inspectors(kit)
    form = form_of(kit, form_id, language)
    case = kit.casebook.case(case_number)
    known: dict[str, Value] = {f.name: f.initial() for f in form.fields}
    known |= {f.name: text for f in form.fields if (text := kit.letterhead.preset(f.name, language))}
    known |= {name: value for name, value in remembered(kit, form).items() if not known[name]}
    old = values_of(kit, case, replaces)
    known |= {f.name: old[f.name] for f in form.fields if old.get(f.name)}
    known |= known_values(kit, case, form, officers, about)
    known |= {name: old[name] for name in TIMES if name in known and old.get(name)}
    known = cleaned(known)
    values = known | cleaned({name: value for name, value in changes.items() if form.field(name)})
    return Draft(
        form,
        values,
        missing(form, values),
        known,
        suggestions(kit, case, form),
        (*clock_warnings(kit, case), *certificate_warnings(kit, officers)),
        stands_against(kit, case, form, values, replaces),
    )


def preview_document(
    kit: Kit, case_number: str, form_id: str, values: Mapping[str, Value], language: str = "zh"
) -> Rendered:
    """Render a document of these values alone as it would be issued now, without number and code.

    Raises:
        BadInput: a character that no font has, and other faults of the content.
        NotFound: no such form or case.
    """
    form = form_of(kit, form_id, language)
    return render(
        form, values, extras_for(kit, kit.casebook.case(case_number), form, (), kit.now()), kit.fonts
    )


def blank_form(kit: Kit, form_id: str, language: str = "zh") -> Rendered:
    """Render a form to be filled in by hand: no number, no date, no seal, and every line that may be needed.

    Raises:
        NotFound: no such form, or no fair pack was loaded yet.
        BadInput: a character that no font has.
    """
    fair = kit.fair()
    plain = Extras(kit.letterhead.agency or fair.agency, practice=fair.practice)
    return render(form_of(kit, form_id, language), {}, plain, kit.fonts)


def certificate_warnings(kit: Kit, officers: Sequence[Officer]) -> tuple[Said, ...]:
    """Say which of the officers on duty cannot sign the file, and what that means for who is handed it."""
    lacking = set(kit.signing.lacking([officer.id for officer in officers]))
    named = [f"{officer.name}（{officer.certificate}）" for officer in officers if officer.id in lacking]
    if not named:
        return ()
    alone = len(named) == len(officers)
    zh = (
        "两人都没有电子签名，收到文书的人无法由文件本身判断它是否被改动"
        if alone
        else "文件上只有另一人的电子签名，看不出两人共同执法"
    )
    en = (
        "without any signature, nobody can tell from the file itself whether it was changed"
        if alone
        else "the file then bears the other officer's signature only and does not show that two acted"
    )
    return (
        (
            f"{'、'.join(named)} 在本机没有有效的签名证书，仍可出具，但{zh}；"
            "请到“核验”页的“人员证书”申请，或换有证书的人员上岗。",
            f"{', '.join(named)}: no valid certificate on this device. It can be issued, but {en}. Ask "
            "for certificates on the page “Check”, or let officers be on duty who have one.",
        ),
    )


def clock_warnings(kit: Kit, case: Case) -> tuple[Said, ...]:
    """Say when this machine's clock cannot be right: it stands before what is already on record."""
    last_ms = max((moment.source.at_ms for moment in case.timeline), default=0)
    last, now = clock(last_ms), kit.now()
    if now + BACK >= last:
        return ()
    return (
        (
            f"本机时钟为 {now:%Y-%m-%d %H:%M}，早于案卷最后一条记录（{last:%Y-%m-%d %H:%M}）；"
            "请先校正时钟，文书日期和文号年份以时钟为准。",
            f"This machine's clock says {now:%Y-%m-%d %H:%M}, before the last entry ({last:%Y-%m-%d %H:%M});"
            " set it right first, for the document's date and year follow it.",
        ),
    )
