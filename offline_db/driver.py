"""The one door to SQLite.

The standard library's SQLite lies inside the range of the WAL-reset bug (3.7.0 – 3.51.2) and cannot
encrypt, so every database of this program opens through SQLCipher here. sqlite-utils looks for a
module named pysqlite3 first; it is given this driver, so that its `except` clauses match ours.
Import `Database` and `Connection` from this module, never from sqlite_utils or sqlite3.
"""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from app.errors import StorageFault

sys.modules.setdefault("pysqlite3", sys.modules["sqlcipher3"])
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)
Database: Any = importlib.import_module("sqlite_utils").Database  # after the alias above, on purpose
Migrations: Any = importlib.import_module("sqlite_utils.migrations").Migrations

Connection = Any  # sqlcipher3 has no type stubs: a DB-API 2.0 connection
DatabaseError = dbapi2.DatabaseError
IntegrityError = dbapi2.IntegrityError

OLDEST_SAFE_SQLITE = (3, 51, 3)
PLAIN_HEAD = b"SQLite format 3\x00"
MEMORY = ":memory:"
APPLICATION = 0x48554841  # "HUHA", in the file's header


def connect(
    path: Path | str,
    key: bytes | None = None,
    *,
    exclusive: bool = False,
    read_only: bool = False,
    driver: Any = dbapi2,
) -> Connection:
    """Open a database in autocommit mode; transactions are opened by `transaction`.

    `key` is 32 raw bytes, None leaves the file plain (registers hold nothing secret). `exclusive` takes
    the file for this connection alone, with WAL and a full sync at each commit: for what must survive.
    A keyed file is looked at from outside at every opening, before anything of a case is written.

    Raises:
        StorageFault: the driver is unfit, the key is wrong, the file is damaged, in the clear or in use.
    """
    refuse_unfit_driver(driver, keyed=key is not None)
    on_disk = key is not None and str(path) != MEMORY
    if on_disk:
        _refuse_plain_file(Path(path), driver)
    target = f"file:{Path(path).resolve().as_posix()}?mode=ro" if read_only else str(path)
    connection = None
    try:
        connection = driver.connect(
            target, isolation_level=None, check_same_thread=False, uri=read_only, timeout=5
        )
        if key is not None:
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            connection.execute("PRAGMA cipher_memory_security = OFF")
        if exclusive:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if on_disk and not read_only and Path(path).stat().st_size == 0:
            connection.execute(f"PRAGMA application_id = {APPLICATION}")  # a first page, with nothing on it
            _refuse_plain_file(Path(path), driver)
        if not read_only:
            _settle(connection, exclusive)
    except (DatabaseError, driver.DatabaseError) as error:
        if connection is not None:
            connection.close()
        raise _fault(Path(path), error) from error
    except StorageFault:
        if connection is not None:
            connection.close()
        raise
    return connection


def _settle(connection: Connection, exclusive: bool) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA synchronous = {'FULL' if exclusive else 'NORMAL'}")
    connection.execute("PRAGMA fullfsync = ON")  # macOS: a flush that reaches the disk
    connection.execute("PRAGMA foreign_keys = ON")


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Run the block in one transaction that takes the write lock at once; undo it on any error."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def refuse_unfit_driver(driver: Any = dbapi2, *, keyed: bool = True) -> None:
    """Check the driver before it opens anything: it must encrypt, and lose no committed page.

    Raises:
        StorageFault: it does not; nothing was written.
    """
    if keyed:
        probe = driver.connect(MEMORY)
        version = probe.execute("PRAGMA cipher_version").fetchone()
        probe.close()
        if not version:
            raise StorageFault(
                "数据库驱动不支持加密，已停止写入；请重新运行安装程序。",
                "The database driver cannot encrypt, so nothing was written; run the set-up again.",
            )
    if driver.sqlite_version_info < OLDEST_SAFE_SQLITE:
        raise StorageFault(
            f"SQLite {driver.sqlite_version} 过旧，可能丢失已提交的记录；请重新运行安装程序。",
            f"SQLite {driver.sqlite_version} is too old and may lose records; run the set-up again.",
        )


def _refuse_plain_file(path: Path, driver: Any) -> None:
    """Look at a keyed database from outside: neither its first bytes nor its pages may be readable."""
    if not path.exists() or path.stat().st_size == 0:
        return
    with path.open("rb") as file:
        plain = file.read(16) == PLAIN_HEAD
    if plain or _opens_without_key(path, driver):
        raise StorageFault(
            f"数据库 {path.name} 未加密，已停止使用；请重新安装本程序后从备份恢复。",
            f"The database {path.name} is not encrypted; reinstall the program and restore the backup.",
        )


def _opens_without_key(path: Path, driver: Any) -> bool:
    try:
        bare = driver.connect(f"file:{path.resolve().as_posix()}?mode=ro", uri=True, timeout=0)
    except driver.DatabaseError:
        return False
    try:
        bare.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except driver.DatabaseError:
        return False
    finally:
        bare.close()
    return True


def _fault(path: Path, error: Exception) -> StorageFault:
    text = str(error)
    if "locked" in text or "busy" in text:
        return StorageFault(
            f"{path.name} 正被另一个程序使用；请先关闭另一个窗口。",
            f"{path.name} is in use by another program; close the other window first.",
        )
    if "unable to open" in text:
        return StorageFault(
            f"无法打开 {path.name}；请检查数据文件夹是否存在、磁盘是否已满或只读。",
            f"{path.name} cannot be opened; check that the data folder exists and the disk is writable.",
        )
    return StorageFault(
        f"{path.name} 无法读取：密钥不符或文件损坏；请勿删除，从备份恢复或联系管理员。",
        f"{path.name} cannot be read: wrong key or damaged file. Do not delete it; restore the backup.",
    )
