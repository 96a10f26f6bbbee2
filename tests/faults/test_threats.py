"""The threats that the program was designed against, and the tests that show each of them off.

A row names tests as "file::function". What is not shown yet stands in `ABSENT`, in words.
"""

import ast
import csv
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.actions.register import save_rejects
from app.events import CommentMade
from app.rights import Rejected
from offline_db.data_folder import KEYS, LOG, audit_folder
from offline_db.driver import connect
from offline_db.keys import open_keys
from tests.faults.mitigations import ROWS
from tests.faults.mutants import TEXTS
from tests.faults.site import LAPTOP, make_site, open_laptop, take_photo
from tests.sync.hub.mutants import MUTANTS as BROKEN_PARTS

TESTS = Path(__file__).resolve().parent.parent
THREATS: Mapping[str, tuple[str, ...]] = {
    "1 a lost or stolen laptop": (
        "offline_db/test_driver.py::test_a_keyed_database_never_shows_a_readable_byte",
        "offline_db/test_keys.py::test_a_folder_opens_with_its_passphrase_on_its_machine_and_not_otherwise",
        "e2e/test_escrow.py::test_one_supervisor_or_a_forged_share_leaves_the_laptop_shut",
        "e2e/test_lost_laptop.py::test_a_lost_laptop_comes_back_at_the_bureau",
        "e2e/test_lease.py::test_after_thirty_days_a_laptop_starts_nothing_until_the_bureau_speaks",
        "ui/test_lock.py::test_neither_keys_nor_clicks_nor_scans_get_past_the_cover",
        "ui/test_locked_memory.py::test_a_locked_program_has_no_key_in_its_memory_and_goes_on_where_it_was",
    ),
    "2 a driver that writes in the clear": (
        "offline_db/test_driver.py::test_a_driver_without_a_cipher_is_refused_before_it_writes_anything",
        "offline_db/test_driver.py::test_the_program_refuses_to_start_where_a_plain_driver_is_installed",
    ),
    "3 an officer who back-dates": (
        "sync/test_stamping.py::test_an_entry_lies_between_two_trusted_times_whatever_its_clock_says",
        "e2e/test_documents.py::test_a_clock_set_back_a_year_is_told_and_work_goes_on",
    ),
    "4 an officer who deletes or edits": (
        "offline_db/test_logbook.py::test_the_database_itself_refuses_to_change_the_past",
        "faults/test_threats.py::test_an_edit_behind_the_program_s_back_is_named",
        "faults/test_faults.py::test_nothing_is_lost_and_nothing_false_is_said",
    ),
    "5 an officer who forks a log to hide": (
        "offline_db/test_logbook.py::test_a_fork_of_a_restored_image_is_kept_and_reported",
        "offline_db/test_rotation.py::test_a_forked_device_goes_on_in_a_fresh_log_that_names_both_heads",
        "offline_db/test_rotation.py::test_the_keyring_tells_a_restored_image_before_it_writes",
        "faults/test_faults.py::test_nothing_is_lost_and_nothing_false_is_said",
    ),
    "6 clocks that lie": (
        "app/test_history.py::test_causes_stand_before_effects_in_the_common_order",
        "faults/test_faults.py::test_nothing_is_lost_and_nothing_false_is_said",
        "sync/test_stamping.py::test_an_entry_lies_between_two_trusted_times_whatever_its_clock_says",
    ),
    "7 a hub that rewrites, drops or truncates": (
        "sync/test_uplink_lies.py::test_this_holds",
        "sync/test_uplink_lies.py::test_a_broken_rule_is_caught",
        "sync/hub/test_accounting.py::test_every_single_entry_that_is_left_out_is_noticed_and_the_rest_is_kept",
        "sync/hub/test_tiles.py::test_a_hub_that_rewrote_its_log_cannot_publish_over_what_it_published",
        "faults/test_faults.py::test_nothing_is_lost_and_nothing_false_is_said",
    ),
    "8 a hub rolled back by a restore": (
        "sync/test_uplink_lies.py::test_this_holds",
        "faults/test_faults.py::test_nothing_is_lost_and_nothing_false_is_said",
    ),
    "9 forged, replayed, old or partial bundles": (
        "sync/test_sharing.py::test_every_changed_byte_of_a_bundle_is_noticed",
        "sync/test_pulled_sticks.py::test_what_is_whole_after_a_pull_at_any_call_is_kept_and_the_rest_follows",
        "offline_db/test_logbook.py::test_forged_entries_are_refused_and_the_rest_is_kept",
    ),
    "10 bombs and paths in bundles": (
        "sync/test_sharing.py::test_a_bomb_is_not_unpacked",
        "faults/test_forgeries.py::test_a_bomb_takes_no_more_memory_than_a_batch_may",
        "sync/test_sharing.py::test_any_bytes_are_records_or_refused",
        "sync/hub/test_book_hostile.py::test_hostile_questions_are_refused_with_a_sentence",
    ),
    "11 malicious pictures": (
        "app/test_photos.py::test_what_is_no_usable_photo_is_refused_with_a_sentence",
        "faults/test_forgeries.py::test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded",
        "app/test_photos.py::test_a_changed_byte_gives_a_picture_or_our_refusal",
        "app/decoding/test_decoder.py::test_a_confined_process_can_do_nothing",
        "app/decoding/test_process.py::test_a_process_that_was_taken_over_gets_nothing_but_a_sentence",
        "app/decoding/test_decoder.py::test_a_picture_that_wants_more_memory_than_it_may_have_harms_nobody",
        "ui/test_decoded_apart.py::test_nothing_from_outside_is_decoded_where_the_keys_are",
        "ui/test_decoded_apart.py::test_a_photo_that_ends_its_decoder_harms_neither_case_nor_page",
    ),
    "12 formulas and SQL in texts": (
        "faults/test_threats.py::test_no_text_becomes_a_formula",
        "faults/test_threats.py::test_any_text_comes_out_of_the_log_as_it_went_in",
    ),
    "13 forged codes on notices": (
        "e2e/test_verifier_page.py::test_no_flipped_byte_leaves_a_document_genuine",
    ),
    "14 somebody between laptop and hub": (
        "sync/hub/test_web.py::test_a_server_of_another_authority_is_not_spoken_to",
        "sync/hub/test_web.py::test_a_request_is_answered_once",
    ),
    "15 stolen keys and codes": (
        "e2e/test_enrolment.py::test_a_code_that_another_device_used_is_refused",
        "e2e/test_enrolment.py::test_what_a_revoked_device_still_brings_is_kept_apart",
        "e2e/test_pins.py::test_without_the_pin_nobody_signs_in_as_the_officer",
        "offline_db/test_officer_keys.py::test_the_key_of_the_folder_alone_does_not_open_what_lies_under_a_pin",
    ),
    "16 huge or slow requests": (
        "sync/hub/test_web.py::test_a_body_that_stands_still_is_given_up",
        "sync/hub/test_web.py::test_a_body_that_is_too_large_is_given_up",
        "sync/hub/test_limits.py::test_a_head_that_comes_byte_by_byte_is_not_waited_for",
        "sync/hub/test_limits.py::test_many_uploads_at_once_are_all_taken_in_the_end",
        "sync/hub/test_limits.py::test_a_disk_that_fills_up_takes_photos_no_more_and_at_last_no_entries",
    ),
    "17 what a supervisor may see, and erasure": (
        "offline_db/test_erasing.py::test_an_order_that_counts_is_carried_out_when_it_comes",
        "offline_db/test_erasing.py::test_an_order_of_a_device_that_is_not_entitled_erases_nothing",
        "sync/hub/test_access.py::test_each_device_gets_its_own_cases_and_no_other_s_whenever_it_asks",
        "sync/hub/test_access.py::test_a_revoked_device_brings_what_it_has_and_is_shown_nothing",
    ),
    "18 an administrator with the database": (
        "sync/hub/test_objects.py::test_a_changed_byte_on_the_disk_is_noticed",
        "sync/hub/test_tiles.py::test_a_row_that_an_administrator_changed_does_not_pass_into_the_tiles_unseen",
        "sync/hub/test_bucket.py::test_a_locked_original_cannot_be_removed_before_its_day",
        "sync/test_stamping.py::test_a_token_over_a_checkpoint_that_the_log_does_not_continue_covers_nothing",
    ),
    "19 what the program is built from": (
        "test_run.py::test_the_lock_is_installed_by_hash_and_never_built",
        "test_run.py::test_the_lock_names_a_hash_for_every_package",
        "app/actions/test_programs.py::test_a_file_that_differs_anywhere_is_refused_and_nothing_is_left",
        "app/actions/test_programs.py::test_the_word_of_a_device_counts_for_nothing",
        "app/actions/test_programs.py::test_what_was_withdrawn_is_refused_with_the_reason",
    ),
    "20 formats and algorithms that age": (
        "faults/test_golden.py::test_old_entries_verify_and_say_what_they_said",
        "faults/test_golden.py::test_an_old_sealed_photo_opens",
        "faults/test_golden.py::test_an_old_bundle_is_read",
        "faults/test_golden.py::test_old_receipts_hold_under_their_checkpoint",
    ),
}
ABSENT: Mapping[str, str] = {
    "11 malicious pictures": "pictures are decoded within limits, but in the program's own process",
    "19 what the program is built from": "updates are not signed yet: a new version is installed by hand",
}


def test_every_threat_of_the_design_has_its_row() -> None:
    assert [int(row.split()[0]) for row in THREATS] == list(range(1, 21))
    assert set(ABSENT) < set(THREATS)


def test_what_holds_off_each_threat_is_taken_out_by_a_mutant() -> None:
    assert list(ROWS) == list(range(1, 21))
    assert {name for names in ROWS.values() for name in names} <= TEXTS.keys() | BROKEN_PARTS.keys()
    assert len(TEXTS) + len(BROKEN_PARTS) >= 25


def test_each_mutant_changes_one_place_of_the_program() -> None:
    texts = {mutant.file: (TESTS.parent / mutant.file).read_text("utf-8") for mutant in TEXTS.values()}

    assert [name for name, mutant in TEXTS.items() if texts[mutant.file].count(mutant.old) != 1] == []


@pytest.mark.parametrize("row", THREATS)
def test_the_named_tests_are_there(row: str) -> None:
    assert THREATS[row]
    for name in THREATS[row]:
        file, _, function = name.partition("::")
        tree = ast.parse((TESTS / file).read_text("utf-8"))
        assert function in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, name


EDITS = {
    "another payload": "UPDATE entries SET payload = x'7b7d' WHERE seq = 3 AND log = :own",
    "another header": "UPDATE entries SET header = replace(header, 'PhotoTaken', 'PhotoTakem') WHERE seq = 3",
    "an entry removed in the middle": "DELETE FROM entries WHERE seq = 3 AND log = :own",
    "the opening removed": "DELETE FROM entries WHERE seq = 0 AND log = :own",
    "a payload emptied": "UPDATE entries SET payload = NULL WHERE seq = 3 AND log = :own",
    "a signature of zeros": "UPDATE entries SET signature = zeroblob(64) WHERE seq = 3 AND log = :own",
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_behind_the_program_s_back_is_named(tmp_path: Path, edit: str) -> None:
    make_site(tmp_path)
    with closing(open_laptop(tmp_path)) as folder:
        for _ in range(4):
            take_photo(folder, "F-1-0001", 500)
        own = folder.own
    key = open_keys(tmp_path / LAPTOP / KEYS).derive("log")
    with closing(connect(tmp_path / LAPTOP / LOG, key, exclusive=True)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(EDITS[edit], {"own": own} if ":own" in EDITS[edit] else {})

    found = audit_folder(tmp_path / LAPTOP)

    assert not found.whole
    assert any(problem.log in (own, "") for problem in found.problems)


ANY_TEXT = st.text(max_size=40) | st.builds(
    "{}{}".format, st.sampled_from(list("=+-@\t\r'")), st.text(max_size=20)
)


@given(text=ANY_TEXT)
def test_no_text_becomes_a_formula(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "rejects.csv"

    save_rejects(path, [Rejected(1, text.replace("\x00", ""), text.replace("\x00", ""))])

    with path.open(encoding="utf-8-sig", newline="") as file:
        _, (_, reason, original) = csv.reader(file)
    for cell in (reason, original):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
        assert cell.removeprefix("'") == text.replace("\x00", "").removeprefix("'")


def test_any_text_comes_out_of_the_log_as_it_went_in(tmp_path: Path) -> None:
    make_site(tmp_path)
    texts = ["'; DROP TABLE entries; --", "=cmd|' /C calc'!A0", "\u202e\x00\x01", "%s ? :own", "😀" * 50]
    with closing(open_laptop(tmp_path)) as folder:
        for text in texts:
            folder.casebook.append(f"F-1-{text[:8]}", CommentMade(text))
        found = [line for case in texts for line in folder.logbook.records(case=f"F-1-{case[:8]}")]

    assert [entry.event for entry in found] == [CommentMade(text) for text in texts]
