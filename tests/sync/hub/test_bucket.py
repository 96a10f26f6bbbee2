"""The hub's files in a real S3 store: locked where that is asked, and every damage noticed."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from app.errors import BadInput, StorageFault
from app.log import digest
from sync.hub.bucket import ObjectBucket, make_bucket
from sync.hub.s3 import S3, Bucket, read_address
from tests.sync.hub.ceph import S3Server
from tests.sync.hub.making import KEY
from tests.sync.hub.test_objects import put

KEYS = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
DATA = bytes(range(256)) * 2000


@contextmanager
def both(bucket: Bucket) -> Iterator[tuple[ObjectBucket, S3]]:
    """Make a bucket; yield it as a hub's store, and bare requests to it."""
    make_bucket(bucket)
    with closing(ObjectBucket(bucket, KEY)) as objects, closing(S3(bucket)) as bare:
        yield objects, bare


@pytest.fixture
def store(s3: S3Server, request: pytest.FixtureRequest) -> Iterator[tuple[ObjectBucket, S3]]:
    """A bucket with a name of its own."""
    with both(s3.bucket(f"b{digest(request.node.name.encode())[:20]}/hub")) as found:
        yield found


@pytest.fixture
def locked(s3: S3Server) -> Iterator[tuple[ObjectBucket, S3]]:
    """A bucket whose originals are kept for 30 days."""
    with both(s3.bucket("locked", "&retention_days=30")) as found:
        yield found


def stored(bare: S3, prefix: str) -> dict[str, bytes]:
    return {name: bare.ask("GET", name).body for name, _ in bare.names(prefix)}


def test_every_changed_byte_in_the_store_is_noticed(store: tuple[ObjectBucket, S3]) -> None:
    objects, bare = store
    name = put(objects, DATA, 200_000)
    held = stored(bare, "")

    for place, whole in held.items():
        for at in (0, 3, 5, 20, len(whole) // 2, len(whole) - 1):
            bare.ask("PUT", place, whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            assert not objects.verify(name)
        bare.ask("PUT", place, whole[:-1])
        assert not objects.verify(name)
        bare.ask("PUT", place, whole)
    assert objects.verify(name)


def test_parts_that_change_places_are_noticed(store: tuple[ObjectBucket, S3]) -> None:
    objects, bare = store
    name = put(objects, DATA, 256_000)
    (first, one), (second, two) = stored(bare, "parts/").items()

    bare.ask("PUT", first, two)
    bare.ask("PUT", second, one)

    assert not objects.verify(name)
    with pytest.raises(StorageFault):
        objects.read(name, 0, 100)


def test_nothing_lies_in_the_store_in_the_clear(store: tuple[ObjectBucket, S3]) -> None:
    objects, bare = store
    secret = "王练习 330106199001011234".encode() * 50
    put(objects, secret, 700)
    objects.add(digest(b"x" + secret), 0, secret)

    together = b"".join(stored(bare, "").values())

    assert len(together) > 2 * len(secret)
    assert secret[:12] not in together


def test_a_list_once_written_is_written_no_more(store: tuple[ObjectBucket, S3]) -> None:
    _, bare = store
    headers = {"if-none-match": "*"}

    first = bare.ask("PUT", "x", b"first", headers=headers)
    second = bare.ask("PUT", "x", b"second", headers=headers, expect=(200, 412))

    assert (first.status, second.status) == (200, 412)
    assert bare.ask("GET", "x").body == b"first"


def test_many_names_are_listed_to_the_last(locked: tuple[ObjectBucket, S3], s3: S3Server) -> None:
    objects, _ = locked
    data = os.urandom(70)
    name = put(objects, data, 10)

    with closing(S3(s3.bucket("locked"), page=3)) as bare:
        listed = list(bare.names(f"parts/{name}/"))
        versions = list(bare.versions(f"parts/{name}/"))

    assert [place for place, _ in listed] == [place for place, _ in versions]
    assert [int(place.rpartition("/")[2][:12]) for place, _ in listed] == list(range(0, 70, 10))


def test_a_locked_original_cannot_be_removed_before_its_day(locked: tuple[ObjectBucket, S3]) -> None:
    objects, bare = locked
    name = put(objects, DATA, 300_000)

    assert not objects.erase(name)

    versions = [(place, version) for place, version in bare.versions("") if name in place]
    assert len(versions) == 3
    headers = {"x-amz-bypass-governance-retention": "true"}
    for place, version in versions:
        query = {"versionId": version}
        assert bare.ask("DELETE", place, query=query, headers=headers, expect=(403,)).status == 403
    assert objects.verify(name)


def test_only_what_proved_to_be_an_original_is_locked(locked: tuple[ObjectBucket, S3]) -> None:
    objects, _ = locked
    name = digest(b"right one")
    objects.add(name, 0, b"wrong")

    assert not objects.finish(name)

    assert objects.size(name) == 0
    assert objects.erase(name)


def test_a_bucket_without_locks_is_not_taken_for_one(s3: S3Server) -> None:
    make_bucket(s3.bucket("loose"))

    with pytest.raises(BadInput, match="没有开启对象锁定"):
        ObjectBucket(s3.bucket("loose", "&retention_days=30"), KEY)


def test_a_store_that_is_not_there_or_refuses_the_key_is_a_sentence(s3: S3Server) -> None:
    nowhere = read_address("s3://x?endpoint=http://127.0.0.1:9", KEYS)
    stranger = read_address(f"s3://locked?endpoint={s3.endpoint}", KEYS)

    for bucket in (nowhere, stranger):
        with closing(S3(bucket, lambda seconds: None)) as bare, pytest.raises(StorageFault, match="不可用"):
            bare.ask("GET")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "x",
        "http://x",
        "s3://",
        "s3://x?endpoint=nowhere",
        "s3://x?endpoint=ftp://h",
        "s3://x?endpoint=http://h:0",
        "s3://x?endpoint=http://h:99999",
        "s3://x?endpoint=http://h/path",
        "s3://x?retention_days=-1",
        "s3://x?retention_days=many",
        "s3://x?what",
        "s3://x?more=1",
        "s3://[x?endpoint=http://h",
    ],
)
def test_other_addresses_are_refused_with_a_sentence(address: str) -> None:
    with pytest.raises(BadInput, match="不是对象存储的地址"):
        read_address(address, KEYS)


def test_a_store_is_not_asked_without_a_key() -> None:
    with pytest.raises(BadInput, match="AWS_ACCESS_KEY_ID"):
        read_address("s3://x", {"AWS_ACCESS_KEY_ID": "a"})
    assert "b" not in repr(read_address("s3://x", KEYS)).partition("key=")[2].partition("region")[0]
