"""A hub pulls from another over the web, over TLS on loopback, by a key that may see all, and by no other."""

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.events import CommentMade
from sync.client import HubClient
from sync.hub.certificates import issue_certificate, make_authority
from sync.hub.limits import Limits, Quotas
from sync.hub.metrics import Tally
from sync.hub.pulling import sees_all
from sync.hub.server import HubServer
from sync.hub.web import HubWeb
from tests.builders import a_key
from tests.sync.hub.test_pulling import FIRST, Two, fine, held, two_hubs

PASSWORD = "pass"


@pytest.fixture
def two(tmp_path: Path) -> Two:
    return two_hubs(tmp_path)


@dataclass
class Served:
    """A hub on its web, over TLS on loopback."""

    url: str
    ca: str

    def client(self, seed: int) -> HubClient:
        return HubClient(self.url, self.ca, a_key(seed))


@pytest.fixture
def served(two: Two) -> Iterator[Served]:
    place = two.folder / "tls"
    ca = make_authority(place, "hub.test", PASSWORD.encode())
    issue_certificate(place, ["127.0.0.1"], PASSWORD.encode())
    limits, tally = Limits(Quotas(), time.monotonic, lambda: 50.0), Tally(lambda line: None, time.time)
    web = HubWeb(two.b.book, two.b.database, limits, tally)
    server = HubServer(web, place, PASSWORD, "127.0.0.1", 0)
    server.start()
    yield Served(f"https://127.0.0.1:{server.port}", ca)
    server.stop()


def test_a_hub_pulls_over_the_web_by_its_own_key(two: Two, served: Served) -> None:
    with closing(served.client(FIRST)) as client:
        report = two.pull_a(client)

    assert fine(report)
    assert held(two.b.book) <= held(two.a.book)


@pytest.mark.parametrize("seed", [1, 77])
def test_only_a_key_that_may_see_all_pulls(two: Two, served: Served, seed: int) -> None:
    """A laptop's key is given its own cases only, and a stranger's nothing: neither is a hub's."""
    assert [sees_all(two.a.book, a_key(one).key) for one in (seed, FIRST)] == [False, True]
    two.two.record(CommentMade("别的案件"), case="F-2-0001")
    two.sync_two()
    with closing(served.client(seed)) as client:
        report = two.pull_a(client)
    assert held(two.b.book) - held(two.a.book)
    assert bool(report.broke_off) is (seed == 77)
