"""Parts of blobs in signed requests: what is hashed on its way in, and what only as it lies on the disk."""

from pathlib import Path

import pytest

from app.errors import NotAllowed
from app.events import CommentMade
from app.log import digest
from sync import wire
from sync.hub.web import HubWeb, Request
from sync.peer import Upload
from sync.signatures import Target, sign_request
from sync.wire import read_json
from tests.sync.hub.making import AHub, ALaptop, a_bureau_log
from tests.sync.hub.office import a_web
from tests.sync.hub.test_signatures import NOW

PHOTO = b"what was photographed"


@pytest.fixture
def hub(tmp_path: Path) -> AHub:
    bureau = a_bureau_log([1])
    hub, laptop = AHub(tmp_path, bureau), ALaptop(1, bureau)
    laptop.record(CommentMade("图"), PHOTO)
    laptop.blobs.clear()  # so that the photo does not go with the entry
    laptop.sync(hub.book, hub.key.key)
    return hub


def put(web: HubWeb, body: bytes, offset: int, nonce: str, signed: str = "") -> Upload:
    """Send a part of the photo, signed with its digest or with the one in hex that is given."""
    target = Target("PATCH", "h", wire.BLOB + digest(PHOTO), f"offset={offset}&total={len(PHOTO)}")
    headers = sign_request(ALaptop(1, a_bureau_log([1])).key, target, body, NOW, nonce * 32, signed)
    request = Request(target, {name.lower(): value for name, value in headers.items()})
    answer = web.answer(request, web.admit(request), body)
    assert answer.status == 200
    return read_json(answer.body, Upload)


def test_other_bytes_than_the_name_says_never_become_the_blob_whatever_was_signed(hub: AHub) -> None:
    web = a_web(hub, lambda: float(NOW))

    state = put(web, PHOTO[::-1], 0, "1", digest(PHOTO))

    assert state == Upload(0, whole=False)
    assert not hub.book.held([f"blob:{digest(PHOTO)}"])
    assert put(web, PHOTO, 0, "2", digest(PHOTO)).whole
    assert hub.book.held([f"blob:{digest(PHOTO)}"])


def test_a_part_that_is_not_what_was_signed_is_refused(hub: AHub) -> None:
    web = a_web(hub, lambda: float(NOW))

    with pytest.raises(NotAllowed, match="内容与签名不符"):
        put(web, PHOTO[:9], 0, "3", digest(PHOTO[:8]))

    assert put(web, PHOTO[:9], 0, "4") == Upload(9, whole=False)
    assert put(web, PHOTO[9:], 9, "5").whole
