"""What tests share: the practice fair's devices, a bureau with one, a browser with an office's document."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.actions.duty import start_duty
from app.bureau import Bureau, Device
from app.events import RootPublished
from app.front.wiring import House, open_house
from app.verifier import Fate, gather_facts, make_verifier
from tests.app.signing.papers import AGENCY, an_office
from tests.builders import a_key
from tests.e2e.chromium import Browser, find_browser
from tests.e2e.desk import Place, a_place
from tests.e2e.informant_desks import Offices
from tests.e2e.verifying import PHOTOS, VALUES, Desk, Page
from tests.practice import a_practice_fair
from tests.signed_papers import a_paper


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Offices]:
    """The devices of a bureau, one of which registers a report, for the tests of one file."""
    found = Offices(tmp_path_factory.mktemp("offices"))
    yield found
    found.close()


@pytest.fixture(scope="session")
def fair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice fair's devices, for the tests of complaints: each test takes stands of its own."""
    return a_practice_fair(tmp_path_factory).parent


@pytest.fixture
def houses(fair: Path) -> Iterator[list[House]]:
    """Two devices of that fair, two officers on duty at each."""
    opened = [open_house(fair / name) for name in ("inspector-1", "inspector-2")]
    for house, officers in zip(opened, (["i1", "i2"], ["i3", "i4"]), strict=True):
        start_duty(house.kit, officers, "inspector")
    yield opened
    for house in opened:
        house.close()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A bureau and one device of it, for the tests of documents."""
    return a_place(tmp_path)


@pytest.fixture
def house(place: Place) -> Iterator[House]:
    """That device, two officers on duty."""
    opened = open_house(place.device)
    start_duty(opened.kit, ["i1", "i2"], "inspector")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def desk() -> Desk:
    office = an_office()
    paper = a_paper(VALUES, PHOTOS)
    devices = (Device(1, "1号机", a_key().key.hex(), ""), Device(3, "3号机", a_key(3).key.hex(), "", "遗失"))
    bureau = Bureau(devices, roots=(RootPublished(office.root.hex()),))
    facts = gather_facts((), bureau, {}, root="ab12" * 8, on=date(2026, 11, 27))
    fates = {"撤1号": Fate(withdrawn="2026-11-25"), "废1号": Fate(void="2026-11-25")}
    facts = replace(facts, bureau=AGENCY, documents=fates)
    facts = replace(
        facts, devices=tuple(replace(d, revoked="2026-11-20" if d.number == 3 else "") for d in facts.devices)
    )
    return Desk(office, paper, paper.signed(office), facts)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    opened = Browser(find_browser(), tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()


@pytest.fixture
def page(browser: Browser, tmp_path: Path, desk: Desk) -> Page:
    return Page(browser, tmp_path, make_verifier(desk.facts))
