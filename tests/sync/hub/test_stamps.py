"""A hub has its own log stamped: by a real authority, once for each state; it goes on without."""

import base64
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app.custody import token_holds
from app.errors import Unreachable
from app.events import CheckpointStamped, CommentMade, RootPublished
from app.front.hub_stamping import Stamper, make_stamps
from app.log import digest
from sync.frames import write_frame
from sync.hub.limits import Limits, Quotas
from sync.hub.metrics import Tally
from sync.hub.stamps import Stamps, kept_stamps, publish_stamps
from sync.hub.watch import Watch
from tests.app.signing.authority import OPENSSL, Authority, needs_openssl, serving
from tests.sync.hub.making import AHub, ALaptop, a_bureau_log

pytestmark = needs_openssl
Asked = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def authorities(tmp_path_factory: pytest.TempPathFactory) -> tuple[Authority, Authority]:
    """One that the bureau names, and a stranger."""
    return Authority(tmp_path_factory.mktemp("ours")), Authority(tmp_path_factory.mktemp("theirs"))


class Place:
    """A hub whose bureau named an authority, and a laptop that brings something."""

    def __init__(self, folder: Path, ours: Authority) -> None:
        bureau = a_bureau_log([1])
        bureau.add(RootPublished("00", "", "", ours.root.hex()))
        self.hub = AHub(folder / "hub", bureau)
        self.hub.book.append(b"".join(write_frame(entry) for entry in bureau.entries))
        self.laptop = ALaptop(1, bureau)
        self.bring()

    def bring(self) -> None:
        self.laptop.record(CommentMade("一条"))
        assert self.laptop.sync(self.hub.book, self.hub.key.key).safe

    def stamps(self, asked: Asked) -> Stamps:
        return Stamps(self.hub.book, asked, token_holds)


@pytest.fixture
def place(tmp_path: Path, authorities: tuple[Authority, Authority]) -> Place:
    return Place(tmp_path, authorities[0])


def silent(request: bytes) -> bytes:
    raise Unreachable("时间戳机构无法连接。", "The authority cannot be reached.")


def test_each_state_of_the_log_is_stamped_once_and_its_token_is_kept_as_it_came(
    place: Place, authorities: tuple[Authority, Authority], tmp_path: Path
) -> None:
    ours, before = authorities[0], authorities[0].asked
    stamps = place.stamps(ours.answer)

    first = [stamps.stamp(), stamps.stamp()]
    place.bring()
    then = [stamps.stamp(), stamps.stamp()]
    kept = kept_stamps(place.hub.database)

    assert (first, then, ours.asked - before, stamps.problem) == ([True, False], [True, False], 2, "")
    assert kept[-1].note == place.hub.book.checkpoint("")
    assert publish_stamps(tmp_path, place.hub.database) == 2
    assert publish_stamps(tmp_path, place.hub.database) == 0
    for note, token in kept:
        assert token_holds(CheckpointStamped(note, base64.b64encode(token).decode()), [ours.root])
        name = str(tmp_path / "stamps" / digest(note.encode()))
        words = ["ts", "-verify", "-data", f"{name}.note", "-in", f"{name}.token", "-token_in"]
        words += ["-CAfile", str(ours.folder / "root.pem"), "-untrusted", str(ours.folder / "chain.pem")]
        subprocess.run([str(OPENSSL), *words], check=True, capture_output=True, timeout=60)


def test_a_token_of_an_authority_that_the_bureau_did_not_name_is_not_kept(
    place: Place, authorities: tuple[Authority, Authority]
) -> None:
    stamps = place.stamps(authorities[1].answer)

    assert not stamps.stamp()
    assert "不是局机关指定的时间戳机构" in stamps.problem
    assert kept_stamps(place.hub.database) == ()


def test_an_authority_that_does_not_answer_is_told_in_the_health_and_holds_up_nothing(
    place: Place, authorities: tuple[Authority, Authority]
) -> None:
    answering: list[Asked] = [silent]
    stamps = place.stamps(lambda request: answering[0](request))
    limits, tally = Limits(Quotas(), lambda: 0.0, lambda: 50.0), Tally(lambda line: None, lambda: 0.0)
    watch = Watch("127.0.0.1:0", place.hub.database, limits, tally, lambda: stamps.problem)

    stamps.stamp()
    place.bring()
    silent_ones = watch.answer("/healthz/ready"), watch.answer("/metrics")[1]
    answering[0] = authorities[0].answer
    stamps.stamp()
    good = watch.answer("/healthz/ready"), watch.answer("/metrics")[1]
    watch.close()

    assert silent_ones[0] == (200, "ready\n时间戳机构无法连接。 | The authority cannot be reached.\n")
    assert "huhang_hub_trouble 1" in silent_ones[1]
    assert good[0] == (200, "ready\n")
    assert "huhang_hub_trouble 0" in good[1]


def test_a_running_hub_asks_over_http_and_says_a_failure_once(
    place: Place, authorities: tuple[Authority, Authority]
) -> None:
    said: list[str] = []
    with serving(authorities[0].answer) as url:
        stamper = Stamper(make_stamps(place.hub.book, url), said.append)
        stamper.start()
        until(lambda: bool(kept_stamps(place.hub.database)))
        stamper.stop()
    place.bring()
    stamper = Stamper(make_stamps(place.hub.book, url), said.append)  # nobody listens there any more
    stamper.start()
    until(lambda: bool(said))
    stamper.stop()

    assert len(said) == 1
    assert "时间戳机构无法连接" in said[0]
    assert len(kept_stamps(place.hub.database)) == 1


def until(holds: Callable[[], bool]) -> None:
    for _ in range(3000):
        if holds():
            return
        threading.Event().wait(0.01)
    raise AssertionError("it never came")
