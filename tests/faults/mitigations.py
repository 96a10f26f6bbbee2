"""What holds off each threat of the design, taken out: the test named has to fail then.

Rows are those of the table of threats. What the parts of the uplink and of the hub hold off is taken out in
`tests.sync.hub.mutants`, what needs fleets or power cuts in `tests.faults.mutants`; `ROWS` names all of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change of one file, and the arguments of Python that run the test which has to fail then."""

    file: str
    old: str
    new: str
    test: tuple[str, ...]


def by(test: str) -> tuple[str, ...]:
    """Return how a test, a file or a function of one, is run."""
    return ("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", f"tests/{test}")


MITIGATIONS: Mapping[str, Mutant] = {
    "driver: sets no key": Mutant(
        "offline_db/driver.py",
        """connection.execute(f"PRAGMA key = \\"x'{key.hex()}'\\"")""",
        "pass",
        by("offline_db/test_driver.py"),
    ),
    "driver: takes one without a cipher": Mutant(
        "offline_db/driver.py",
        "        if not version:\n",
        "        if False:\n",
        by("offline_db/test_driver.py"),
    ),
    "stamping: believes any proof": Mutant(
        "sync/stamping.py",
        "return includes(leaf_hash(leaf.encode()), found.place, stamped.size, found.proof, stamped.root)",
        "return True",
        by("sync/test_stamping.py::test_a_proof_that_does_not_hold_covers_nothing"),
    ),
    "history: goes by the clock": Mutant(
        "app/history.py",
        "key=lambda r: (r.place.depth, r.id)",
        "key=lambda r: (r.header.t, r.id)",
        by("app/test_history.py"),
    ),
    "frames: unpacks whatever there is": Mutant(
        "sync/frames.py",
        "data = reader.read(LARGEST_BATCH + 1)",
        "data = reader.readall()",
        by("faults/test_forgeries.py::test_a_bomb_takes_no_more_memory_than_a_batch_may"),
    ),
    "photos: decodes any number of pixels": Mutant(
        "app/photos.py",
        "if picture.width * picture.height > MOST_PIXELS:",
        "if False:",
        by("faults/test_forgeries.py::test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded"),
    ),
    "decoding: gives nothing up": Mutant(
        "app/decoding/confined.py",
        "            resource.setrlimit(limit, (most, most))",
        "            resource.getrlimit(limit)",
        by("app/decoding/test_decoder.py::test_a_confined_process_can_do_nothing"),
    ),
    "decoding: takes a picture of any size": Mutant(
        "app/decoding/talk.py",
        "if min(width, height) < 1 or width * height > MOST_PIXELS:",
        "if False:",
        by("app/decoding/test_process.py::test_a_process_that_was_taken_over_gets_nothing_but_a_sentence"),
    ),
    "photos: decodes where the keys are": Mutant(
        "app/actions/photos.py",
        "kit.decoder.read_facts(data)",
        "photos.read_facts(data)",
        by("ui/test_decoded_apart.py"),
    ),
    "register: writes formulas": Mutant(
        "app/actions/register.py",
        """return f"'{text}" if text.startswith(""",
        "return text if text.startswith(",
        by("faults/test_threats.py::test_no_text_becomes_a_formula"),
    ),
    "proof: verifies no signature": Mutant(
        "app/proof.py",
        ".verify(signature, _to_sign(protected, payload))",
        "",
        by("app/test_proof.py"),
    ),
    "client: trusts whatever is signed": Mutant(
        "sync/client.py",
        "        context.load_verify_locations(cadata=ca)\n",
        "        context.load_verify_locations(cadata=ca)\n"
        "        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE\n",
        by("sync/hub/test_web.py::test_a_server_of_another_authority_is_not_spoken_to"),
    ),
    "hub: answers a request twice": Mutant(
        "sync/hub/nonces.py",
        "return bool(db.rows(sql, (nonce, expires)))",
        "return bool(db.rows(sql, (nonce, expires))) or True",
        by("sync/hub/test_web.py::test_a_request_is_answered_once"),
    ),
    "hub: takes a code twice": Mutant(
        "sync/hub/enrolment.py",
        "if used and key is not None and used != key:",
        "if False:",
        by("e2e/test_enrolment.py::test_a_code_that_another_device_used_is_refused"),
    ),
    "duty: asks for no PIN": Mutant(
        "app/actions/duty.py",
        '        kit.signing.unlock(officer, pins.get(officer, ""))\n',
        "        continue\n",
        by("e2e/test_pins.py::test_without_the_pin_nobody_signs_in_as_the_officer"),
    ),
    "duty: leaves keys open": Mutant(
        "app/actions/duty.py",
        'keys under a PIN serve no more."""\n    kit.signing.lock()\n',
        'keys under a PIN serve no more."""\n',
        by("e2e/test_pins.py::test_after_the_duty_or_in_a_fresh_program_the_pin_is_wanted_again"),
    ),
    "hub: counts no bytes": Mutant(
        "sync/hub/limits.py",
        "if account.bytes + size > self.quotas.mib_per_day * MIB:",
        "if False:",
        by("sync/hub/test_limits.py::test_a_day_s_bytes_and_entries_are_counted_and_begin_anew"),
    ),
    "hub: shows revoked devices everything": Mutant(
        "sync/hub/access.py",
        "if self._standing.rank is Rank.REVOKED:",
        "if False:",
        by("sync/hub/test_access.py::test_a_revoked_device_brings_what_it_has_and_is_shown_nothing"),
    ),
    "programs: takes a file by its size": Mutant(
        "app/actions/programs.py",
        "if (published.size, published.sha256) == (size, sha256):",
        "if published.size == size:",
        by("app/actions/test_programs.py::test_a_file_that_differs_anywhere_is_refused_and_nothing_is_left"),
    ),
    "programs: takes what was withdrawn": Mutant(
        "app/actions/programs.py",
        "            if published.withdrawn:\n",
        "            if False:\n",
        by("app/actions/test_programs.py::test_what_was_withdrawn_is_refused_with_the_reason"),
    ),
    "run: installs without comparing": Mutant(
        "run.py",
        '"--require-hashes", ',
        "",
        by("test_run.py::test_the_lock_is_installed_by_hash_and_never_built"),
    ),
}
ROWS: Mapping[int, tuple[str, ...]] = {  # threats, and what is taken out of what holds them off
    1: ("driver: sets no key", "keys: trusts a keyring that is not there"),
    2: ("driver: takes one without a cipher", "driver: looks at the first bytes alone"),
    3: ("stamping: believes any proof",),
    4: ("log.db: has no guards", "audit: follows no links", "audit: looks at no photo"),
    5: ("casebook: writes on in a log with two ends",),
    6: ("history: goes by the clock",),
    7: ("uplink: takes a rewritten log", "uplink: asks for no account", "pull: asks for no account"),
    8: ("hub: denies what a restore lost", "begins no epoch after a restore"),
    9: ("frames: needs no end", "stream: does not tell the last chunk", "log: verifies no signature"),
    10: ("frames: unpacks whatever there is",),
    11: (
        "photos: decodes any number of pixels",
        "decoding: gives nothing up",
        "decoding: takes a picture of any size",
        "photos: decodes where the keys are",
    ),
    12: ("register: writes formulas",),
    13: ("proof: verifies no signature",),
    14: ("client: trusts whatever is signed", "hub: answers a request twice"),
    15: ("hub: takes a code twice", "lets anybody write", "duty: asks for no PIN", "duty: leaves keys open"),
    16: ("hub: counts no bytes",),
    17: ("hub: shows revoked devices everything",),
    18: ("never reads back", "log: compares no payload"),
    19: (
        "run: installs without comparing",
        "programs: takes a file by its size",
        "programs: takes what was withdrawn",
    ),
    20: ("stream: does not tell the last chunk", "log: takes a header in other bytes"),
}
