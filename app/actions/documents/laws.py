"""The law of the day in a form: places `{law.<key>}` become the citation of what is in force then."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from app.errors import NotFound
from app.forms import Block, Field, Form
from app.law import Law

CITED = re.compile(r"\{_?law\.([a-z][a-z0-9_.]*)\}")


def with_law(form: Form, law: Law, on: date) -> Form:
    """Return a form that cites what is in force on the day of the act.

    A phrase to pick from whose provision is not in force that day is left out.

    Raises:
        NotFound: the form's own text cites what is not in force that day.
    """

    def cite(text: str) -> str:
        return CITED.sub(lambda match: _citation(law, match[1], on, form.language), text)

    def phrases(texts: tuple[str, ...]) -> Iterator[str]:
        for text in texts:
            if all(law.provision(key, on) for key in CITED.findall(text)):
                yield cite(text)

    def field(one: Field) -> Field:
        return replace(one, preset=cite(one.preset), snippets=tuple(phrases(one.snippets)))

    def block(one: Block) -> Block:
        return replace(one, text=cite(one.text))

    return replace(form, blocks=tuple(map(block, form.blocks)), fields=tuple(map(field, form.fields)))


def _citation(law: Law, key: str, on: date, language: str) -> str:
    provision = law.provision(key, on)
    if provision is None:
        raise NotFound(
            f"文书所引的法律依据 {key} 在 {on} 没有有效条文；请核对日期、文书格式和法律依据文件。",
            f"No provision stands behind {key} on {on}; check the date, the form and the law files.",
        )
    return provision.citation(language)
