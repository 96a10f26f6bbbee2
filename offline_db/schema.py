"""The tables that must survive an upgrade. Migrations are added, never edited.

`entries` only grows. Triggers refuse every change but the removal of a payload whose lawful erasure
stands in `erasures`; recursive triggers make `INSERT OR REPLACE` meet the same refusal.
"""

from app.errors import StorageFault
from offline_db.driver import Connection, Database, DatabaseError, Migrations

log_migrations = Migrations("log")
views_migrations = Migrations("views")
screening_migrations = Migrations("screenings")

ENTRIES = """
CREATE TABLE entries (
    id TEXT PRIMARY KEY,
    log TEXT NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    case_number TEXT NOT NULL,
    header BLOB NOT NULL,
    signature BLOB NOT NULL,
    payload BLOB
) WITHOUT ROWID;
CREATE INDEX entries_by_log ON entries (log, seq);
CREATE INDEX entries_by_case ON entries (case_number) WHERE case_number <> '';
CREATE TABLE erasures (entry TEXT PRIMARY KEY, ordered_by TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE identity (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE quarantine (
    id TEXT PRIMARY KEY, header BLOB NOT NULL, signature BLOB NOT NULL, payload BLOB, reason TEXT NOT NULL
) WITHOUT ROWID;
"""

GUARDS = """
CREATE TRIGGER entries_stay BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER entries_are_new BEFORE INSERT ON entries WHEN EXISTS (SELECT 1 FROM entries WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'entries are never replaced'); END;
CREATE TRIGGER entries_keep BEFORE UPDATE ON entries
WHEN NEW.payload IS NOT NULL OR OLD.payload IS NULL
    OR NOT EXISTS (SELECT 1 FROM erasures WHERE entry = OLD.id)
    OR (NEW.id, NEW.log, NEW.seq, NEW.kind, NEW.case_number, NEW.header, NEW.signature)
        IS NOT (OLD.id, OLD.log, OLD.seq, OLD.kind, OLD.case_number, OLD.header, OLD.signature)
BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER erasures_stay BEFORE DELETE ON erasures
BEGIN SELECT RAISE(ABORT, 'erasures are never deleted'); END;
CREATE TRIGGER erasures_keep BEFORE UPDATE ON erasures
BEGIN SELECT RAISE(ABORT, 'erasures are never changed'); END;
CREATE TRIGGER identity_stays BEFORE DELETE ON identity
BEGIN SELECT RAISE(ABORT, 'the identity is never deleted'); END;
CREATE TRIGGER identity_keeps BEFORE UPDATE ON identity
BEGIN SELECT RAISE(ABORT, 'the identity is never changed'); END;
"""

RECEIPTS = """
CREATE TABLE checkpoints (
    number INTEGER PRIMARY KEY, digest TEXT NOT NULL, hub TEXT NOT NULL, origin TEXT NOT NULL,
    size INTEGER NOT NULL, note TEXT NOT NULL
);
CREATE INDEX checkpoints_by_digest ON checkpoints (digest);
CREATE INDEX checkpoints_by_hub ON checkpoints (hub);
CREATE TABLE receipts (
    origin TEXT NOT NULL, name TEXT NOT NULL, place INTEGER NOT NULL, proof BLOB NOT NULL,
    checkpoint TEXT NOT NULL, PRIMARY KEY (origin, name)
) WITHOUT ROWID;
CREATE TABLE cursors (origin TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE alarms (number INTEGER PRIMARY KEY, hub TEXT NOT NULL, text TEXT NOT NULL, note TEXT NOT NULL);
"""

CONTACTS = """
CREATE TABLE contacts (url TEXT PRIMARY KEY, heard_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE alarms_read (alarm INTEGER PRIMARY KEY, officers TEXT NOT NULL, at_ms INTEGER NOT NULL);
"""

COVERS = """
CREATE TABLE covers (
    name TEXT PRIMARY KEY, place INTEGER NOT NULL, proof BLOB NOT NULL, stamp TEXT NOT NULL
) WITHOUT ROWID;
"""

CROWNS = """
CREATE TABLE crowns (origin TEXT PRIMARY KEY, size INTEGER NOT NULL, hashes BLOB NOT NULL) WITHOUT ROWID;
"""

VIEWS = """
CREATE TABLE cases (
    number TEXT PRIMARY KEY,
    fair TEXT NOT NULL,
    stage TEXT NOT NULL,
    words TEXT NOT NULL,
    changed_ms INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    line BLOB NOT NULL,
    folded BLOB NOT NULL
);
CREATE INDEX cases_by_fair ON cases (fair, changed_ms);
CREATE TABLE serials (
    case_number TEXT NOT NULL, series TEXT NOT NULL, year INTEGER NOT NULL, serial INTEGER NOT NULL
);
CREATE INDEX serials_by_series ON serials (series, year);
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""

SCREENINGS = """
CREATE TABLE screenings (
    digest TEXT PRIMARY KEY, name TEXT NOT NULL, extract TEXT NOT NULL, as_of TEXT NOT NULL,
    lines INTEGER NOT NULL, signs INTEGER NOT NULL
);
CREATE TABLE signs (
    digest TEXT NOT NULL, id INTEGER NOT NULL, sign TEXT NOT NULL, nice TEXT NOT NULL,
    hits BLOB, marks TEXT,
    PRIMARY KEY (digest, id)
);
CREATE INDEX signs_waiting ON signs (digest, id) WHERE hits IS NULL;
CREATE TABLE screened (
    digest TEXT NOT NULL, number INTEGER NOT NULL, stand TEXT NOT NULL, exhibitor TEXT NOT NULL,
    product TEXT NOT NULL, brand TEXT NOT NULL, nice TEXT NOT NULL, grp TEXT NOT NULL, sign INTEGER,
    risk TEXT, place INTEGER, reasons TEXT, PRIMARY KEY (digest, number)
) WITHOUT ROWID;
CREATE INDEX screened_by_sign ON screened (digest, sign);
CREATE INDEX screened_by_risk ON screened (digest, risk);
CREATE INDEX screened_by_place ON screened (digest, place, number);
"""


@log_migrations()  # type: ignore[untyped-decorator]  # sqlite-utils' decorator has no types
def make_entries(db: Database) -> None:
    """Make the log's tables and their guards."""
    db.executescript(ENTRIES + GUARDS)


@log_migrations()  # type: ignore[untyped-decorator]  # sqlite-utils' decorator has no types
def make_receipts(db: Database) -> None:
    """Make the tables of what hubs have proved to hold."""
    db.executescript(RECEIPTS)


@log_migrations()  # type: ignore[untyped-decorator]  # sqlite-utils' decorator has no types
def make_cards(db: Database) -> None:
    """Make the table of the hubs that this device trusts."""
    db.executescript("CREATE TABLE cards (url TEXT PRIMARY KEY, card TEXT NOT NULL) WITHOUT ROWID")


@log_migrations()  # type: ignore[untyped-decorator]  # sqlite-utils' decorator has no types
def make_contacts(db: Database) -> None:
    """Make the tables of when hubs were heard, and of who read their alarms."""
    db.executescript(CONTACTS)


@log_migrations()  # type: ignore[untyped-decorator]  # sqlite-utils' decorator has no types
def make_covers(db: Database) -> None:
    """Make the table of proofs under checkpoints that were time-stamped."""
    db.executescript(COVERS)


@log_migrations()  # type: ignore[untyped-decorator]  # sqlite-utils' decorator has no types
def make_crowns(db: Database) -> None:
    """Make the table of how far all of a hub's log was here."""
    db.executescript(CROWNS)


@views_migrations()  # type: ignore[untyped-decorator]  # sqlite-utils' decorator has no types
def make_views(db: Database) -> None:
    """Make the tables of cases."""
    db.executescript(VIEWS)


@screening_migrations()  # type: ignore[untyped-decorator]  # sqlite-utils' decorator has no types
def make_screenings(db: Database) -> None:
    """Make the tables of screened lists."""
    db.executescript(SCREENINGS)


def migrate_log(connection: Connection) -> None:
    """Bring log.db to this version. Raises StorageFault: the disk refuses; nothing was changed."""
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute("PRAGMA secure_delete = ON")
    _migrate(log_migrations, connection)


def migrate_views(connection: Connection) -> None:
    """Bring views.db to this version. Raises StorageFault, as above."""
    _migrate(views_migrations, connection)


def migrate_screenings(connection: Connection) -> None:
    """Bring screenings.db to this version. Raises StorageFault, as above."""
    _migrate(screening_migrations, connection)


def _migrate(migrations: Migrations, connection: Connection) -> None:
    try:
        migrations.apply(Database(connection))
    except DatabaseError as error:
        connection.close()
        raise StorageFault(
            "打开记录库时磁盘已满或不可写；没有改动任何记录，请释放空间后重新打开程序。",
            "The disk is full or not writable, so the records could not be opened; none was changed."
            " Free space and start the program again.",
        ) from error
