"""Keys that a search makes are those under which marks are filed."""

import numpy as np

from app.names.hashing import hash_lists, hash_rows, run_starts
from app.names.keys import SPELLING, merged_spelling, spelling_keys


def test_lists_of_many_widths_hash_as_their_rows_do() -> None:
    wide, middle, narrow = (np.arange(20 * width).reshape(20, width) % 977 for width in (7, 4, 1))
    families = np.arange(20)
    hashes = hash_lists([(5, wide), (families, middle), (9, narrow)])
    apart = [hash_rows(5, wide), hash_rows(families, middle), hash_rows(9, narrow)]
    assert hashes.tolist() == np.concatenate(apart).tolist()


def test_no_lists_have_no_hashes() -> None:
    assert len(hash_lists([])) == 0


def test_a_spelling_asked_for_has_the_key_of_the_mark_spelled_so() -> None:
    for word in (b"COFFEE", b"AABBCC", b"0OQ", b"MNMN77", b"X"):
        filed = spelling_keys(np.frombuffer(word, np.uint8)[None, :])
        merged = np.frombuffer(merged_spelling(word), np.uint8)[None, :]
        assert filed.tolist() == hash_rows(SPELLING, merged).tolist()


def test_runs_of_equal_values_start_where_the_value_changes() -> None:
    assert run_starts(np.array([3, 3, 5, 6, 6, 6])).tolist() == [0, 2, 3]
    assert run_starts(np.zeros(0, np.int64)).tolist() == []
