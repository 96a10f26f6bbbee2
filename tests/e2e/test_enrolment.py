"""A new device comes to the bureau by a one-time code, over real TLS on loopback."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.decoding import Decoder
from app.errors import Busy, InspectionError, NotAllowed, NotFound
from app.events import CommentMade, DeviceRevoked, HubPublished
from app.front.enrol_desk import applicants, ask_by_code, confirm, draw_qr, invite, read_qr
from app.front.hub_desk import CARD, FACTS, OpenHub, make_hub, open_hub
from app.front.syncing import sync_with
from app.sharing import go_on
from offline_db.data_folder import DataFolder, create_data_folder
from sync.enrolling import fetch_card
from sync.invitation import LIFE_S, Code, fingerprint, new_code, read_code
from tests.builders import a_bureau


@dataclass
class Bureau:
    """A bureau with a hub that runs, and a device that nobody knows yet."""

    folder: Path
    bureau: DataFolder
    hub: OpenHub
    device: DataFolder

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.hub.server.port}"

    def sync(self, device: DataFolder | None = None) -> str:
        report = sync_with(device or self.device, self.url, None, go_on, lambda seconds: None)
        return report.alarm or report.broke_off or ("safe" if report.safe else "not safe")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Bureau]:
    bureau = a_bureau(tmp_path / "bureau")
    make_hub(tmp_path / "hub", bureau, "hub.test/log", ["127.0.0.1"], "")
    hub = open_hub(tmp_path / "hub", "", "127.0.0.1", 0)
    hub.server.start()
    device = create_data_folder(tmp_path / "device", "七号机", "0")
    office = Bureau(tmp_path, bureau, hub, device)
    bureau.record(HubPublished(office.url, (tmp_path / "hub" / CARD).read_text("utf-8")))
    assert office.sync(bureau) == "safe"
    yield office
    hub.server.stop()
    hub.close()
    device.close()
    bureau.close()


def test_a_device_comes_by_a_picture_of_its_code_and_syncs_without_a_card(
    office: Bureau, decoder: Decoder
) -> None:
    picture = office.folder / "code.png"
    draw_qr(invite(office.bureau, office.url).code).save(picture)
    words = ask_by_code(office.device, read_code(read_qr(decoder, picture)))
    (waiting,) = applicants(office.bureau, office.url)
    before = office.sync()
    enrolled = confirm(office.bureau, office.url, words.upper())
    told = office.sync(office.bureau)

    assert "尚未由局机关登记" in before
    assert (waiting.words, waiting.name) == (words, "七号机")
    assert words == fingerprint(office.device.keys.key)
    assert (enrolled.name, told, office.sync()) == ("七号机", "safe", "safe")
    assert office.device.logbook.root == office.bureau.own
    assert office.device.bureau.hubs[0].url == office.url
    assert applicants(office.bureau, office.url) == ()


def test_words_are_as_good_as_the_picture_and_asking_twice_is_asking_once(office: Bureau) -> None:
    code = invite(office.bureau, office.url).code
    typed = read_code(code.words.upper().replace("-", "  "), office.url)

    assert typed == code
    assert ask_by_code(office.device, typed) == ask_by_code(office.device, typed)
    assert len(applicants(office.bureau, office.url)) == 1


def test_a_code_that_another_device_used_is_refused(office: Bureau) -> None:
    code = invite(office.bureau, office.url).code
    ask_by_code(office.device, code)
    thief = create_data_folder(office.folder / "thief", "别人", "0")

    with pytest.raises(NotAllowed, match="已被使用"):
        ask_by_code(thief, code)
    assert thief.logbook.root == ""
    assert [one.name for one in applicants(office.bureau, office.url)] == ["七号机"]
    thief.close()


def test_an_expired_code_is_refused(office: Bureau) -> None:
    code = invite(office.bureau, office.url).code
    database = office.hub.book.database
    database.transact(lambda db: db.rows("UPDATE invitations SET until = until - ?", (LIFE_S + 1,)))

    with pytest.raises(NotAllowed, match="已过期"):
        ask_by_code(office.device, code)


def test_codes_are_not_guessed(office: Bureau) -> None:
    for _ in range(20):
        with pytest.raises(NotFound, match="没有这个登记码"):
            fetch_card(new_code(office.url))
    with pytest.raises(Busy, match="请求过多"):
        fetch_card(new_code(office.url))


def test_a_hub_that_the_code_is_not_for_is_refused_before_anything_is_said(office: Bureau) -> None:
    code = invite(office.bureau, office.url).code
    other = a_bureau(office.folder / "elsewhere")
    make_hub(office.folder / "other", other, "hub.test/log", ["127.0.0.1"], "")
    hub = open_hub(office.folder / "other", "", "127.0.0.1", 0)
    hub.server.start()
    url = f"https://127.0.0.1:{hub.server.port}"
    rows = office.hub.book.database.transact(lambda db: db.rows("SELECT * FROM invitations"))
    card = (office.folder / "other" / CARD).read_text("utf-8")
    forged = [(row[0], card, *row[2:]) for row in rows]  # it repeats what it heard, with its own card
    hub.book.database.transact(
        lambda db: db.many("INSERT INTO invitations VALUES (?, ?, ?, ?, ?, ?, ?)", forged)
    )

    with pytest.raises(NotAllowed, match="不是登记码所指的中心"):
        ask_by_code(office.device, replace_url(code, url))
    assert hub.web.enrolment.waiting() == ()
    assert office.device.logbook.root == ""
    hub.server.stop()
    hub.close()
    other.close()


def test_a_hub_with_the_right_card_but_another_ca_is_refused(office: Bureau) -> None:
    code = invite(office.bureau, office.url).code
    other = a_bureau(office.folder / "elsewhere")
    make_hub(office.folder / "other", other, "hub.test/log", ["127.0.0.1"], "")
    hub = open_hub(office.folder / "other", "", "127.0.0.1", 0)
    hub.server.start()
    rows = office.hub.book.database.transact(lambda db: db.rows("SELECT * FROM invitations"))
    hub.book.database.transact(
        lambda db: db.many("INSERT INTO invitations VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    )

    with pytest.raises(InspectionError, match="证书不是本局签发"):
        ask_by_code(office.device, replace_url(code, f"https://127.0.0.1:{hub.server.port}"))
    assert hub.web.enrolment.waiting() == ()
    hub.server.stop()
    hub.close()
    other.close()


def test_only_the_bureau_invites_and_sees_who_waits(office: Bureau) -> None:
    with pytest.raises(NotAllowed, match="局机关"):
        invite(office.device, office.url)


def test_what_a_revoked_device_still_brings_is_kept_apart(office: Bureau) -> None:
    code = invite(office.bureau, office.url).code
    confirm(office.bureau, office.url, ask_by_code(office.device, code))
    office.sync(office.bureau)
    assert office.sync() == "safe"
    office.bureau.record(DeviceRevoked(1, "遗失"))
    office.sync(office.bureau)
    office.device.casebook.append("F-1-0001", CommentMade("撤销之后"))
    said = office.sync()

    assert "撤销" in said
    aside = office.hub.book.database.transact(lambda db: db.rows("SELECT reason FROM quarantine"))
    assert ["撤销" in reason for (reason,) in aside] == [True]


def test_limits_stand_in_the_hub_s_own_settings(office: Bureau) -> None:
    assert b'"limits":{"requests_per_s":50.0' in (office.folder / "hub" / FACTS).read_bytes()


def replace_url(code: Code, url: str) -> Code:
    return code._replace(url=url)
