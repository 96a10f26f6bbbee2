"""Deliberately broken variants of the program: each must be caught by a test that is named for it.

Those of the uplink and the hub are classes with a rule broken (`tests.sync.hub.mutants`); the others are
small changes of the text, made in a copy of the packages, in which the named test then has to fail.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from tests.faults.mitigations import MITIGATIONS, Mutant, by
from tests.faults.recording import HERE, lacking
from tests.faults.report import Tally, told
from tests.sync.hub.mutants import MUTANTS as BROKEN_PARTS

ROOT = HERE.parent.parent
COPIED = ("app", "offline_db", "sync", "tests", "ui", "pyproject.toml", "run.py")
LINKED = ("resources", ".fonts", "README.md", "requirements.lock")
CUTS = ("-m", "tests.faults", "powercut", "400", "--workers", "1")
FLEETS = ("-m", "tests.faults", "fleet", "60", "--workers", "1")


TEXTS: Mapping[str, Mutant] = {
    **MITIGATIONS,
    "log: verifies no signature": Mutant(
        "app/log.py", ".verify(DOMAIN + entry.header, entry.signature)", "", by("app/test_log.py")
    ),
    "log: compares no payload": Mutant(
        "app/log.py", "digest(entry.payload) != header.ph", "False", by("app/test_log.py")
    ),
    "log: takes a header in other bytes": Mutant(
        "app/log.py", "if not exact or header.v != VERSION", "if header.v != VERSION", by("app/test_log.py")
    ),
    "log: lets any key open a log": Mutant(
        "app/log.py", "if own != header.log:", "if False:", by("faults/test_forgeries.py")
    ),
    "audit: follows no links": Mutant(
        "app/audit.py", "elif not log.follows(header):", "elif False:", by("faults/test_forgeries.py")
    ),
    "audit: looks at no photo": Mutant("app/audit.py", "if state:", "if False:", by("app/test_audit.py")),
    "audit: misses what is missing": Mutant(
        "app/audit.py",
        "elif header.seq not in (log.seq, log.seq + 1):",
        "elif False:",
        by("app/test_audit.py"),
    ),
    "logbook: admits any device": Mutant(
        "offline_db/logbook.py",
        "if header.log != self.root and key not in allowed:",
        "if False:",
        by("offline_db/test_logbook.py"),
    ),
    "log.db: notes its end nowhere else": Mutant(
        "offline_db/last_seen.py",
        """    views.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", row)""",
        "    assert row",
        by("offline_db/test_lost_entries.py"),
    ),
    "log.db: goes on in the place of what is gone": Mutant(
        "offline_db/last_seen.py",
        "if self._logbook.forked or gone:",
        "if self._logbook.forked:",
        by("offline_db/test_lost_entries.py"),
    ),
    "audit: believes a log's own end": Mutant(
        "app/audit.py", "        self._find_losses()\n", "", by("offline_db/test_lost_entries.py")
    ),
    "log.db: has no guards": Mutant(
        "offline_db/schema.py",
        "db.executescript(ENTRIES + GUARDS)",
        "db.executescript(ENTRIES)",
        by("offline_db/test_logbook.py"),
    ),
    "log.db: does not wait for the disk": Mutant(
        "offline_db/driver.py", "{'FULL' if exclusive else 'NORMAL'}", "NORMAL", CUTS
    ),
    "driver: looks at the first bytes alone": Mutant(
        "offline_db/driver.py",
        "if plain or _opens_without_key(path, driver):",
        "if plain:",
        by("offline_db/test_driver.py"),
    ),
    "blobs: does not wait for the disk": Mutant(
        "offline_db/durable.py", "            flush(file.fileno())\n", "", CUTS
    ),
    "blobs: forgets to flush a folder": Mutant(
        "offline_db/durable.py",
        "        part.replace(path)\n        flush_folder(path.parent)\n",
        "        part.replace(path)\n",
        CUTS,
    ),
    "blobs: makes folders that may vanish": Mutant(
        "offline_db/durable.py",
        "        folder.mkdir(exist_ok=True)\n        flush_folder(folder.parent)\n",
        "        folder.mkdir(exist_ok=True)\n",
        CUTS,
    ),
    "frames: needs no end": Mutant(
        "sync/frames.py", "if held or not ended:", "if held:", by("faults/test_forgeries.py")
    ),
    "checkpoint: verifies no signature": Mutant(
        "sync/checkpoint.py",
        '            _verify(key, data[KEY_ID:], f"{body}\\n".encode())\n',
        "",
        by("sync/test_checkpoint.py"),
    ),
    "client: takes any page for the hub's": Mutant(
        "sync/client.py",
        "if answer.status == 200 and found == question.kind:",
        "if answer.status == 200:",
        by("sync/hub/test_web.py"),
    ),
    "hub: flushes no folder of photos": Mutant(
        "sync/hub/objects.py", "pairwise((folder, *folder.parents[:3]))", "pairwise((folder,))", CUTS
    ),
    "stream: does not tell the last chunk": Mutant(
        "app/stream.py", r'(b"\x01" if last else b"\x00")', r'b"\x00"', by("faults/test_golden.py")
    ),
    "hub: denies what a restore lost": Mutant(
        "sync/hub/book.py",
        "        return shown.size > head.size or root_of(shown.size, tables.node_reader(db)) != shown.root",
        "        return False",
        FLEETS,
    ),
    "uplink: takes a rewritten log": Mutant(
        "sync/uplink.py",
        "if not extends(old.size, new.size, old.root, new.root, proof):",
        "if False:",
        FLEETS,
    ),
    "uplink: asks for no account": Mutant(
        "sync/uplink.py", "        if self.store.sees_all:\n", "        if False:\n", FLEETS
    ),
    "pull: asks for no account": Mutant(
        "sync/hub/pulling.py", "        self.settle_account(checkpoint)\n", "", FLEETS
    ),
    "data folder: forgets what waited for an opening": Mutant(
        "offline_db/data_folder.py",
        "or h.kind in FREE for h",
        "or h.kind == FREE[1] for h",
        by("offline_db/test_quarantine.py"),
    ),
    "casebook: writes on in a log with two ends": Mutant(
        "offline_db/casebook.py", "self.logbook.rotate(self._clock())", "pass", FLEETS
    ),
    "keys: trusts a keyring that is not there": Mutant(
        "offline_db/machine_secret.py",
        "return _backend() is not None",
        "return True",
        by("offline_db/test_keys.py"),
    ),
}
FEW = (  # what a change has to pass: one of each kind, the quick ones
    "log: verifies no signature",
    "frames: needs no end",
    "checkpoint: verifies no signature",
)


def run_mutants(size: int, workers: int, seed: int) -> Tally:
    """Try mutants: the few quick ones for a size below 10, else all, those of the uplink and the hub too."""
    names = [name for name in TEXTS if size >= 10 or name in FEW]
    if lacking():
        names = [name for name in names if TEXTS[name].test is not CUTS]
    home = Path(tempfile.mkdtemp(prefix="huhang-mutants-"))
    try:
        total = told([partial(_try, home / str(n), names[n::workers]) for n in range(workers)])
        if size >= 10:
            total.add(_try_parts())
        return total
    finally:
        shutil.rmtree(home)


def _try(place: Path, names: Sequence[str]) -> Tally:
    """Make each mutant in a copy and run its test there."""
    place.mkdir()
    for name in COPIED:
        source = ROOT / name
        skip = shutil.ignore_patterns("__pycache__")
        shutil.copytree(source, place / name, ignore=skip) if source.is_dir() else shutil.copy(source, place)
    for name in LINKED:
        (place / name).symlink_to(ROOT / name)
    tally = Tally()
    for name in names:
        mutant = TEXTS[name]
        path = place / mutant.file
        text = path.read_text("utf-8")
        if text.count(mutant.old) != 1:
            tally.wrong.append(f"does not apply any more: {name}")
            continue
        path.write_text(text.replace(mutant.old, mutant.new), "utf-8")
        done = subprocess.run(
            [sys.executable, *mutant.test],
            cwd=place,
            env={**os.environ, "PYTHONPATH": str(place), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
        )
        path.write_text(text, "utf-8")
        tally.counts["caught"] += done.returncode == 1
        tally.wrong += [] if done.returncode == 1 else [f"survived: {name} (ended with {done.returncode})"]
    return tally


def _try_parts() -> Tally:
    """Tell each broken part's scenario, which has to fail."""
    tally = Tally()
    for name, (parts, scenario) in BROKEN_PARTS.items():
        with tempfile.TemporaryDirectory() as folder:
            try:
                scenario(Path(folder), parts)
            except AssertionError:
                tally.counts["caught"] += 1
            else:
                tally.wrong.append(f"survived: {name}")
    return tally
