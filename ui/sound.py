"""Short tones for what became of a scan: one high, two middle, one low. A flash goes with each.

The tones are made here and played by what the system has: Windows by its own call, macOS and Linux by the
player of the sound server; where there is none, by Qt's beep.
"""

import shutil
import struct
import sys
import tempfile
import wave
import weakref
from collections.abc import Callable
from math import pi, sin
from pathlib import Path

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QApplication

if sys.platform == "win32":
    import winsound

RATE = 22_050  # samples a second
LOUDNESS = 0.6
PLAYERS = ("pw-play", "paplay", "aplay", "afplay")
TONES: dict[str, tuple[tuple[float, float], ...]] = {  # (Hz, seconds); 0 Hz is silence
    "ok": ((1760, 0.09),),
    "doubt": ((880, 0.09), (0, 0.06), (880, 0.09)),
    "bad": ((247, 0.35),),
}


class Sounds:
    """The tones as files, made once; `play` returns at once."""

    def __init__(self, player: Callable[[Path], None] | None = None) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="huhang-tones-"))
        weakref.finalize(self, shutil.rmtree, self._folder, True)
        self._player = player or system_player()
        self.muted = False
        for kind, tones in TONES.items():
            write_tone(self._file(kind), tones)

    def play(self, kind: str) -> None:
        """Play "ok", "doubt" or "bad"."""
        if not self.muted:
            self._player(self._file(kind))

    def _file(self, kind: str) -> Path:
        return self._folder / f"{kind}.wav"


def write_tone(path: Path, tones: tuple[tuple[float, float], ...]) -> None:
    """Write tones as a WAV file, 16 bit mono, each fading in and out so that it does not crack."""
    samples: list[int] = []
    for hertz, seconds in tones:
        count = int(RATE * seconds)
        for n in range(count):
            edge = min(1.0, n / 100, (count - n) / 100)
            samples.append(int(32767 * LOUDNESS * edge * sin(2 * pi * hertz * n / RATE)))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))


def system_player() -> Callable[[Path], None]:
    """Return how this system plays a file without waiting for its end."""
    if sys.platform == "win32":
        flags = winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT
        return lambda path: winsound.PlaySound(str(path), flags)
    found = next(filter(None, map(shutil.which, PLAYERS)), None)
    if found is None:
        return lambda path: QApplication.beep()
    return lambda path: _start(found, path)


def _start(player: str, path: Path) -> None:
    if not QProcess.startDetached(player, [str(path)])[0]:
        QApplication.beep()
