"""Servers of the hub's tests: one S3 store and one PostgreSQL, started when the first test asks for it."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from offline_db.driver import DatabaseError, connect
from sync.hub.bucket import ObjectBucket, make_bucket
from sync.hub.objects import ObjectFolder, Objects
from sync.hub.port import Database, PostgresDatabase, SqliteDatabase
from tests.sync.hub.ceph import S3Server, an_s3_server, find_ceph
from tests.sync.hub.making import KEY
from tests.sync.hub.postgres import a_server, programs

Opened = Callable[[], Objects]


@pytest.fixture(scope="session")
def s3() -> Iterator[S3Server]:
    found = find_ceph()
    if found is None:
        pytest.skip("no S3 server: Ceph's packages cannot be fetched by apt on this machine")
    with an_s3_server(found) as server:
        yield server


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    found = programs()
    if found is None:
        pytest.skip("no PostgreSQL server: not installed, and apt cannot bring one")
    with a_server(found) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    opened: Database
    if request.param == "sqlite":
        opened = SqliteDatabase(connect(":memory:", KEY), DatabaseError)
    else:
        opened = PostgresDatabase(request.getfixturevalue("server"))
        opened.transact(lambda db: db.rows("DROP SCHEMA public CASCADE"))
        opened.transact(lambda db: db.rows("CREATE SCHEMA public"))
    yield opened
    opened.close()


@pytest.fixture(params=["folder", "bucket"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opened]:
    """One store of blobs, opened anew at each call, as another process opens it."""
    if request.param == "folder":
        yield lambda: ObjectFolder(tmp_path / "objects", KEY)
        return
    server: S3Server = request.getfixturevalue("s3")
    bucket = server.bucket(f"test-{tmp_path.name[-40:].strip('_').replace('_', '-').lower()}")
    make_bucket(bucket)
    with contextlib.ExitStack() as stack:
        yield lambda: stack.enter_context(contextlib.closing(ObjectBucket(bucket, KEY)))
