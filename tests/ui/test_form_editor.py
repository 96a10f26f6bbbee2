"""The bureau's own forms: edited beside their preview, refused with a sentence, published by the bureau."""

from collections.abc import Iterator
from pathlib import Path

import pytest

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
from tests.builders import carry, go_on
from tests.ui.conftest import until
from ui.application import Program
from ui.pages.form_editor import FormEditorPage

ORDER = "forms/correction_order.toml"


@pytest.fixture
def bureau(place: Path) -> Iterator[House]:
    house = open_house(place.parent / "bureau")
    yield house
    house.close()


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
    window = program.window
    assert window is not None
    page = window.pages["forms"]
    assert isinstance(page, FormEditorPage)
    window.go("forms", "")
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
