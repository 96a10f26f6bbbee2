"""A time-stamp authority is named in the bureau's window, and stamps a document from a device's window."""

import io
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.settings import KeyUsageConstraints

from app.actions.bureau import publish_root
from app.actions.duty import start_duty
from app.actions.stands import open_case
from app.front.officers_desk import certify, set_authority
from app.front.wiring import House, open_house
from app.signing.certificates import to_pem
from app.typeset.fonts import ui_font_files
from tests.app.signing.authority import Authority, needs_openssl, serving
from tests.e2e.desk import Place, a_place, order
from tests.ui.conftest import until
from ui.application import Program
from ui.pages.check.authority import AuthorityDialog
from ui.pages.check.page import CheckPage
from ui.pages.documents.page import DocumentPage
from ui.window import Window

FAULTS = (
    "不是 http",
    "不能带用户名和密码",
    "无法连接",
    "无法读取",
    "没有可读取的证书",
    "重新选择",
    "不是由所选根证书",
)
pytestmark = [needs_openssl, pytest.mark.filterwarnings("ignore:This plugin does not support")]


class Answering:
    """Answers as the authority does, once `may` is set."""

    def __init__(self, authority: Authority) -> None:
        self._authority = authority
        self.may, self.asked = threading.Event(), threading.Event()
        self.may.set()

    def __call__(self, request: bytes) -> bytes:
        self.asked.set()
        self.may.wait(60)
        return self._authority.answer(request)


@dataclass
class Office:
    """A bureau with its root, a device whose officers have certificates, and an authority that is served."""

    place: Place
    authority: Authority
    answering: Answering
    url: str
    serving: ExitStack  # once closed, nobody hears the authority any more


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    place = a_place(tmp_path_factory.mktemp("stamped"))
    device = open_house(place.device)
    request = device.kit.signing.request()
    device.close()
    bureau = open_house(place.bureau)
    publish_root(bureau.kit)
    certify(bureau.folder, request)
    bureau.close()
    authority = Authority(tmp_path_factory.mktemp("authority"))
    answering = Answering(authority)
    with ExitStack() as stack:
        yield Office(place, authority, answering, stack.enter_context(serving(answering)), stack)


@contextmanager
def window(folder: Path, *officers: str) -> Iterator[tuple[House, Window]]:
    """Open a folder in a window."""
    house = open_house(folder)
    start_duty(house.kit, list(officers), "supervisor" if officers == ("s1",) else "inspector")
    program = Program(house.kit, house.kit.wording, ui_font_files(), "zh", dark=False)
    assert program.window is not None
    program.window.show()
    yield house, program.window
    program.stop()
    program.window.close()
    program.window.deleteLater()
    house.close()


def dialog_at(shown: Window, authority: str) -> AuthorityDialog:
    """Open the dialog where the authority is named, when the page knows which one is."""
    shown.go("check", "")
    page = shown.pages["check"]
    assert isinstance(page, CheckPage)
    page.tabs.setCurrentIndex(1)
    people = page.certificates
    until(lambda: people._view is not None and people._view.authority == authority)
    people.authority_button.click()
    assert isinstance(people.dialog, AuthorityDialog)
    return people.dialog


def told(dialog: AuthorityDialog, address: str, roots: Path) -> str:
    """Try an authority; returns the sentence that is shown."""
    dialog.address.setText(address)
    dialog.choose(roots)
    dialog.try_button.click()
    assert dialog.stop_button.isVisible()
    until(lambda: not dialog.stop_button.isVisible())
    return dialog.flash.text()


def test_an_authority_is_tried_before_it_is_named_and_each_fault_is_a_sentence(
    own_settings: None, office: Office, tmp_path: Path
) -> None:
    chain, other = office.authority.folder / "chain.pem", tmp_path / "other.pem"
    (tmp_path / "none.pem").write_bytes(b"no certificate")
    with socket.create_server(("127.0.0.1", 0)) as closed:
        nobody = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    with (
        window(office.place.bureau, "s1") as (house, shown),
        serving(lambda request: b"<html>log in</html>") as portal,
    ):
        other.write_text(to_pem(bytes.fromhex(house.folder.bureau.roots[-1].certificate)), "utf-8")
        dialog = dialog_at(shown, "")
        before = house.folder.bureau.roots

        tried = (
            ("stamps.example", chain),
            ("http://user:word@stamps.example/", chain),
            (nobody, chain),
            (portal, chain),
            (office.url, tmp_path / "none.pem"),
            (office.url, tmp_path / "missing.pem"),
            (office.url, other),
        )
        said = [told(dialog, address, roots) for address, roots in tried]
        after = house.folder.bureau.roots
        dialog.address.setText(f" {office.url} ")
        dialog.choose(chain)
        dialog.try_button.click()
        until(lambda: house.folder.bureau.roots[-1].authority == office.url)
        named = house.folder.bureau.roots[-1]
        dialog_at(shown, office.url).drop_button.click()
        until(lambda: house.folder.bureau.roots[-1].authority == "")

        assert [words in text for words, text in zip(FAULTS, said, strict=True)] == [True] * 7
        assert before == after
        assert named.authority_root == office.authority.root.hex()
        assert house.folder.bureau.authorities == (named.authority_root,)  # for what was stamped before


@pytest.fixture(scope="module")
def device(own_settings: None, office: Office) -> Iterator[tuple[House, Window]]:
    """A device's window, where the bureau named the authority."""
    bureau = open_house(office.place.bureau)
    set_authority(bureau.folder, office.url, office.authority.root)
    bureau.close()
    office.place.exchange()
    with window(office.place.device, "i1", "i2") as found:
        yield found


@pytest.fixture
def page(device: tuple[House, Window]) -> DocumentPage:
    """The documents' page on a case whose latest document is an order without a stamp."""
    house, shown = device
    cases = house.kit.casebook.cases()
    number = cases[0].number if cases else open_case(house.kit, "1A01").number
    issued = order(house.kit, number)
    shown.go("document", number)
    found = shown.pages["document"]
    assert isinstance(found, DocumentPage)
    until(lambda: (line := found.papers.model.rows[:1]) != [] and line[0].document.number == issued)
    found.papers.view.selectRow(0)
    return found


def latest(page: DocumentPage) -> tuple[str, str]:
    """Return the digests of the latest document: as issued, and with its stamp."""
    document = page.desk.worker._kit.casebook.case(page.case_number).documents[-1]
    return document.pdf, document.stamped


def test_a_button_stamps_a_document_and_pyhanko_validates_it_by_what_it_holds(
    office: Office, page: DocumentPage
) -> None:
    kit = page.desk.worker._kit

    page.papers._buttons["stamp"].click()
    begun = page.aftercare.stamping.isVisible()
    until(lambda: latest(page)[1] != "" and "已加盖时间戳" in page.flash.text())

    issued, stamped = latest(page)
    pdf = kit.blobs.get(stamped)
    assert begun
    assert not page.aftercare.stamping.isVisible()
    assert "Test stamps" in page.flash.text()
    assert "PAdES B-LTA" in page.flash.text()
    assert pdf.startswith(kit.blobs.get(issued))
    reader = PdfFileReader(io.BytesIO(pdf))
    known = x509.Certificate.load(office.authority.root)
    (stamp,) = reader.embedded_timestamp_signatures
    root = bytes.fromhex(kit.casebook.bureau.roots[-1].certificate)
    store = DocumentSecurityStore.read_dss(reader)
    offline = {"allow_fetching": False, "revocation_mode": "hard-fail"}  # by what the document holds
    own = {"trust_roots": [x509.Certificate.load(root)], **offline}
    signed = [
        validate_pdf_signature(
            signature,
            store.as_validation_context(own),
            key_usage_settings=KeyUsageConstraints(key_usage={"non_repudiation"}),
        )
        for signature in reader.embedded_regular_signatures
    ]
    trusted = store.as_validation_context({"trust_roots": [known], "allow_fetching": False})
    assert [status.bottom_line for status in signed] == [True, True]
    assert validate_pdf_timestamp(stamp, trusted).trusted


def test_who_stops_waiting_finds_the_document_as_it_was(office: Office, page: DocumentPage) -> None:
    office.answering.may.clear()
    office.answering.asked.clear()
    done: list[bool] = []

    page.papers._buttons["stamp"].click()
    until(office.answering.asked.is_set)
    page.aftercare.stamping.stop_button.click()
    told = page.flash.text()
    office.answering.may.set()
    page.desk.office.run(lambda kit: True, done.append, writes=False)
    until(lambda: bool(done))
    page.desk.worker.run(lambda kit: True, done.append, writes=False)
    until(lambda: len(done) > 1)

    assert "已停止" in told
    assert page.flash.text() == told
    assert latest(page)[1] == ""


def test_offline_a_stamp_is_a_sentence_and_nothing_is_lost(office: Office, page: DocumentPage) -> None:
    before = latest(page)
    office.serving.close()  # the last test that asks it

    page.papers._buttons["stamp"].click()
    until(page.flash.isVisible)

    assert "无法连接" in page.flash.text()
    assert not page.aftercare.stamping.isVisible()
    assert latest(page) == before
