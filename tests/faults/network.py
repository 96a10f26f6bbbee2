"""Bad networks: a laptop brings a photo to a hub over TLS through a line that stalls, crawls or resets; and
captive portals, whose welcome is never taken for a hub's word."""

import functools
import math
import random
import shutil
import ssl
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.events import CommentMade, PhotoTaken
from app.log import digest
from app.sharing import go_on
from offline_db.receipts import Proved
from sync.client import STILL_S as STILL_THERE
from sync.client import HubClient
from sync.hub.book import HubBook
from sync.hub.certificates import SERVER, SERVER_KEY, issue_certificate, make_authority
from sync.hub.server import HubServer
from sync.hub.web import STILL_S as STILL_HERE
from sync.lanes import AT_ONCE
from sync.peer import Upload
from sync.uplink import Uplink
from tests.faults.line import BadLine, Portal, Weather
from tests.faults.report import Tally, told
from tests.sync.hub.making import AHub, ALaptop, a_bureau_log
from tests.sync.hub.office import a_web

PASSWORD = "pass"
FULL_KB = 8000  # a photo's size at which delays are as long as in halls
SYNCS = 12  # at most, until everything is safe
MOST_AGAIN = 0.05  # of a photo's bytes may be sent twice
IN_FLIGHT = 16 * 1024  # bytes more of a photo that is smaller than in halls: one record of TLS
TALK = 25_000  # bytes of a sync that are no photo: a handshake, entries, questions
HELLO = 2_000  # bytes of a connection more: a handshake, the question what the hub holds, heads of requests
SLOW_SHARE = 0.002  # of the photo's size goes over lines that are slow
ROUND_TRIPS = 9  # at most, until a record's receipt is here: a handshake of TLS, and eight questions
RECORD = 2_000  # bytes of a record
LATE_S = 10.0  # for a machine that does other things


@dataclass(frozen=True)
class Trip:
    """A photo's way to the hub."""

    weather: Callable[[float], Weather]  # by the share of the full size
    share: float = 1.0  # of the photo's size that goes
    still_s: float = STILL_THERE  # how long nothing may move


LINES: Mapping[str, Trip] = {
    "30 % late, reset every 100 KB": Trip(lambda share: Weather(loss=0.3, reset_after=100_000)),
    "reset every 100 KB": Trip(lambda share: Weather(reset_after=100_000)),
    "stalls twice": Trip(lambda share: Weather(stall_after=int(3_500_000 * share)), still_s=2.0),
    "2 s there and back (at full size)": Trip(lambda share: Weather(delay_s=min(1.0, share)), SLOW_SHARE),
    "50 kbit/s": Trip(lambda share: Weather(rate=50_000 / 8), SLOW_SHARE),
    "50 kbit/s, 2 s there and back (at full size)": Trip(
        lambda share: Weather(delay_s=min(1.0, share), rate=50_000 / 8), SLOW_SHARE
    ),
}


class CountingBook(HubBook):
    """Counts the bytes of photos that arrive, and those that the hub had already."""

    arrived = again = 0
    first_part = math.inf  # when it came; monotonic

    def put_part(self, sha256: str, offset: int, total: int, data: bytes) -> Upload:
        """Take a part, and note how much of it is old."""
        self.first_part = min(self.first_part, time.monotonic())
        state = self.upload(sha256)
        self.arrived += len(data)
        self.again += min(len(data), max(0, (total if state.whole else state.offset) - offset))
        return super().put_part(sha256, offset, total, data)


class TimingLaptop(ALaptop):
    """Notes when the first receipts came of what it recorded."""

    proved = math.inf  # monotonic

    def keep_receipts(self, origin: str, note: str, found: Mapping[str, Proved]) -> None:
        """Keep receipts, and note when."""
        super().keep_receipts(origin, note, found)
        if found:
            self.proved = min(self.proved, time.monotonic())


@dataclass
class Site:
    """A hub behind TLS, and a laptop with a photo for it."""

    hub: AHub
    laptop: TimingLaptop
    ca: str
    tls: Path
    photo: str
    entry: str

    def sync(self, port: int, still_s: float = STILL_THERE) -> bool:
        """Sync by way of a port; tell whether everything is safe."""
        client = HubClient(f"https://127.0.0.1:{port}", self.ca, self.laptop.key, still_s=still_s)
        safe = Uplink(self.laptop, client, self.hub.key.key, go_on, at_once=AT_ONCE).run().safe
        client.close()
        return safe

    def holds(self) -> bool:
        """Tell whether the hub holds the photo and its entry."""
        return self.hub.holds(f"blob:{self.photo}") and self.hub.holds(f"entry:{self.entry}")

    def server(self, still_s: float = STILL_THERE) -> HubServer:
        """Start the hub's server, which waits a little less for a device than a device for it."""
        server = HubServer(
            a_web(self.hub, still_s=still_s * STILL_HERE / STILL_THERE), self.tls, PASSWORD, "127.0.0.1", 0
        )
        server.start()
        return server


def run_network(size: int, workers: int, seed: int) -> Tally:
    """Bring a photo of `size` KB over every line, over the slow ones a small one; then to every portal."""
    draw = random.Random(seed)
    works: list[Callable[[], Tally]] = []
    for name, trip in LINES.items():
        data = draw.randbytes(max(8_000, int(size * 1000 * trip.share)))
        line = functools.partial(BadLine, weather=trip.weather(size / FULL_KB))
        bring = functools.partial(_bring, name, line, trip.still_s, len(data))
        works.append(functools.partial(_at_site, data, bring))
    for name in ("plain", "foreign", "own"):
        works.append(functools.partial(_at_site, draw.randbytes(20_000), functools.partial(_knock, name)))
    return told(works)  # at once: they mostly wait


def _at_site(data: bytes, work: Callable[[Site], Tally]) -> Tally:
    home = Path(tempfile.mkdtemp(prefix="huhang-net-"))
    try:
        bureau = a_bureau_log([1])
        hub, laptop = AHub(home / "objects", bureau, CountingBook), TimingLaptop(1, bureau)
        if not laptop.sync(hub.book, hub.key.key).safe:
            raise AssertionError("the bureau's log does not go in by hand")
        ca = make_authority(home / "tls", "hub.test", PASSWORD.encode())
        issue_certificate(home / "tls", ["127.0.0.1"], PASSWORD.encode())
        entry = laptop.record(PhotoTaken(digest(data), "wide"), data)
        laptop.record(CommentMade(random.Random(1).randbytes(RECORD // 2).hex()))
        laptop.proved = math.inf
        return work(Site(hub, laptop, ca, home / "tls", digest(data), entry))
    finally:
        shutil.rmtree(home)


def _bring(name: str, make: Callable[[int], BadLine], still_s: float, size: int, site: Site) -> Tally:
    server = site.server(still_s)
    line = make(server.port)
    began, syncs, safe = time.monotonic(), 0, False
    weather = line.weather
    while not safe and syncs < SYNCS:
        safe = site.sync(line.port, still_s)
        syncs += 1
    took = time.monotonic() - began
    line.close()
    server.stop()
    book = site.hub.book
    assert isinstance(book, CountingBook)
    lost = max(0, line.up - size - TALK * syncs - HELLO * line.breaks)
    facts = (
        f"{name}: {size:,} B in {took:.1f} s, {syncs} syncs, {line.breaks} breaks; {book.again / size:.1%}"
        f" came to the hub twice, {lost / size:.1%} went up the line twice; {line.up - size:,} B more in all;"
        f" receipts of the records after {site.laptop.proved - began:.1f} s"
    )
    tally = Tally()
    tally.counts[facts] = 1
    if not safe or not site.holds():
        tally.wrong.append(f"not safe after all: {facts}")
    slow = ROUND_TRIPS * 2 * weather.delay_s + (TALK + 4 * RECORD) / (weather.rate or math.inf)
    if site.laptop.proved > min(book.first_part, began + slow + LATE_S):
        tally.wrong.append(f"the records were not safe before the photos and in time: {facts}")
    if max(book.again, lost) > MOST_AGAIN * size + (IN_FLIGHT if size < FULL_KB * 1000 else 0):
        tally.wrong.append(f"sent twice: {facts}")
    return tally


def _knock(name: str, site: Site) -> Tally:
    """Sync with a portal: without TLS, with a certificate of its own, or even with the hub's."""
    foreign = site.tls.with_name("foreign")
    make_authority(foreign, "portal.test", PASSWORD.encode())
    issue_certificate(foreign, ["127.0.0.1"], PASSWORD.encode())
    context = None
    if name != "plain":
        folder = foreign if name == "foreign" else site.tls
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / SERVER, folder / SERVER_KEY, PASSWORD)
    portal = Portal(context)
    safe = site.sync(portal.port)
    portal.close()
    tally = Tally()
    tally.counts[f"portal ({name}): asked {portal.asked} times"] = 1
    if safe or site.entry in {leaf.rpartition(":")[2] for leaf in site.laptop.logbook.receipts.safe()}:
        tally.wrong.append(f"the page of a portal ({name}) made something safe")
    if (portal.asked > 0) == (name == "foreign"):
        tally.wrong.append(f"a portal ({name}) was asked {portal.asked} times")
    server = site.server()
    if not site.sync(server.port) or not site.holds():
        tally.wrong.append(f"after a portal ({name}) the true hub does not get everything")
    server.stop()
    return tally
