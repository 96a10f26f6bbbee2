"""The same day from the command line, and what is refused there."""

from pathlib import Path

import pytest

from app.__main__ import main
from app.events import DutyEnded, DutyStarted
from offline_db.driver import connect
from tests.builders import a_bureau, a_device
from tests.practice import a_practice_fair


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_practice_fair(tmp_path_factory).parent


class Shell:
    """Runs commands on one device and keeps what they print."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capture = folder, capture

    def __call__(self, *words: str, status: int = 0) -> str:
        assert main(["--data", str(self.folder), *words]) == status
        captured = self.capture.readouterr()
        return captured.out + captured.err


@pytest.fixture
def shell(home: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(home / "inspector-1", capsys)


def test_a_whole_inspection_can_be_scripted(shell: Shell, home: Path, tmp_path: Path) -> None:
    label = next((home / "labels").glob("*.jpg"))
    assert "i5" in shell("officers")
    assert "on duty: i1 i2" in shell("duty", "i1", "i2")
    assert len(shell("stands").splitlines()) == 120
    number = shell("open", "1A01").split()[1]
    exhibit = shell("exhibit", number, "玩具", "--nice", "28").split()[1]
    assert "code: EAN-13" in shell("scan", number, exhibit, str(label))
    text = label.with_suffix(".txt").read_text("utf-8")
    assert "仅为线索提示" in shell("label", number, exhibit, text)
    assert "sm3" in shell("photo", number, str(label), "--purpose", "wide")
    assert f"case: {number}" in shell("fact", number, "licence", "no", "--about", exhibit)
    pdf = tmp_path / "record.pdf"
    assert "document:" in shell("issue", number, "record_of_inspection", "--out", str(pdf))
    assert pdf.read_bytes().startswith(b"%PDF")
    assert "stage: submitted" in shell("submit", number)
    stick = tmp_path / "stick.huhang"
    assert "written and read back" in shell("write-bundle", str(stick))

    boss = Shell(home / "supervisor", shell.capture)
    assert "complete: True" in boss("read-bundle", str(stick))
    boss("duty", "s1", "--role", "supervisor")
    assert "stage: returned" in boss("review", number, "return", "--comment", "补充", "--point", "补照片")
    back = tmp_path / "back.huhang"
    boss("write-bundle", str(back))
    shell("read-bundle", str(back))
    assert "stage: returned" in shell("case", number)
    assert "共设" in shell("score")
    assert "全部完整" in shell("verify", str(home / "inspector-1"))
    log = tmp_path / "log.huhanglog"
    shell("export-log", str(log))
    assert "全部完整" in shell("verify", str(log))


def test_rights_are_looked_up_and_imported(shell: Shell, tmp_path: Path) -> None:
    assert "extract:" in shell("look-up", "云")
    source = tmp_path / "new.csv"
    source.write_text(
        "office,kind,name,registration_number,status\nCN,trademark,新标,7,in_force\nCN,x,,,\n", "utf-8"
    )

    told = shell("import-register", str(source), "--name", "新摘录", "--as-of", "2026-11-01")

    assert "rights: 1  rejected: 1" in told
    assert "新标" in shell("look-up", "第7号")


@pytest.mark.parametrize(
    "words",
    [
        ("open", "9Z99"),
        ("case", "none"),
        ("photo", "none", "/nowhere.jpg"),
        ("read-bundle", "/nowhere.huhang"),
        ("import-register", "/nowhere.csv", "--name", "x", "--as-of", "2026-01-01"),
        ("check-code", "HUHANG:1:AAAA"),
        ("verify", "/nowhere"),
        ("join", "0" * 32),
        ("duty", "i1"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(shell: Shell, words: tuple[str, ...]) -> None:
    told = shell(*words, status=1)

    assert "Traceback" not in told
    assert len(told.strip().splitlines()) == 1
    assert told.strip().endswith(("。", "."))


@pytest.mark.parametrize(
    ("sql", "word"),
    [
        ("UPDATE entries SET payload = replace(payload, 'i3', 'i1') WHERE kind = 'DutyStarted'", "摘要不符"),
        ("UPDATE entries SET header = replace(header, 'i3', 'i1') WHERE kind = 'DutyEnded'", "签名不符"),
        ("UPDATE entries SET header = x'00' WHERE kind = 'DutyStarted'", "无法读取"),
        ("DELETE FROM entries WHERE kind = 'DutyStarted'", "缺失或次序"),
    ],
)
def test_an_altered_log_fails_loudly_and_names_the_first_bad_entry(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], sql: str, word: str
) -> None:
    bureau = a_bureau(tmp_path / "bureau")
    device = a_device(bureau, tmp_path / "device", 1)
    device.record(DutyStarted(("i3", "i2"), "inspector"))
    device.record(DutyEnded())
    device.close()
    shell = Shell(tmp_path, capsys)
    assert "全部完整" in shell("verify", str(tmp_path / "device"))
    connection = connect(tmp_path / "device" / "log.db", device.keys.derive("log"))
    for trigger in ("entries_keep", "entries_stay"):
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute(sql)
    connection.close()

    told = shell("verify", str(tmp_path / "device"), status=1)

    assert "第一处问题" in told
    assert word in told


def test_a_new_installation_asks_the_bureau_and_joins_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    device = Shell(tmp_path / "device", capsys)
    assert "须有口令" in device("new", "三号机", status=1)
    assert not (tmp_path / "device").exists()
    monkeypatch.setenv("HUHANG_PASSPHRASE", "展馆里的安全口令")
    root = Shell(tmp_path / "bureau", capsys)("new", "新局", "--bureau").split()[1]

    device("new", "三号机")
    device("request", str(tmp_path / "three.request"))

    assert (tmp_path / "three.request").stat().st_size > 100
    assert "joined" in device("join", root)
    assert device("new", "又一次", status=1).strip().endswith("。")


def test_a_passphrase_is_changed_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    device = Shell(tmp_path / "device", capsys)
    old, new = ("--passphrase", "展馆里的安全口令"), ("--passphrase", "另一个足够长的口令")
    device(*old, "new", "三号机")

    assert "猜出" in device(*old, "set-passphrase", "--new", "短", status=1)
    assert "changed" in device(*old, "set-passphrase", "--new", new[1])

    device(*new, "officers")
    assert "口令不正确" in device(*old, "officers", status=1)
    assert "须有口令" in device("officers", status=1)
