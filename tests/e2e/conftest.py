"""What the browser tests share: a browser, an office with a genuine document, the page opened afresh."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.bureau import Bureau, Device
from app.events import RootPublished
from app.verifier import Fate, gather_facts, make_verifier
from tests.app.signing.papers import AGENCY, an_office
from tests.builders import a_key
from tests.e2e.chromium import Browser, find_browser
from tests.e2e.verifying import PHOTOS, VALUES, Desk, Page
from tests.signed_papers import a_paper


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
