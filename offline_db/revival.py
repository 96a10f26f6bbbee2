"""The bureau's own installation put into an empty folder again, with its own keys and under its own log.

Everybody has pinned that log, so it goes on as what it was. A device's does not: a device that was lost gets
new keys, a new log and a new number, so that nothing it numbered after its last backup is ever given twice.
"""

from pathlib import Path

from app.errors import BadInput, StorageFault
from app.log import Entry, opening_key, read_header
from offline_db.data_folder import KEYS, LOG, DataFolder
from offline_db.driver import connect
from offline_db.entry_table import EntryTable
from offline_db.keys import DeviceKeys, make_keys, reseal_keys
from offline_db.machine_secret import SYSTEM, Safe
from offline_db.schema import migrate_log


def secrets_of(keys: DeviceKeys) -> bytes:
    """Return the three secrets of an installation (96 bytes), to be sealed at once."""
    return keys.signing.private_bytes_raw() + keys.sealing.private_bytes_raw() + keys.data


def revive_bureau(
    path: Path, secrets: bytes, opening: Entry, passphrase: str = "", safe: Safe = SYSTEM
) -> DataFolder:
    """Make the bureau's installation anew from its secrets and the first entry of its log.

    Raises:
        StorageFault: the folder holds an installation already, or the disk refuses.
        BadInput: the entry is not the first one of a log of these keys.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageFault(
            f"无法建立数据文件夹 {path}；请检查位置和权限。",
            f"The data folder {path} cannot be made; check its place and permissions.",
        ) from error
    make_keys(path / KEYS)
    keys = reseal_keys(path / KEYS, secrets, passphrase, safe)
    if opening_key(opening) != keys.key:
        raise BadInput(
            "备份中的密钥与局机关日志不符；请选择同一份备份。",
            "The keys in the backup are not those of the bureau's log; choose one and the same backup.",
        )
    connection = connect(path / LOG, keys.derive("log"), exclusive=True)
    migrate_log(connection)
    table = EntryTable(connection)
    header = read_header(opening.header)
    table.pin("log", header.log)
    table.pin("root", header.log)
    table.insert([(opening.id, header, opening)])
    return DataFolder(path, keys, table)
