"""Procedure files: TOML texts to a Procedure, refused as a whole with a sentence if anything is amiss.

A bureau's own folder may hold files of the same names: what they state under a key takes the place of the
shipped one, key by key.
"""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import msgspec

from app.errors import BadInput, StorageFault
from app.law import Deadline
from app.procedure.book import Procedure
from app.procedure.clocks import Clock, Extension
from app.procedure.conduct import LOOKS
from app.procedure.crimes import Crime, Crimes, Edition, Threshold
from app.procedure.evidence import Item
from app.procedure.problems import problems
from app.procedure.raw import RawClock, RawCrime, RawEdition, RawFile, RawRule
from app.procedure.rules import Answer, Cause, Rule
from app.resources import resource

LONGEST = 1_000_000  # characters of one file


T = TypeVar("T")


def load_procedure(folder: Path | None = None, own: Path | None = None) -> Procedure:
    """Read the files that ship with the program (or all `*.toml` in `folder`), then a bureau's own in `own`.

    Raises:
        BadInput: a file is malformed; names it.
        StorageFault: a file cannot be read.
    """
    folders = [folder or resource("procedure"), *([own] if own and own.is_dir() else [])]
    try:
        texts = [{p.name: p.read_text("utf-8") for p in sorted(f.glob("*.toml"))} for f in folders]
    except (OSError, UnicodeDecodeError) as error:
        raise StorageFault(
            "办案程序数据文件无法读取；请重新安装程序或检查本局自定义文件，已有记录不受影响。",
            "The files of the procedure cannot be read; install the program again or check the bureau's own.",
        ) from error
    return read_procedure(*texts)


def read_procedure(*texts: Mapping[str, str]) -> Procedure:
    """Read files given as texts by name; of several sets a later one replaces what has the same key.

    Raises:
        BadInput: malformed TOML, unknown, missing or impossible values.
    """
    files = [_file(name, text) for given in texts for name, text in given.items()]
    groups = {name: tuple(forms) for file in files for name, forms in file.groups.items()}
    rules = {rule.key: rule for file in files for rule in file.rule}
    causes = {cause.key: cause for file in files for cause in file.cause}
    answers = {answer.days: answer for file in files for answer in file.answer}
    if lacking := set(LOOKS) - set(rules):
        raise bad("rules", f"no rule {min(lacking)}")
    return Procedure(
        rules={key: _rule(rule, groups) for key, rule in rules.items()},
        causes=tuple(_plain(Cause, cause) for cause in causes.values()),
        clocks=tuple(_clock(clock) for clock in {c.key: c for file in files for c in file.clock}.values()),
        crimes=Crimes(
            tuple(_crime(crime) for crime in {c.key: c for file in files for c in file.crime}.values()),
            *(_words(getattr(file, name) for file in files) for name in ("measures", "conditions", "inputs")),
        ),
        recall=_words(file.recall for file in files),
        steps=_words(file.steps for file in files),
        evidence=tuple(
            _plain(Item, item) for item in {i.key: i for file in files for i in file.evidence}.values()
        ),
        answers=tuple(sorted((_plain(Answer, a) for a in answers.values()), key=lambda a: a.days)),
    )


def _file(name: str, text: str) -> RawFile:
    try:
        if len(text) > LONGEST:
            raise ValueError("too long")
        file = msgspec.convert(tomllib.loads(text), RawFile)
        for problem in problems(file):
            raise ValueError(problem)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError and ValidationError are ValueErrors
        raise bad(name, str(error)) from error
    return file


def bad(name: str, problem: str) -> BadInput:
    """Return the error that names a file and what is wrong with it."""
    return BadInput(
        f"办案程序数据文件 {name} 有误（{problem}）；请改正或恢复原文件。",
        f"The procedure file {name} is malformed ({problem}); correct it or restore the original.",
    )


def _clock(raw: RawClock) -> Clock:
    target = raw.target
    return Clock(
        key=raw.key,
        per=raw.per,
        runs_for=raw.runs_for,
        started_by=tuple(raw.started_by),
        settled_by=tuple(raw.settled_by),
        soon=timedelta(hours=raw.soon_hours),
        extended_by=tuple(raw.extended_by),
        extensions=tuple(_plain(Extension, way) for way in raw.extend),
        cause=raw.cause,
        dated=raw.dated,
        target=Deadline(raw.key, target.amount, target.unit, "", target.zh, target.en, "target", False)
        if target
        else None,
    )


def _crime(raw: RawCrime) -> Crime:
    return Crime(
        key=raw.key,
        zh=raw.zh,
        en=raw.en,
        causes=tuple(raw.causes),
        editions=tuple(_edition(edition) for edition in raw.edition),
        codes=tuple(raw.codes),
        acts=tuple(raw.acts),
        labels=raw.labels,
        note_zh=raw.note_zh,
        note_en=raw.note_en,
    )


def _edition(raw: RawEdition) -> Edition:
    return Edition(
        basis=raw.basis,
        effective_from=raw.effective_from,
        effective_to=raw.effective_to,
        value=tuple(raw.value),
        thresholds=tuple(_plain(Threshold, threshold) for threshold in raw.threshold),
        source=raw.source,
        verified=raw.verified,
    )


def _words(given: Iterable[Mapping[str, list[str]]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(words) for table in given for name, words in table.items()}


def _rule(raw: RawRule, groups: Mapping[str, tuple[str, ...]]) -> Rule:
    unknown = [name for name in raw.forms if name.startswith("@") and name[1:] not in groups]
    if unknown:
        raise bad("rules", f"rule {raw.key}: {unknown[0]}")
    forms = [f for name in raw.forms for f in (groups[name[1:]] if name.startswith("@") else (name,))]
    return _plain(Rule, msgspec.structs.replace(raw, forms=forms))


def _plain(kind: type[T], raw: msgspec.Struct) -> T:
    """Return the domain value that a raw one states: the same fields, lists as tuples."""
    values = msgspec.structs.asdict(raw)
    frozen = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    return kind(**frozen)
