"""What a hub tells its keeper: counts and times in the text format of Prometheus, and a JSON line a request.

An own seventy lines instead of a client library: three counters, a histogram and some gauges are all there
is, and a library's global registry would be the larger idea. Neither the counts nor the lines hold personal
data: no address, no officer, no case, no digest; a device is named by eight characters of its key.
"""

import json
import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

BOUNDS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
PREFIX = "huhang_hub"


@dataclass(frozen=True, slots=True)
class Visit:
    """One request, as it is counted and written down."""

    verb: str  # method and the path's pattern
    status: int
    seconds: float
    received: int  # bytes of the body
    sent: int
    device: str  # "" where nobody known asked


class Tally:
    """Counts the requests of one process; `write` takes each as a line of JSON."""

    def __init__(self, write: Callable[[str], None], now: Callable[[], float]) -> None:
        self._write = write
        self._now = now
        self._lock = threading.Lock()
        self._statuses: Counter[tuple[str, int]] = Counter()
        self._buckets = [0] * (len(BOUNDS_S) + 1)
        self._seconds = 0.0
        self._bytes: Counter[str] = Counter()
        self._last_checkpoint = 0.0

    def count(self, visit: Visit) -> None:
        """Take note of a request that was answered."""
        with self._lock:
            self._statuses[visit.verb, visit.status] += 1
            self._buckets[bisect_left(BOUNDS_S, visit.seconds)] += 1
            self._seconds += visit.seconds
            self._bytes["in"] += visit.received
            self._bytes["out"] += visit.sent
            if visit.verb.endswith("/checkpoint") and visit.status == 200:
                self._last_checkpoint = self._now()
        line = {
            "t": round(self._now(), 3),
            "verb": visit.verb,
            "status": visit.status,
            "ms": round(visit.seconds * 1000, 1),
            "in": visit.received,
            "out": visit.sent,
            "device": visit.device,
        }
        self._write(json.dumps(line, separators=(",", ":")))

    def text(self, gauges: Mapping[str, float]) -> str:
        """Return everything counted, and gauges by name, in Prometheus's text format (0.0.4)."""
        with self._lock:
            lines = [f"# TYPE {PREFIX}_requests_total counter"]
            for (verb, status), count in sorted(self._statuses.items()):
                lines.append(f'{PREFIX}_requests_total{{verb="{verb}",status="{status}"}} {count}')
            lines.append(f"# TYPE {PREFIX}_body_bytes_total counter")
            for way, size in sorted(self._bytes.items()):
                lines.append(f'{PREFIX}_body_bytes_total{{direction="{way}"}} {size}')
            lines.append(f"# TYPE {PREFIX}_request_seconds histogram")
            so_far = 0
            for bound, count in zip((*BOUNDS_S, "+Inf"), self._buckets, strict=True):
                so_far += count
                lines.append(f'{PREFIX}_request_seconds_bucket{{le="{bound}"}} {so_far}')
            lines += [
                f"{PREFIX}_request_seconds_sum {self._seconds:.6f}",
                f"{PREFIX}_request_seconds_count {so_far}",
            ]
            shown = {**gauges, "last_checkpoint_timestamp_seconds": self._last_checkpoint}
        for name, value in sorted(shown.items()):
            lines += [f"# TYPE {PREFIX}_{name} gauge", f"{PREFIX}_{name} {value!r}"]
        return "\n".join(lines) + "\n"
