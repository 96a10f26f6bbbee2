"""Keys -> scans: which of them a scanner typed, told by their rhythm, a prefix and a suffix. No Qt in here.

A scanner sends a key every 4 to 16 ms, a person one in 80 or more. Every key that may belong to a scan is
held back until that is decided, so that a scan leaves nothing behind in the field that has the focus; what
a person typed is given back at once and in order. Times are those of the keys, not of their arrival: a busy
window hands over in a bunch what was typed slowly.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

GAP_MS = 35  # longest time between two keys of a scan
PREFIXED_GAP_MS = 250  # the same where a prefix tells a scan from typing
SILENCE_MS = 100  # ends a scan without a suffix
SHORTEST = 4  # keys; fewer are a person's, whatever their rhythm
LONGEST = 8192  # characters; the largest QR code holds 7,089 digits
KEPT_CONTROLS = "\x1c\x1d\x1e\x1f\x04"  # separators of GS1 and ISO/IEC 15434
SUFFIXES = ("any", "enter", "tab", "none")


class Key(Enum):
    TEXT = "text"  # a character
    ENTER = "enter"
    TAB = "tab"
    PREFIX = "prefix"  # the function key that this office's scanners send first
    NEUTRAL = "neutral"  # Shift, Control, Alt: they come between the keys of a scan
    OTHER = "other"  # whatever a scanner never sends


@dataclass(frozen=True, slots=True)
class Stroke:
    """One key as it went down."""

    key: Key
    at_ms: int
    text: str = ""
    again: Callable[[], object] | None = None  # gives the key to whoever has the focus
    repeated: bool = False  # a key held down


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do now."""

    held: bool = False  # keep this key from the window
    scan: str | None = None
    too_long: bool = False
    replay: tuple[Stroke, ...] = ()  # before this key goes on


@dataclass(slots=True)
class Burst:
    """The keys that are being held back."""

    strokes: list[Stroke] = field(default_factory=list)
    text: str = ""
    last_ms: int = 0
    prefixed: bool = False
    overflowed: bool = False


class Wedge:
    """Takes keys one by one; `suffix` is one of `SUFFIXES`. After a prefix even a slow scanner is heard."""

    def __init__(self, suffix: str = "any") -> None:
        self.suffix = suffix
        self._burst = Burst()

    @property
    def waiting(self) -> bool:
        """Tell whether keys are held back; then `silence` has to be asked before long."""
        return bool(self._burst.strokes)

    @property
    def prefixed(self) -> bool:
        """Tell whether a scan is under way that began with the prefix."""
        return self._burst.prefixed

    def feed(self, stroke: Stroke) -> Verdict:
        """Take a key that went down."""
        burst = self._burst
        if stroke.key is Key.PREFIX:
            before = self._give_up()
            self._burst = Burst([stroke], "", stroke.at_ms, prefixed=True)
            return Verdict(held=True, replay=before)
        gap = stroke.at_ms - burst.last_ms
        in_time = bool(burst.strokes) and 0 <= gap <= (PREFIXED_GAP_MS if burst.prefixed else GAP_MS)
        if stroke.key is Key.NEUTRAL:
            if in_time:
                burst.last_ms = stroke.at_ms
            return Verdict()
        if stroke.key in (Key.ENTER, Key.TAB) and burst.strokes and 0 <= gap <= PREFIXED_GAP_MS:
            return self._end(stroke)
        if stroke.key is not Key.TEXT or stroke.repeated:
            return Verdict(replay=self._give_up())
        if in_time:
            return self._add(stroke)
        done = self._decide()
        self._burst = Burst([stroke], stroke.text, stroke.at_ms)
        return Verdict(True, done.scan, done.too_long, done.replay)

    def take_over(self, text: str, at_ms: int, again: Callable[[], None]) -> None:
        """Begin with characters that an input method had swallowed already; `again` types them."""
        self._burst = Burst([Stroke(Key.TEXT, at_ms, text, again)], text, at_ms)

    def silence(self, quiet_ms: int) -> Verdict:
        """Say what the keys were that have been held back, after a time without a key."""
        burst = self._burst
        if not burst.strokes or quiet_ms <= self.patience_ms:
            return Verdict()
        ended = burst.prefixed or self.suffix in ("any", "none")
        return self._decide() if ended else Verdict(replay=self._give_up())

    @property
    def patience_ms(self) -> int:
        """Return how long to wait for another key before the matter is decided."""
        burst = self._burst
        if burst.prefixed:
            return PREFIXED_GAP_MS
        return SILENCE_MS if len(burst.text) >= SHORTEST else GAP_MS

    def _add(self, stroke: Stroke) -> Verdict:
        burst = self._burst
        burst.last_ms = stroke.at_ms
        if len(burst.text) >= LONGEST:
            burst.overflowed = True
            return Verdict(held=True)
        burst.strokes.append(stroke)
        burst.text += stroke.text
        return Verdict(held=True)

    def _end(self, stroke: Stroke) -> Verdict:
        """A suffix came: it ends a scan, or shows that a person typed."""
        wanted = self.suffix in ("any", stroke.key.value)
        if not wanted and self.suffix != "none":
            return Verdict(replay=self._give_up())
        done = self._decide()
        taken = done.scan is not None or done.too_long
        return Verdict(taken, done.scan, done.too_long, done.replay)

    def _decide(self) -> Verdict:
        """End the burst: a scan if it is long enough, else what a person typed."""
        burst, self._burst = self._burst, Burst()
        if burst.overflowed:
            return Verdict(too_long=True)
        if burst.prefixed:
            return Verdict(scan=burst.text or None)
        if len(burst.text) >= SHORTEST:
            return Verdict(scan=burst.text)
        return Verdict(replay=tuple(burst.strokes))

    def _give_up(self) -> tuple[Stroke, ...]:
        """Return the keys held back, which a person typed after all; a prefix alone goes nowhere."""
        burst, self._burst = self._burst, Burst()
        return () if burst.prefixed or burst.overflowed else tuple(burst.strokes)


def composed(digits: str) -> str:
    """Return the ASCII character that Alt and digits on the number pad stand for, "" where there is none."""
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 4 else -1
    if number == 13:
        return "\r"
    return chr(number) if 32 <= number < 127 or (0 <= number < 32 and chr(number) in KEPT_CONTROLS) else ""
