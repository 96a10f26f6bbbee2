"""Hand scanners on a serial port that comes and goes; the port is a pseudo-terminal."""

import os
from pathlib import Path

import pytest

from tests.ui.conftest import until
from ui.application import Program
from ui.serial_scanner import Assembler, SerialScanner

pty = pytest.importorskip("pty")  # not on Windows
tty = pytest.importorskip("tty")


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (b"6901028075763\r\n", ["6901028075763"]),
        (b"\x02ABC\x03\x02DEF\x03", ["ABC", "DEF"]),
        ("云朵猫\r".encode("gb18030"), ["云朵猫"]),
        ("云朵猫\r".encode(), ["云朵猫"]),
        (b"]d2010690102807576310AB\x1d21X\r", ["]d2010690102807576310AB\x1d21X"]),
        (b"\xff\xfe\x00\x01\x80\r", [None]),
        (b"x" * 20000 + b"\rABC\r", [None, "ABC"]),
    ],
)
def test_bytes_of_a_serial_scanner_become_scans(sent: bytes, expected: list[str | None]) -> None:
    assert Assembler().feed(sent) == expected


def test_a_serial_scanner_is_read_unplugged_and_found_again(program: Program, tmp_path: Path) -> None:
    scans: list[str] = []
    states: list[bool] = []
    refusals: list[str] = []
    first, second = pty.openpty(), pty.openpty()
    for _, slave in (first, second):
        tty.setraw(slave)
    link = str(tmp_path / "scanner")
    os.symlink(os.ttyname(first[1]), link)
    scanner = SerialScanner()
    scanner.scanned.connect(scans.append)
    scanner.connected.connect(states.append)
    scanner.refused.connect(refusals.append)

    scanner.listen_to(link, 9600)
    until(lambda: states == [True])
    os.write(first[0], b"6901028075763\r\n")
    until(lambda: scans == ["6901028075763"])
    os.write(first[0], b"without end mark")
    until(lambda: len(scans) == 2)
    os.write(first[0], b"\xff\x00\x01\x02" * 4000)
    until(lambda: len(refusals) == 1)
    os.unlink(link)
    os.close(first[1])
    os.close(first[0])
    until(lambda: states == [True, False])
    os.symlink(os.ttyname(second[1]), link)
    until(lambda: states == [True, False, True])
    os.write(second[0], b"BACK\r")
    until(lambda: scans[-1] == "BACK")
    scanner.listen_to("", 0)
    os.close(second[0])
    os.close(second[1])

    assert scans == ["6901028075763", "without end mark", "BACK"]
    assert "没有接上" in refusals[-1]
