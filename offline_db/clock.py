"""The clocks of this machine, read as testimony."""

import time

from app.log import Clock


def read_clock() -> Clock:
    """Read both clocks of this machine."""
    return Clock(time.time_ns() // 1_000_000, time.monotonic_ns())
