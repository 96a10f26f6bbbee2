"""How an export ended is on record, whether it was done, stopped or failed; a document's copy is too."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.actions.custody import CustodyLine, custody_of
from app.actions.duty import start_duty
from app.actions.evidence import record_export, save_document, write_export
from app.actions.photos import take_photo
from app.custody.report import Proved, report_values
from app.errors import BadInput, StorageFault
from app.events import Exported, ExportEnded
from app.front.wiring import House, open_house
from app.kit import Kit
from app.log import read_event
from app.sharing import go_on
from tests.app.papers import picture
from tests.e2e.desk import a_case, a_place, order
from ui.pages.custody import told

EVENT = Exported("case", "", "某区人民法院", "移送", "行政处罚法第五十七条")
NOTHING = Proved({}, {}, {}, {})


class Office:
    """A device with one case of one photo."""

    def __init__(self, folder: Path) -> None:
        self.house: House = open_house(a_place(folder).device)
        self.kit: Kit = self.house.kit
        start_duty(self.kit, ("i1", "i2"), "inspector")
        self.number = a_case(self.kit)
        self.photo = (
            take_photo(self.kit, self.number, picture(size=(64, 48)), purpose="wide").photos[0].sha256
        )
        self.event = EVENT

    def ends(self) -> list[ExportEnded]:
        """Return what is on record of the ends of exports, the first one first."""
        book = self.house.folder.logbook
        found = [n for n, h in book.headers().items() if h.kind == ExportEnded.__name__]
        events = [read_event(book.headers()[name], book.entry(name).payload) for name in found]
        return [event for event in events if isinstance(event, ExportEnded)]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    found = Office(tmp_path_factory.mktemp("office"))
    yield found
    found.house.close()


def test_an_export_s_end_names_its_beginning_and_what_was_written(office: Office, tmp_path: Path) -> None:
    kit, number = office.kit, office.number
    one = record_export(kit, number, tmp_path / "a", office.event)
    write_export(kit, number, tmp_path / "a", office.event, one, lambda done, total: done < 9)
    two = record_export(kit, number, tmp_path / "a", office.event)
    whole = write_export(kit, number, tmp_path / "a", office.event, two, go_on)

    assert office.ends()[-2:] == [
        ExportEnded(one, "stopped", 0),
        ExportEnded(two, "done", whole.files, whole.sums),
    ]
    assert [line.kind for line in custody_of(kit, number)[:4]] == ["ExportEnded", "Exported"] * 2
    chain = report_values(kit.casebook.case(number), NOTHING, [office.photo])["chain"]
    assert str(chain).count("导出结束 export ended") == 2
    assert whole.sums in str(chain)


def test_an_export_that_failed_says_what_lies_there_yet(office: Office, tmp_path: Path) -> None:
    def stand_in_the_way(done: int, total: int) -> bool:
        (tmp_path / "a" / "originals").write_text("no folder")
        return True

    begun = record_export(office.kit, office.number, tmp_path / "a", office.event)
    with pytest.raises(StorageFault, match="重新导出"):
        write_export(office.kit, office.number, tmp_path / "a", office.event, begun, stand_in_the_way)

    assert office.ends()[-1] == ExportEnded(begun, "failed", 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("done 12 abcd", "已写出 12 个文件，清单摘要 abcd"),
        ("stopped 0", "中途取消，没有留下文件"),
        ("failed 0", "没有写成，没有留下文件"),
        ("failed 3", "没有写成，有 3 个文件未能删除"),
    ],
)
def test_the_chain_tells_an_export_s_end_in_words(text: str, words: str) -> None:
    assert told(CustodyLine(0, "ExportEnded", text, (), "")) == words
    assert told(CustodyLine(0, "Viewed", text, (), "")) == text


def test_a_document_s_copy_is_on_record_before_it_is_written(office: Office, tmp_path: Path) -> None:
    kit, number = office.kit, office.number
    order(kit, number)
    document = kit.casebook.case(number).documents[-1]
    with pytest.raises(BadInput, match="用途"):
        save_document(kit, number, document.number, tmp_path / "a.pdf", " ")
    assert not (tmp_path / "a.pdf").exists()

    save_document(kit, number, document.number, tmp_path / "a.pdf", "送档案室")
    with pytest.raises(StorageFault, match="无法写入"):
        save_document(kit, number, document.number, tmp_path / "a.pdf" / "b", "送档案室")

    assert (tmp_path / "a.pdf").read_bytes() == kit.blobs.get(document.pdf)
    last = kit.casebook.case(number).timeline[-2:]
    assert [(moment.kind, moment.text) for moment in last] == [("Copied", document.number)] * 2
