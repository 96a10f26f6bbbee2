"""A made-up register of trademarks of any size, the same for the same seed: `python -m tests.bench.marks`.

What matters for searches is as in a real one: characters and parts of names are reused by Zipf's law, one
mark stands in several classes, firms copy each other's marks with a slip, most filings are recent, numbers
rise with the days. Rows come in blocks, each from its own seed, so that memory does not grow with them.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.bench.words import GOODS, words

HEADER = (
    "注册号", "商标名称", "国际分类", "类似群", "商品/服务", "申请人名称(中文)", "代理机构", "申请日期",
    "初审公告日期", "注册公告日期", "专用权期限", "商标状态",
)  # fmt: skip
BLOCK = 50_000  # rows
FIRST, LAST = 120_000, 84_000_000  # registration numbers
LIKED = np.array((25, 35, 30, 9, 3, 5, 29, 41, 42, 43, 11, 28, 21, 16, 18, 20, 33, 32, 24, 7))  # classes
COMMON = tuple(
    bytes((row, cell)).decode("gb2312")
    for row in range(0xB0, 0xD8)
    for cell in range(0xA1, 0xFF if row < 0xD7 else 0xFA)
)
GROUP_COUNT = 20
SYLLABLES, TOWNS, TRADES = words("syllables"), words("towns"), words("trades")
Chance = np.random.Generator
Ints = NDArray[np.int64]


def write_register(path: Path, rows: int, seed: int) -> None:
    """Write a register as CSV with Chinese column names, UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(HEADER) + "\n")
        for block in make_rows(rows, seed):
            file.write("".join(block))


def make_rows(rows: int, seed: int) -> Iterator[list[str]]:
    """Yield the lines of a register, a block at a time."""
    maker = _Maker(rows, seed)
    for start in range(0, rows, BLOCK):
        yield maker.block(start, min(rows, start + BLOCK))


class _Maker:
    """Draws marks, holders and days."""

    def __init__(self, rows: int, seed: int) -> None:
        self._rows, self._seed = rows, seed
        chance = np.random.default_rng([seed, 0])
        liked = list("".join(words("characters")))
        rest = sorted(set(COMMON) - set(liked))
        self._characters = np.array([*liked, *chance.permutation(rest)])
        self._parts = np.array(chance.permutation(words("parts")))
        self._english = np.array(chance.permutation(words("english")))
        self._syllables = np.array(chance.permutation(SYLLABLES))
        self._famous = self._coined(np.random.default_rng([seed, 1]), 3000)

    def block(self, start: int, end: int) -> list[str]:
        """Return the lines from `start` on."""
        chance = np.random.default_rng([self._seed, 2, start])
        size = end - start
        owners, names, holders = self._marks(chance, size)
        numbers = FIRST + (np.arange(start, end) * (LAST - FIRST)) // self._rows
        nice = self._classes(chance, owners)
        groups, goods = self._goods(chance, nice)
        filed, prelim, registered, term, status = _days(chance, numbers)
        agents = _zipf(chance, 400, size, 8)
        lines = []
        for at in range(size):
            place = start + at
            number = f"G{600_000 + place // 67}" if place % 67 == 0 else str(numbers[at])
            agent = _agent(int(agents[at]))
            lines.append(
                f"{number},{names[owners[at]]},{nice[at]},{groups[at]},{goods[at]},{holders[owners[at]]},{agent},"
                f"{filed[at]},{prelim[at]},{registered[at]},{term[at]},{status[at]}\n"
            )
        return lines

    def _marks(self, chance: Chance, size: int) -> tuple[Ints, list[str], list[str]]:
        """Return for each row which mark it shows, the marks and their holders."""
        counts = np.minimum(chance.geometric(0.47, size), 12)
        counts = counts[: int(np.searchsorted(np.cumsum(counts), size)) + 1]
        owners = np.repeat(np.arange(len(counts)), counts)[:size]
        names = self._coined(chance, len(counts))
        kind = chance.random(len(counts))
        models = chance.integers(0, len(counts), len(counts))
        famous = _zipf(chance, len(self._famous), len(counts), 20)
        for at in np.flatnonzero(kind < 0.16).tolist():
            model = self._famous[famous[at]] if kind[at] < 0.1 else names[models[at]]
            names[at] = model if kind[at] < 0.03 else self._copied(chance, model)
        holders = [_holder(int(n)) for n in _zipf(chance, max(200, self._rows // 15), len(counts), 40)]
        return owners, names, holders

    def _coined(self, chance: Chance, count: int) -> list[str]:
        """Return marks of all shapes."""
        shape = chance.random(count)
        letters = self._characters[_zipf(chance, len(self._characters), (count, 4), 25)]
        parts = self._parts[_zipf(chance, len(self._parts), (count, 2), 30)]
        english = self._english[_zipf(chance, len(self._english), (count, 2), 25)]
        sounds = self._syllables[_zipf(chance, len(self._syllables), (count, 4), 20)]
        length = chance.choice([2, 3, 4], count, p=[0.36, 0.46, 0.18])
        more = chance.integers(0, 100, count)
        return [
            _coin(*drawn)
            for drawn in zip(
                shape.tolist(), letters.tolist(), parts.tolist(), english.tolist(), sounds.tolist(),
                length.tolist(), more.tolist(), strict=True,
            )
        ]  # fmt: skip

    def _copied(self, chance: Chance, model: str) -> str:
        """Return a mark that somebody made after another one."""
        how, place = chance.integers(0, 5), int(chance.integers(0, len(model)))
        other = str(self._characters[chance.integers(0, 400)])
        if model.isascii():
            other = str(chance.choice(list("aeiorst")))
            other = other.upper() if model.isupper() else other
        if how == 0:
            return model[:place] + other + model[place:]
        if how == 1 and len(model) > 3:
            return model[:place] + model[place + 1 :]
        if how == 2:
            return model[:place] + other + model[place + 1 :]
        if how == 3 and not model.isascii():
            return model + str(chance.choice(["坊", "堂", "世家", "记", "匠", "优品", "国际", "之家"]))
        return model[place:] + model[:place] if len(model) < 5 else model + other

    def _classes(self, chance: Chance, owners: Ints) -> Ints:
        """Return a class for each row: those of one mark differ."""
        first = np.append(True, owners[1:] != owners[:-1])
        since = np.arange(len(owners)) - np.maximum.accumulate(np.where(first, np.arange(len(owners)), 0))
        base = np.concatenate([LIKED, np.setdiff1d(np.arange(1, 46), LIKED)])
        begin = _zipf(chance, 45, int(owners[-1]) + 1, 6)
        step = chance.choice([1, 2, 4, 7, 11, 13], int(owners[-1]) + 1)
        nice: Ints = base[(begin[owners] + since * step[owners]) % 45]
        return nice

    def _goods(self, chance: Chance, nice: Ints) -> tuple[list[str], list[str]]:
        group = chance.integers(1, GROUP_COUNT, (len(nice), 2)).tolist()
        first = chance.integers(0, 3, len(nice)).tolist()
        groups = [
            f"{n:02}{min(a):02};{n:02}{max(a) + 1:02}" for n, a in zip(nice.tolist(), group, strict=True)
        ]
        goods = [";".join(GOODS[n][at : at + 2]) for n, at in zip(nice.tolist(), first, strict=True)]
        return groups, goods


def _coin(
    shape: float,
    han: list[str],
    parts: list[str],
    english: list[str],
    sounds: list[str],
    length: int,
    more: int,
) -> str:
    if shape < 0.36:
        return "".join(han[:length])
    if shape < 0.52:
        return parts[0] + (parts[1] if more < 45 else "".join(han[: 1 + more % 2]) if more < 95 else "")
    if shape < 0.58:
        return "".join(han[:3]) + ("及图" if more < 60 else "图形")
    if shape < 0.76:
        return _cased("".join(sounds[: 2 + more % 3]), more)
    if shape < 0.84:
        return _cased(" ".join(english) if more < 60 else english[0] + (sounds[0] if more < 92 else ""), more)
    if shape < 0.96:
        latin = _cased("".join(sounds[:3]) if more < 70 else english[0], more)
        return f"{''.join(han[:length])} {latin}" if more % 3 else f"{latin} {''.join(han[:length])}"
    number = str(more * 7 % 1000)
    return "".join(han[:2]) + number if more < 50 else _cased(sounds[0] + sounds[1], more) + number


def _cased(text: str, more: int) -> str:
    return text.upper() if more % 10 < 7 else text.title() if more % 10 < 9 else text


def _zipf(chance: Chance, many: int, shape: int | tuple[int, ...], flat: float) -> Ints:
    """Draw numbers below `many`, small ones more often; `flat` is how long the first are about alike."""
    u = chance.random(shape) ** 1.25
    drawn: Ints = np.minimum((flat * ((many / flat + 1) ** u - 1)).astype(np.int64), many - 1)
    return drawn


def _holder(number: int) -> str:
    if number % 23 == 0:
        return f"{_of(SYLLABLES, number)}{_of(SYLLABLES, number // 61)} {number % 1000} LIMITED".upper()
    own = _of(COMMON, number * 7919 + 11) + _of(COMMON, number * 104729 + 5)
    return f"{_of(TOWNS, number)}{own}{_of(TRADES, number // 25)}有限公司"


def _agent(number: int) -> str:
    return f"{_of(TOWNS, number)}{_of(COMMON, number * 31)}{_of(COMMON, number * 57)}知识产权代理有限公司"


def _of(texts: Sequence[str], number: int) -> str:
    return texts[number % len(texts)]


def _days(chance: Chance, numbers: Ints) -> tuple[list[str], list[str], list[str], list[str], list[str]]:
    """Return filing, preliminary and registration day, the term and the status of each row."""
    share = (numbers - FIRST) / (LAST - FIRST)
    start, today = np.datetime64("1983-03-01"), np.datetime64("2026-06-30")
    span = int((today - start).astype(int))
    filed = start + (span * share**0.35).astype("timedelta64[D]")
    prelim = filed + chance.integers(150, 330, len(numbers)).astype("timedelta64[D]")
    registered = prelim + np.timedelta64(91, "D")
    renewals = np.maximum((today - registered).astype(int) // 3653, 0)
    ends = registered + ((renewals + 1) * 3652).astype("timedelta64[D]")
    luck = chance.random(len(numbers))
    refused = luck < 0.28
    lapsed = ~refused & (renewals > 0) & (luck < 0.55)
    status = np.select(
        [registered > today, refused, lapsed, luck > 0.985],
        [np.where(prelim > today, "申请中", "初审公告"), "驳回", "注销", "撤销"],
        "已注册",
    )
    has = ~refused & (registered <= today)
    shown = (np.where(keep, np.datetime_as_string(day), "") for keep, day in (
        (np.ones(len(numbers), bool), filed), (~refused & (prelim <= today), prelim), (has, registered),
    ))  # fmt: skip
    one, two, three = (texts.tolist() for texts in shown)
    term = [
        f"{a}至{b}" if a else "" for a, b in zip(three, np.datetime_as_string(ends).tolist(), strict=True)
    ]
    return one, two, three, term, status.tolist()


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.bench.marks", description="write a made-up register")
    parser.add_argument("out", type=Path)
    parser.add_argument("rows", type=int)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    write_register(args.out, args.rows, args.seed)


if __name__ == "__main__":
    main()
