"""The bureau's own forms: edited beside their preview, refused with a sentence, published by the bureau."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor

from app.actions.forms import (
    SAMPLES,
    check_pack,
    list_files,
    open_pack,
    publish_forms,
    save_file,
    source_of,
    take_back,
    try_form,
)
from app.errors import BadInput, NotAllowed
from app.front.wiring import House, open_house
from app.letterhead import BUREAU
from app.sharing import go_on
from tests.builders import carry
from tests.ui.conftest import until
from ui.application import Program
from ui.pages.form_editor import FormEditorPage
from ui.pages.form_source import field_at, place_of

ORDER = "forms/correction_order.toml"


@pytest.fixture
def bureau(place: Path) -> Iterator[House]:
    house = open_house(place.parent / "bureau")
    yield house
    house.close()


def the_page(program: Program) -> FormEditorPage:
    window = program.window
    assert window is not None
    page = window.pages["forms"]
    assert isinstance(page, FormEditorPage)
    window.go("forms", "")
    return page


def test_an_empty_folder_becomes_a_pack_that_every_sample_fits(bureau: House, tmp_path: Path) -> None:
    kit = bureau.kit
    files = open_pack(kit, tmp_path)

    assert set(files) == {BUREAU}
    assert not any(line.own for line in list_files(files))
    for sample in SAMPLES:
        for language in ("zh", "en"):
            assert try_form(kit, files, "correction_order", language, sample).pages >= 1
    assert check_pack(kit, files, go_on) == ()


def test_a_form_that_cannot_be_set_is_told_before_it_is_published(bureau: House, tmp_path: Path) -> None:
    kit = bureau.kit
    files = open_pack(kit, tmp_path)
    text = source_of(files, ORDER).replace('title = "责令改正通知书"', 'title = "责令\U000323b0改正"')
    files[ORDER] = text.encode()

    (problem, *_) = check_pack(kit, files, go_on)

    assert "323B0" in problem.zh.upper()
    with pytest.raises(BadInput):
        publish_forms(kit, files, go_on)
    assert kit.casebook.bureau.forms is None


def test_only_the_bureau_publishes(place: Path, tmp_path: Path) -> None:
    device = open_house(place.parent / "supervisor")
    files = open_pack(device.kit, tmp_path)

    with pytest.raises(NotAllowed):
        publish_forms(device.kit, files, go_on)

    device.close()


def test_a_published_form_reaches_a_device_and_its_next_document(
    bureau: House, place: Path, tmp_path: Path
) -> None:
    kit = bureau.kit
    files = open_pack(kit, tmp_path)
    text = source_of(files, ORDER)
    save_file(tmp_path, ORDER, text.replace('title = "责令改正通知书"', 'title = "责令限期改正通知书"'))
    publish_forms(kit, open_pack(kit, tmp_path), go_on)

    device = open_house(place.parent / "inspector-2")
    try:
        assert device.kit.forms["correction_order", "zh"].title == "责令改正通知书"
        carry(bureau.folder, device.folder, tmp_path / "pack.huhang")
        assert device.kit.forms["correction_order", "zh"].title == "责令限期改正通知书"
        assert device.kit.letterhead.own == ("correction_order.toml",)
    finally:
        device.close()


def test_a_form_taken_back_is_the_shipped_one_again(bureau: House, tmp_path: Path) -> None:
    kit = bureau.kit
    files = open_pack(kit, tmp_path)
    save_file(tmp_path, ORDER, source_of(files, ORDER))
    assert [line.name for line in list_files(open_pack(kit, tmp_path)) if line.own] == [
        "correction_order.toml"
    ]

    take_back(tmp_path, "correction_order.toml")

    assert not any(line.own for line in list_files(open_pack(kit, tmp_path)))


def test_the_page_shows_the_document_while_its_form_is_typed(program: Program, tmp_path: Path) -> None:
    page = the_page(program)
    page.open(tmp_path)
    until(lambda: page.list.count() > 3)
    page.choose(ORDER)
    until(lambda: page.preview.count > 0)

    page.editor.setPlainText(page.editor.toPlainText().replace("{_act}", "{_nothing}"))
    until(lambda: "nothing" in page.preview.problem.text())

    page.choose("forms/goods_list.toml")
    until(lambda: "goods_list" in page.editor.toPlainText())
    page.choose(ORDER)
    until(lambda: "{_nothing}" in page.editor.toPlainText())  # what was typed and not saved is still there

    page.editor.setPlainText(page.editor.toPlainText().replace("{_nothing}", "{_act}"))
    page.save()
    until(lambda: (tmp_path / ORDER).exists())
    until(lambda: page.preview.problem.isHidden())


def test_a_place_of_the_preview_and_its_text_lead_to_each_other(program: Program, tmp_path: Path) -> None:
    page = the_page(program)
    page.open(tmp_path)
    until(lambda: page._where.text() == str(tmp_path))
    page.choose(ORDER)
    until(lambda: "correction_order" in page.editor.toPlainText() and page.preview.count > 0)

    page.preview.picked.emit("act", 0)
    assert page.editor.textCursor().selectedText() == "{_act}"
    page.preview.picked.emit("contact_phone", 0)  # of the parts that all forms share
    until(lambda: page.editor.textCursor().selectedText() == "{_contact_phone}")
    page.choose(ORDER)
    until(lambda: "correction_order" in page.editor.toPlainText())

    page.editor.moveCursor(QTextCursor.MoveOperation.Start)
    assert page.editor.go_to_field("act")
    until(lambda: any(sheet.marked() for sheet in page.preview._labels))


@pytest.mark.parametrize(
    ("cursor", "field"),
    [("text = |", "act"), ("和 {_b|asis}", "basis"), ("field = |", "items"), ("schema|", "")],
)
def test_a_cursor_is_at_the_field_that_its_line_names(cursor: str, field: str) -> None:
    text = 'schema = 2\ntext = "因 {_act} 和 {_basis} 责令"\n  field = "items"\n'
    at = text.index(cursor.replace("|", "")) + cursor.index("|")

    assert field_at(text, at) == field
    assert not field or text[slice(*place_of(text, field) or ())].strip("{_}") == field


def test_a_check_that_is_stopped_says_so_and_publishes_nothing(bureau: House, tmp_path: Path) -> None:
    kit = bureau.kit
    files = open_pack(kit, tmp_path)
    files[ORDER] = source_of(files, ORDER).encode()
    asked: list[tuple[int, int]] = []
    before = kit.casebook.bureau.forms

    def stop(done: int, total: int) -> bool:
        asked.append((done, total))
        return done < 2

    with pytest.raises(BadInput) as checked:
        check_pack(kit, files, stop)
    with pytest.raises(BadInput) as published:
        publish_forms(kit, files, stop)

    assert "发布" not in checked.value.zh
    assert "没有发布" in published.value.zh
    assert asked == [(1, 6), (2, 6)] * 2
    assert kit.casebook.bureau.forms == before


def test_a_check_shows_how_far_it_is_and_can_be_stopped(program: Program, tmp_path: Path) -> None:
    page = the_page(program)
    for line in list_files({}):
        save_file(tmp_path, f"forms/{line.name}", source_of({}, f"forms/{line.name}"))
    page.open(tmp_path)
    until(lambda: page._where.text() == str(tmp_path))

    page._check.click()
    assert page._checking.task is not None
    assert not page._check.isEnabled()
    until(lambda: page._checking.progress.maximum() > 100)
    page._checking.stop.click()
    until(lambda: page._checking.task is None)

    assert "已停止" in page.flash.text()
    assert page._checking.isHidden()
    assert page._check.isEnabled()
