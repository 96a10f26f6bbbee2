"""What came before what."""

from app.events import CommentMade
from app.history import forks, in_order, place_all
from app.log import read_header
from tests.builders import ALog, recorded


def test_an_entry_has_seen_what_its_log_and_its_heads_name() -> None:
    ours, theirs = ALog(1), ALog(2)
    theirs_last = theirs.add(CommentMade("theirs"))
    ours_last = ours.add(CommentMade("ours"), saw=(theirs_last.id,))

    places = place_all({e.id: read_header(e.header) for e in [*ours.entries, *theirs.entries]})

    assert places[ours_last.id].has_seen(places[theirs.entries[0].id])
    assert places[ours_last.id].has_seen(places[ours_last.id])
    assert not places[theirs_last.id].has_seen(places[ours_last.id])


def test_causes_stand_before_effects_in_the_common_order() -> None:
    ours, theirs = ALog(1), ALog(2)
    last = ours.add(CommentMade("1"))
    for n in range(5):
        seen = theirs.add(CommentMade(str(n)), saw=(last.id,))
        last = ours.add(CommentMade(str(n)), saw=(seen.id,))

    ordered = [r.id for r in in_order(recorded([*theirs.entries, *ours.entries]))]

    for record in recorded([*theirs.entries, *ours.entries]):
        for parent in (record.header.prev, *record.header.saw):
            if parent:
                assert ordered.index(parent) < ordered.index(record.id)


def test_a_fork_is_found_and_its_branches_have_not_seen_each_other() -> None:
    log = ALog()
    left = log.add(CommentMade("left"))
    right = log.add(CommentMade("right"), after=0)
    right_next = log.add(CommentMade("right again"))
    headers = {e.id: read_header(e.header) for e in log.entries}

    (fork,) = forks(headers)
    places = place_all(headers)

    assert set(fork.entries) == {left.id, right.id}
    assert not places[right_next.id].has_seen(places[left.id])
    assert not places[left.id].has_seen(places[right.id])
    assert places[right_next.id].has_seen(places[log.entries[0].id])


def test_a_log_with_missing_entries_is_placed_all_the_same() -> None:
    log = ALog()
    for n in range(6):
        log.add(CommentMade(str(n)))
    kept = [log.entries[i] for i in (0, 3, 6)]

    places = place_all({e.id: read_header(e.header) for e in kept})

    depths = [places[e.id].depth for e in kept]
    assert depths == sorted(depths)
