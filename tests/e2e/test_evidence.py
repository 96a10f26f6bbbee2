"""Exported evidence verifies with sha256sum, openssl and its own script; every change is noticed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from app.actions.custody import view_case
from app.actions.duty import start_duty
from app.actions.evidence import custody_report, record_export, write_export
from app.actions.photos import take_photo
from app.custody import token_holds
from app.errors import BadInput, NotFound, StorageFault
from app.events import Exported, FactRecorded, RootPublished
from app.front.case_proofs import CaseProofs
from app.front.hub_desk import Card, decoded, make_hub, open_book
from app.front.wiring import House, open_house
from app.log import digest
from app.sharing import go_on
from offline_db.hub_store import HubStore
from offline_db.keys import open_keys
from offline_db.stamp_store import StampStore
from sync.stamping import cover
from sync.uplink import Uplink
from tests.app.papers import picture
from tests.app.signing.authority import Authority, needs_openssl
from tests.builders import carry
from tests.e2e.desk import a_case, a_place

pytestmark = [needs_openssl, pytest.mark.skipif(sys.platform == "win32", reason="wants sha256sum")]
FLIPS = int(os.environ.get("HUHANG_FLIPS", "8"))  # of bytes of exported files
SECRET, COURT = "王练习", "某区人民法院"
NAMES = f"{SECRET} {COURT} 甲玩具 王某 0571-1 91330100799655058B 某路1号 毛绒玩具 人员i1 人员i2".split()
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030", "unicode-escape")


class Office:
    """A device whose case a hub holds, stamped by a real authority."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        place = a_place(folder)
        self.authority = Authority(folder)
        bureau = open_house(place.bureau)
        root = RootPublished("00", "", "https://tsa.example", self.authority.root.hex())
        bureau.folder.record(root)
        make_hub(folder / "hub", bureau.folder, "hub.test/log", ["localhost"], "")
        self.house: House = open_house(place.device)
        carry(bureau.folder, self.house.folder, folder / "root.huhang")
        bureau.close()
        self.kit = self.house.kit
        start_duty(self.kit, ("i1", "i2"), "inspector")
        self.number = a_case(self.kit)
        self.sync()
        start_duty(self.kit, ("i1", "i2"), "inspector")  # stands between the stamp and the photo
        case = take_photo(self.kit, self.number, picture(size=(640, 480)), purpose="wide")
        self.kit.casebook.append(self.number, FactRecorded("", "party.representative", SECRET))
        self.photo = case.photos[-1].sha256
        view_case(self.kit, self.number)
        self.sync()

    def sync(self) -> None:
        """Sync with the hub in process, then have it stamped."""
        text = (self.folder / "hub" / "hub.card").read_text("utf-8")
        key = bytes.fromhex(decoded(text.encode(), Card).key)
        book = open_book(self.folder / "hub", open_keys(self.folder / "hub" / "keys.json", ""))
        folder = self.house.folder
        assert Uplink(HubStore(folder), book, key, go_on).run().safe
        folder.logbook.receipts.keep_card("https://hub.example", text)
        cover(
            StampStore(folder),
            book,
            key,
            lambda event: token_holds(event, [self.authority.root]),
            self.authority.answer,
        )
        book.close()

    def export(self, folder: Path, *photos: str, masked: bool = False) -> Path:
        event = Exported("case", self.number, COURT, "移送", "行政处罚法第五十七条", masked, photos)
        begun = record_export(self.kit, self.number, folder, event)
        write_export(self.kit, self.number, folder, event, begun, go_on)
        return folder


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    found = Office(tmp_path_factory.mktemp("office"))
    yield found
    found.house.close()


@pytest.fixture(scope="module")
def whole(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return office.export(tmp_path_factory.mktemp("whole") / "evidence")


@pytest.fixture(scope="module")
def unlisted(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return evidence whose script does not look at the signed list."""
    copy = tmp_path_factory.mktemp("unlisted") / "evidence"
    shutil.copytree(whole, copy)
    script = (copy / "verify_evidence.py").read_text("utf-8")
    unsigned = script.replace("        check_sums(folder)\n", "")
    assert unsigned != script
    (copy / "verify_evidence.py").write_text(unsigned, "utf-8")
    assert run_script(copy).returncode == 0
    return copy


@contextmanager
def changed(path: Path, at: int, bit: int) -> Iterator[None]:
    """Flip a bit of a file for a while."""
    data = path.read_bytes()
    path.write_bytes(data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :])
    try:
        yield
    finally:
        path.write_bytes(data)


def named_in(folder: Path) -> set[str]:
    """Return the names that stand in any file of a folder, or in a file's name, however they are encoded."""
    held = [str(path.relative_to(folder)).encode() + b"\n" + path.read_bytes() for path in files_in(folder)]
    return {
        name
        for name in NAMES
        for data in held
        if any(name.encode(e) in data or name.encode(e).upper() in data for e in ENCODINGS)
    }


def run_script(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run the script that lies in the folder, with a bare Python and nothing in the environment."""
    python = shutil.which("python3", path="/usr/bin:/bin") or sys.executable
    call = [python, "-I", str(folder / "verify_evidence.py"), *words]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        call, cwd="/", env=environment, capture_output=True, text=True, encoding="utf-8", timeout=60
    )


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_exported_evidence_verifies_with_the_script_beside_it(office: Office, whole: Path) -> None:
    done = run_script(whole, "--bureau", office.house.folder.logbook.root)

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.rstrip().endswith("ALL HOLDS 全部成立")
    taken = next(line for line in done.stdout.splitlines() if " PhotoTaken " in line)
    assert taken.count("GMT") == 2  # not before one stamp, not after another


def test_the_evidence_of_another_bureau_is_not_taken_for_this_one(whole: Path) -> None:
    assert run_script(whole, "--bureau", "00" * 16).returncode == 1


def test_exported_evidence_verifies_with_sha256sum_and_openssl(whole: Path, tmp_path: Path) -> None:
    sums = subprocess.run(
        ["sha256sum", "-c", "--strict", "--quiet", "SHA256SUMS"], cwd=whole, capture_output=True, check=False
    )
    header = next(path for path in files_in(whole / "entries") if path.suffix == ".header")
    (tmp_path / "m").write_bytes(b"ipfair-event-v1\0" + header.read_bytes())
    log = header.read_text("utf-8").split('"log":"')[1][:32]
    key, signature = whole / "keys" / f"{log}.pem", header.with_suffix(".signature")
    words = ["-pubin", "-inkey", key, "-rawin", "-in", tmp_path / "m", "-sigfile", signature]
    signed = subprocess.run(["openssl", "pkeyutl", "-verify", *map(str, words)], capture_output=True)

    assert (sums.returncode, sums.stdout) == (0, b"")
    assert signed.returncode == 0
    assert load_pem_public_key(key.read_bytes()).public_bytes(Encoding.Raw, PublicFormat.Raw)


def test_every_changed_byte_is_noticed(whole: Path) -> None:
    files = files_in(whole)
    for count in range(FLIPS):
        path = files[count * len(files) // FLIPS % len(files)]
        data = path.read_bytes()
        with changed(path, (count * 7919 + 60) % len(data), count % 8):
            assert run_script(whole).returncode != 0, path

    assert run_script(whole).returncode == 0


@pytest.mark.parametrize("folder", ["entries", "proofs", "stamps", "originals", "keys", "links"])
def test_what_somebody_lists_anew_after_a_change_is_noticed(unlisted: Path, folder: str) -> None:
    """The list of digests is signed; without that, entries, proofs and stamps still speak for themselves."""
    told_by_others = ("authority.pem", "bureau.txt")  # as the guide says
    path = next(path for path in files_in(unlisted / folder) if path.name not in told_by_others)
    with changed(path, 60, 0):
        assert "ALL HOLDS" not in run_script(unlisted).stdout, path


@pytest.mark.parametrize("chosen", [False, True])
def test_masked_evidence_verifies_and_names_nobody(office: Office, tmp_path: Path, chosen: bool) -> None:
    """No byte of any file names anyone, and no file is of a kind that packs its text."""
    photos = (office.photo,) if chosen else ()
    masked = office.export(tmp_path / "masked", *photos, masked=True)
    done = run_script(masked)

    assert done.returncode == 0, done.stdout
    assert named_in(masked) == set()
    assert [path.stem for path in (masked / "originals").glob("*")] == list(photos)
    assert not [path for path in files_in(masked) if path.read_bytes().startswith((b"%PDF", b"PK"))]
    assert "保管报告" in (masked / "GUIDE.txt").read_text("utf-8")


def test_evidence_that_is_not_masked_names_who_is_in_it(whole: Path) -> None:
    assert {SECRET, COURT, "甲玩具", "毛绒玩具"} <= named_in(whole)
    assert (whole / "report.pdf").read_bytes().startswith(b"%PDF")


def test_evidence_of_one_photo_holds_what_concerns_it(office: Office, tmp_path: Path) -> None:
    folder = office.export(tmp_path / "photo", office.photo)

    assert run_script(folder).returncode == 0
    assert [path.stem for path in files_in(folder / "originals")] == [office.photo]
    assert SECRET.encode() not in b"".join(path.read_bytes() for path in files_in(folder / "entries"))


def test_a_stopped_export_leaves_nothing_behind_but_its_record(office: Office, tmp_path: Path) -> None:
    event = Exported("case", office.number, COURT, "移送", "行政处罚法第五十七条")
    told: list[tuple[int, int]] = []

    def stop_at_nine(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 9

    begun = record_export(office.kit, office.number, tmp_path / "a", event)
    stopped = write_export(office.kit, office.number, tmp_path / "a", event, begun, stop_at_nine)
    gone = not (tmp_path / "a").exists()
    again = record_export(office.kit, office.number, tmp_path / "a", event)
    whole = write_export(office.kit, office.number, tmp_path / "a", event, again, go_on)

    assert (stopped.files, gone) == (0, True)
    assert [done for done, _ in told] == list(range(10))
    assert whole.sums == digest((tmp_path / "a" / "SHA256SUMS").read_bytes())
    assert office.kit.casebook.case(office.number).timeline[-1].kind == "ExportEnded"


def test_an_export_that_the_disk_refuses_leaves_no_half_of_it(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "a"

    def stand_in_the_way(done: int, total: int) -> bool:
        (folder / "originals").write_text("no folder")
        return True

    event = Exported("case", office.number, COURT, "移送", "行政处罚法第五十七条")
    begun = record_export(office.kit, office.number, folder, event)
    with pytest.raises(StorageFault, match="重新导出"):
        write_export(office.kit, office.number, folder, event, begun, stand_in_the_way)

    assert [path.name for path in folder.iterdir()] == ["originals"]


def test_an_export_is_on_record_before_it_is_written(office: Office, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    before = len(office.kit.casebook.case(office.number).timeline)
    event = Exported("case", office.number, "法院", "移送", "")

    with pytest.raises(BadInput, match="依据"):
        record_export(office.kit, office.number, tmp_path / "a", event)
    with pytest.raises(StorageFault, match="空文件夹"):
        office.export(tmp_path)
    with pytest.raises(NotFound):
        office.export(tmp_path / "b", "ab" * 32)
    assert len(office.kit.casebook.case(office.number).timeline) == before

    office.export(tmp_path / "c")
    kinds = [moment.kind for moment in office.kit.casebook.case(office.number).timeline]
    assert kinds[before:] == ["Exported", "ExportEnded"]


def test_the_report_says_who_had_what_and_when(office: Office) -> None:
    pdf = pypdfium2.PdfDocument(custody_report(office.kit, office.number))
    text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    told = "".join(text.split())

    assert office.photo in told
    for words in ("拍照取证", "查看", "人员i1", "1号机", "不早于", "不晚于", "Custody"):
        assert words in told, words


def test_a_window_is_shown_for_every_entry_of_the_case(office: Office) -> None:
    windows = CaseProofs(office.house.folder).proved(office.number).windows

    taken = next(m for m in office.kit.casebook.case(office.number).timeline if m.kind == "PhotoTaken")
    window = windows[taken.source.entry]
    assert window.after is not None
    assert window.before is not None
    assert not window.impossible
