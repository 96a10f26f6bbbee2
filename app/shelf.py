"""What an action may ask of the register and of screened lists; the stores provide it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Protocol

from app.names.answers import HolderAnswer, NameAnswer, NameFilter, NameHit
from app.rights import Extract, ImportReport, NumberKnown, Register, Right
from app.screening import ExhibitLine, Screened, Screening, SignAsked, Verdict
from app.sharing import FilePreview, Progress

Searching = Callable[[Sequence[tuple[str, NameFilter]]], list[tuple[NameHit, ...]]]


class RegisterShelf(Register, Protocol):
    """The register, and how a new extract takes the place of the old one."""

    def import_files(
        self,
        paths: Sequence[Path],
        *,
        name: str,
        as_of: date,
        digest: str,
        progress: Progress,
        mapping: Mapping[str, Mapping[str, str]] | None = None,
    ) -> ImportReport:
        """Fill a new register and swap it in; the old one serves until then.

        `digest` names the source in the extract ("" = take the digest of the pack's manifest).
        """
        ...

    def resembling(
        self, sign: str, narrow: NameFilter, limit: int = 20, *, counted: bool = True
    ) -> NameAnswer:
        """Return marks that sound, look or read like a sign, nearest first, with the reasons.

        Counts are of the nearest marks, by dimension: "nice", "status", "kind", "office", "filed" (years),
        "group" within a chosen class, "holder" where one is asked for. Each heeds the other dimensions of the
        filter, not itself. `counted` False leaves them out, which is quicker.
        """
        ...

    def searching(self, count: int, limit: int) -> AbstractContextManager[Searching]:
        """Give a block a search for about `count` signs of a list, `limit` marks each, without counts."""
        ...

    def by_holder(self, name: str, narrow: NameFilter, limit: int = 50) -> HolderAnswer:
        """Return holders of that name in any spelling of company forms, then those whose name holds it."""
        ...

    def family(self, right: Right) -> tuple[Right, ...]:
        """Return the rights that share a number with this one (application, publication, grant), it too."""
        ...

    def known_number(self, number: str) -> NumberKnown:
        """Say whether a number is in the extract, else whether the office has it at all."""
        ...

    def take_pack(self, path: Path, progress: Progress) -> Extract:
        """Take a signed pack, or the delta that follows the one in use. Raises BadInput, StorageFault."""
        ...

    def preview_file(self, path: Path) -> FilePreview:
        """Return what a register file is, and of a table its first rows. Raises BadInput."""
        ...


class Screenings(Protocol):
    """Lists of exhibits, and what the register said of each line."""

    def begin(self, digest: str, name: str, lines: Iterable[ExhibitLine], extract: Extract) -> Screening:
        """Keep a list, unless it is kept already, and forget what another extract said of it."""
        ...

    def screenings(self) -> tuple[Screening, ...]: ...

    def forget(self, digest: str) -> None: ...

    def waiting(self, digest: str, most: int) -> tuple[SignAsked, ...]:
        """Return signs that were not searched yet, in the order of the list."""
        ...

    def keep(
        self,
        digest: str,
        answers: Mapping[int, tuple[NameHit, ...]],
        judge: Callable[[Sequence[ExhibitLine], tuple[NameHit, ...]], Sequence[Verdict]],
    ) -> Screening:
        """Keep what was found for signs, by their ids, and the verdicts on their lines."""
        ...

    def lines(
        self, digest: str, *, risk: str = "", text: str = "", start: int = 0, most: int = 200
    ) -> tuple[Screened, ...]:
        """Return judged lines, what to look at first before the rest."""
        ...

    def hits(self, digest: str, number: int) -> tuple[NameHit, ...]:
        """Return the marks nearest to a line's sign; () if it was not searched."""
        ...
