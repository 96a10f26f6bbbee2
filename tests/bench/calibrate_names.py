"""How far the bands and the order of a search can be trusted: `python -m tests.bench.calibrate_names`.

Signs made after marks of a register are searched for in it, in all classes and in one. Three tables: what
becomes of each kind of sign; how often a hit of each band is the mark that the sign was made after (a lower
bound, since a register holds other marks as near); whether dearer hits are in lower bands and less often
right. With --tune also which weights would find more, and what they do for pairs of another seed.
"""

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from app.names.answers import Band, Likeness
from app.names.lexicon import Lexicon, load_lexicon
from app.names.likeness import explain
from app.names.scoring import Weights
from offline_db.pack.pack import Pack
from offline_db.pack.search import make_sign
from tests.bench.measuring import a_pack, table
from tests.bench.tuning import SHOWN, Tuner, collect
from tests.bench.variants import Pair, make_pairs

BINS = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A hit of an answer."""

    band: Band
    cost: float
    right: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair, what a search says of it in all classes and in one, and what is said of the mark itself."""

    pair: Pair
    everywhere: tuple[Found, ...]
    in_class: tuple[Found, ...]
    likeness: Likeness


def judge(pack: Pack, pairs: Sequence[Pair], lexicon: Lexicon) -> list[Judged]:
    """Search for the sign of each pair."""
    return [
        Judged(
            pair,
            _search(pack, pair, lexicon, 0),
            _search(pack, pair, lexicon, pair.nice),
            explain(pair.sign, pair.mark, lexicon),
        )
        for pair in pairs
    ]


def _search(pack: Pack, pair: Pair, lexicon: Lexicon, nice: int) -> tuple[Found, ...]:
    hits = pack.nearest(make_sign(pair.sign, lexicon), SHOWN, nice)
    return tuple(
        Found(explain(pair.sign, text, lexicon).band, cost, text == pair.mark) for text, cost, _ in hits
    )


def show_kinds(judged: Sequence[Judged]) -> None:
    """Print what becomes of each kind of pair, then of each tier."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        variant = one.pair.variant
        groups[f"{variant.tier} {variant.name}"].append(one)
        groups[f"all of tier {variant.tier}"].append(one)
    rows = []
    for name, ones in sorted(groups.items()):
        bands = [one.likeness.band for one in ones]
        told = np.mean([bool({*one.pair.variant.rules} & {*one.likeness.rules}) for one in ones])
        rows.append(
            (
                name,
                len(ones),
                np.mean([_hit(one.everywhere) for one in ones]),
                np.mean([_hit(one.in_class) for one in ones]),
                *(bands.count(band) / len(ones) for band in Band),
                told,
            )
        )
    table(("kind", "pairs", "recall all", "one class", *Band, "rule named"), rows)


def show_bands(judged: Sequence[Judged]) -> None:
    """Print how often a hit of each band is right, and what it costs."""
    rows = []
    for scope, answers in _scopes(judged):
        hits = [hit for answer in answers for hit in answer]
        right = sum(hit.right for hit in hits)
        for band in Band:
            some = [hit for hit in hits if hit.band is band]
            if some:
                good = sum(hit.right for hit in some)
                per_answer = len(some) / len(answers)
                cost = float(np.mean([hit.cost for hit in some]))
                rows.append((scope, band, per_answer, good / len(some), good / max(right, 1), cost))
    table(("scope", "band", "hits an answer", "right", "share of the right", "mean cost"), rows)


def show_order(judged: Sequence[Judged]) -> None:
    """Print how often hits are right by what they cost, and whether costs and bands agree."""
    order = list(Band)
    rows: list[tuple[object, ...]] = []
    for scope, answers in _scopes(judged):
        hits = sorted((hit for answer in answers for hit in answer), key=lambda hit: hit.cost)
        for part in np.array_split(np.arange(len(hits)), BINS):
            some = [hits[i] for i in part.tolist()]
            if some:
                place = float(np.mean([order.index(hit.band) for hit in some]))
                right = float(np.mean([hit.right for hit in some]))
                rows.append((scope, f"{some[0].cost:.1f} to {some[-1].cost:.1f}", right, place))
        agree = [
            a.cost < b.cost
            for answer in answers
            for a in answer
            for b in answer
            if order.index(a.band) < order.index(b.band)
        ]
        rows.append((scope, "better band is cheaper", float(np.mean(agree)) if agree else 1.0, ""))
    table(("scope", "cost", "right", "mean band (0 best)"), rows)


def _scopes(judged: Sequence[Judged]) -> list[tuple[str, list[tuple[Found, ...]]]]:
    return [
        ("all classes", [one.everywhere for one in judged]),
        ("one class", [one.in_class for one in judged]),
    ]


def _hit(found: Sequence[Found]) -> bool:
    return any(hit.right for hit in found)


def recalls(pack: Pack, pairs: Sequence[Pair], lexicon: Lexicon) -> list[float]:
    """Return recall at 20: tier 1 all classes, one class, tier 2 all, one, tier 3 one class."""
    found = []
    for tier, scoped in ((1, False), (1, True), (2, False), (2, True), (3, True)):
        some = [pair for pair in pairs if pair.variant.tier == tier]
        hits = [
            any(
                text == pair.mark
                for text, *_ in pack.nearest(make_sign(pair.sign, lexicon), SHOWN, pair.nice if scoped else 0)
            )
            for pair in some
        ]
        found.append(float(np.mean(hits)) if hits else 1.0)
    return found


def tune(packs: Sequence[Pack], lexicon: Lexicon, count: int, seeds: tuple[int, int], rounds: int) -> None:
    """Print weights that find more of the pairs of one seed, and what becomes of those of the other."""
    trials = [t for pack in packs for t in collect(pack, make_pairs(pack, count, seeds[0]), lexicon)]
    tuner = Tuner(trials, lexicon)
    print(f"\ntuning on {len(trials)} pairs of seed {seeds[0]}: score {tuner.score:.4f}")
    for name, value, score in tuner.run(rounds):
        print(f"  {name} = {value:g}: {score:.4f}", flush=True)
    changed = {
        name: value
        for name, value in asdict(tuner.weights).items()
        if value != getattr(lexicon.weights, name)
    }
    print(f"proposed: {changed}")
    show_gain(packs, lexicon, tuner.weights, count, seeds[1])


def show_gain(packs: Sequence[Pack], lexicon: Lexicon, weights: Weights, count: int, seed: int) -> None:
    """Print recalls of pairs of a seed before and after a change of weights."""
    after = replace(lexicon, weights=weights, characters={}, syllables={})
    rows: list[tuple[object, ...]] = []
    for pack in packs:
        pairs = make_pairs(pack, count, seed)
        for name, some in (("before", lexicon), ("after", after)):
            rows.append((pack.path.name, len(pairs), name, *recalls(pack, pairs, some)))
    print(f"\nheld out, seed {seed}")
    table(("pack", "pairs", "weights", "T1 all", "T1 class", "T2 all", "T2 class", "T3 class"), rows)


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.bench.calibrate_names", description=__doc__)
    parser.add_argument("packs", nargs="*", type=Path, help="packs; without one of --rows made-up rows")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--pairs", type=int, default=1500, help="of each pack")
    parser.add_argument("--seed", type=int, default=1, help="of the pairs that are judged and tuned on")
    parser.add_argument("--held-out", type=int, default=2, help="seed of the pairs that prove it")
    parser.add_argument("--tune", type=int, default=0, metavar="ROUNDS", help="look for better weights")
    args = parser.parse_args()
    lexicon = load_lexicon()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        packs = [Pack.open(path) for path in args.packs or [a_pack(folder, args.rows)]]
        for pack in packs:
            judged = judge(pack, make_pairs(pack, args.pairs, args.seed), lexicon)
            print(f"\n{pack.path.name}: {pack.manifest.rights:,} rights, {len(judged)} pairs")
            for show in (show_kinds, show_bands, show_order):
                show(judged)
        if args.tune:
            tune(packs, lexicon, args.pairs, (args.seed, args.held_out), args.tune)


if __name__ == "__main__":
    main()
