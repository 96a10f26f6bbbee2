"""The bureau's own forms: tried out on samples, checked as a whole, published or handed on as a file."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.actions.documents.laws import with_law
from app.documents import Extras, Rendered, Value, render
from app.errors import BadInput, InspectionError, NotAllowed, NotFound, StorageFault
from app.events import FormsPublished
from app.forms import Field, Form, form_texts
from app.kit import Kit
from app.letterhead import BUREAU, FORMS, Letterhead, gather, letterhead_of, write_letterhead
from app.resources import resource
from app.sharing import Progress

STARTER = """schema = 1
name = "{agency}文书格式"
edition = "1"
agency = "{agency}"
number = "{{prefix}}〔{{year}}〕{{serial}}号"
seal = "none"            # "none"：留出印章位置；"drawn"：绘制；"picture"：用 seal.png
stamp_url = ""           # 时间戳服务地址（RFC 3161）

[words]                  # 文号中年份之前的字样，按文号字
[agencies]               # 各事项的主管机关，如 patent = "…"
[presets]                # 每份文书照写的内容，按字段，如 contact = "…"、government = "…"、court = "…"
[presets_en]
"""
SAMPLES = ("short", "long", "empty")
LONG_NAME, LONG_TEXT, LONG_ROWS = 200, 1200, 40  # characters, characters, rows
RARE = "𬭸㛃"  # characters of GB 18030-2022 level 2 beyond what most faces hold


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form file in a pack's folder, or one that ships."""

    name: str  # of the file
    title: str
    title_en: str
    own: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a pack, for a person."""

    form: str
    zh: str
    en: str


def open_pack(kit: Kit, folder: Path) -> dict[str, bytes]:
    """Return the files of a pack's folder; an empty folder becomes the beginning of a pack.

    Raises:
        BadInput, StorageFault: the folder cannot be read or written.
    """
    if not (folder / BUREAU).exists():
        save_file(folder, BUREAU, STARTER.format(agency=kit.fair().agency))
    return gather(folder)


def save_file(folder: Path, name: str, text: str) -> None:
    """Write one file of a pack's folder; the old one stays until the new one is whole.

    Raises:
        StorageFault: the disk refuses.
    """
    target = folder / name
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, "utf-8", newline="\n")
        part.replace(target)
    except OSError as error:
        raise StorageFault(
            f"无法保存 {name}；请检查磁盘空间和权限，原文件未改动。",
            f"{name} cannot be saved; check space and permissions, the old file is unchanged.",
        ) from error


def list_files(files: Mapping[str, bytes]) -> tuple[FormLine, ...]:
    """Return all forms, the bureau's own marked; while one cannot be read, files' names stand for titles."""
    own = {name.removeprefix(FORMS) for name in files if name.startswith(FORMS)}
    forms: Mapping[tuple[str, str], Form] = {}
    with suppress(InspectionError):
        forms = letterhead_of(files).forms
    names = sorted({*form_texts(resource("forms")), *own}, key=lambda name: _place(forms, name))
    found = ((n, forms.get((_stem(n), "zh")), forms.get((_stem(n), "en"))) for n in names)
    return tuple(FormLine(n, zh.title if zh else n, en.title if en else n, n in own) for n, zh, en in found)


def take_back(folder: Path, name: str) -> None:
    """Remove the bureau's own form file, so that the shipped one serves again. Raises StorageFault."""
    try:
        (folder / FORMS / name).unlink(missing_ok=True)
    except OSError as error:
        raise StorageFault(f"无法删除 {name}；请检查权限。", f"{name} cannot be removed.") from error


def source_of(files: Mapping[str, bytes], name: str) -> str:
    """Return the text of a pack's file ("forms/correction_order.toml"): its own, else the shipped one."""
    own = files.get(name)
    if own is not None:
        return own.decode("utf-8", "replace")
    shipped = resource("forms") / name.removeprefix(FORMS)
    return shipped.read_text("utf-8") if shipped.is_file() else ""


def try_form(
    kit: Kit, files: Mapping[str, bytes], form: str, language: str, sample: str = "short"
) -> Rendered:
    """Set one form of a pack with sample values, as an officer's document would look.

    Raises:
        BadInput: the pack or the form is malformed, a glyph is missing, or something does not fit.
    """
    letterhead = letterhead_of(files)
    found = letterhead.forms.get((form, language))
    if found is None:
        raise BadInput(f"格式包里没有 {form}。", f"The pack holds no form {form}.")
    return _tried(kit, letterhead, found, sample)


def check_pack(kit: Kit, files: Mapping[str, bytes], progress: Progress) -> tuple[Problem, ...]:
    """Set every form of a pack that is the bureau's own, in both languages, with each kind of sample.

    Raises:
        BadInput: the pack cannot be read at all, or the work was stopped.
    """
    problems = _problems(kit, files, progress)
    if problems is None:
        raise BadInput(
            "已停止，检查没有做完；需要时请重新检查。",
            "Stopped; not every form was checked. Check again when there is time.",
        )
    return problems


def _problems(kit: Kit, files: Mapping[str, bytes], progress: Progress) -> tuple[Problem, ...] | None:
    """Return what is wrong with a pack, None where the work was stopped."""
    letterhead = letterhead_of(files)
    own = {name.removesuffix(".toml") for name in letterhead.own}
    tried = [
        (form, sample) for (name, _), form in letterhead.forms.items() if name in own for sample in SAMPLES
    ]
    found = []
    for done, (form, sample) in enumerate(tried, 1):
        try:
            _tried(kit, letterhead, form, sample)
        except (BadInput, NotFound) as error:  # what cannot be set, or cites no law in force
            found.append(Problem(form.title, error.zh, error.en))
        if not progress(done, len(tried)):
            return None
    return tuple(dict.fromkeys(found))


def publish_forms(kit: Kit, files: Mapping[str, bytes], progress: Progress) -> FormsPublished:
    """Sign a pack into the bureau's log; devices take it with the next fair pack or bundle.

    Raises:
        BadInput: something in the pack is amiss; nothing was published.
        NotAllowed: this is not the bureau's own installation.
    """
    if not kit.casebook.leads:
        raise NotAllowed(
            "格式包须在局机关的数据文件夹中发布；请把文件夹交给局机关。",
            "A forms pack is published from the bureau's own data folder; hand the folder to the bureau.",
        )
    problems = _problems(kit, files, progress)
    if problems is None:
        raise BadInput("已停止，没有发布；各设备仍用原来的格式。", "Stopped; nothing was published.")
    if problems:
        first = problems[0]
        raise BadInput(f"{first.form}不能排版：{first.zh}", f"{first.form} cannot be set: {first.en}")
    data = write_letterhead(files)
    letterhead = letterhead_of(files)
    ref = kit.blobs.put(data, "forms")
    event = FormsPublished(ref.sha256, letterhead.name, letterhead.edition)
    kit.casebook.append("", event, blobs=(ref,))
    return event


def sample_values(form: Form, sample: str) -> dict[str, Value]:
    """Return values to try a form with: "short" ones, "long" ones that strain it, or "empty"."""
    if sample == "empty":
        return {}
    return {field.name: _sample(field, form.language, long=sample == "long") for field in form.fields}


def _stem(name: str) -> str:
    return name.removesuffix(".toml")


def _place(forms: Mapping[tuple[str, str], Form], name: str) -> tuple[int, str]:
    form = forms.get((_stem(name), "zh"))
    return form.order if form else (-1, name)


def _tried(kit: Kit, letterhead: Letterhead, form: Form, sample: str) -> Rendered:
    agency = letterhead.agency or kit.fair().agency
    prefix = letterhead.words.get(form.series, form.series)
    number = letterhead.write_number(prefix, 2026, 1) if form.series else ""
    extras = Extras(
        agency,
        number,
        "2026年1月1日",
        seal=letterhead.seal != "none",
        seal_png=letterhead.seal_png,
    )
    cited = with_law(form, kit.law, kit.today())
    return render(cited, sample_values(cited, sample), extras, kit.fonts)


def _sample(field: Field, language: str, *, long: bool) -> Value:
    zh = language == "zh"
    name = field.label if zh else field.label_en
    match field.kind:
        case "date":
            return "2026年1月1日" if zh else "1 January 2026"
        case "datetime":
            return "2026年1月1日10时05分" if zh else "10:05 on 1 January 2026"
        case "number" | "money":
            return "1234567.89" if long else "12"
        case "choice":
            return field.choices[-1] if long else field.choices[0]
        case "choices":
            return "；".join(field.choices if long else field.choices[:1])
        case "list":
            rows = range(1, LONG_ROWS if long else 3)
            return tuple(tuple(_cells(field, number, long=long)) for number in rows)
        case "questions":
            asked = field.initial()
            rows_asked = asked if isinstance(asked, tuple) else ()
            return tuple((row[0], name * (20 if long else 1)) for row in rows_asked) or ((name, name),)
        case "long_text":
            return (field.preset or name) if not long else (name * LONG_TEXT)[:LONG_TEXT]
        case _:
            return (field.preset or name) if not long else (name * LONG_NAME)[:LONG_NAME] + RARE


def _cells(field: Field, number: int, *, long: bool) -> Iterator[str]:
    yield str(number)
    for column in field.columns[1:]:
        yield column * (6 if long else 1)
