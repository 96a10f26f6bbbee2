"""What can be said of a document file: a few plain facts, and each as a sentence.

A point holds, fails, or stays open where what would decide it is not here. Nothing here says that a
document is lawful: it says whose signatures stand and what was changed since.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.law import CHINA
from app.proof import Proof


class State(StrEnum):
    """What a signature or stamp came to."""

    HOLDS = "holds"
    ALTERED = "altered"  # it does not match the bytes, or is not in the form that this program writes
    CHANGED = "changed"  # it matches, but the document was changed behind it
    FOREIGN = "foreign"  # its certificate comes from no root given
    OUTSIDE = "outside"  # made outside the validity of its certificate
    REVOKED = "revoked"  # made after its certificate was revoked
    UNPROVEN = "unproven"  # its certificate was revoked later, and no stamp proves that it was there before
    UNREADABLE = "unreadable"  # made by an algorithm that cannot be checked here


OPEN = (State.UNPROVEN, State.UNREADABLE)


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature: by whom, under which root, and whether it stands."""

    name: str
    number: str  # of the enforcement certificate
    root: str  # name of the root, "" where none of those given issued the certificate
    claimed: datetime | None  # what the signing device's clock said
    state: State


@dataclass(frozen=True, slots=True)
class Stamped:
    """One time-stamp: the file was there then, says its authority."""

    authority: str
    moment: datetime
    state: State
    listed: bool = True  # the lists of revoked certificates put in with it were the latest then


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that holds (True), fails (False) or stays open (None), as a sentence."""

    about: str  # "file", "signature", "stamp", "data", "code"
    holds: bool | None
    zh: str
    en: str

    def sentence(self, language: str) -> str:
        """Return the sentence in "zh" or "en", with a sign before it."""
        sign = {True: "✓", False: "✗", None: "?"}[self.holds]
        return f"{sign} {self.en if language == 'en' else self.zh}"


@dataclass(frozen=True, slots=True)
class Verdict:
    signed: tuple[Signed, ...]
    stamped: tuple[Stamped, ...]
    complete: bool  # the last signature or stamp covers every byte of the file
    proof: Proof | None  # what the code states; None where it is missing or fails
    code_problem: tuple[str, str] | None  # why it fails, zh and en
    values: bytes | None  # the case data attached
    data_match: bool | None  # they have the digest that the code states; None where one is missing

    @property
    def states(self) -> frozenset[State]:
        """What signatures and stamps came to."""
        return frozenset([*(s.state for s in self.signed), *(s.state for s in self.stamped)])

    @property
    def holds(self) -> bool | None:
        """False if anything fails, None if something stays open, True if all of it holds.

        A stamp of an authority that is not known here adds nothing and takes nothing away.
        """
        counted = [p.holds for p in self.points() if p.about != "stamp" or p.holds is False]
        return False if False in counted else None if None in counted else True

    def points(self) -> tuple[Point, ...]:
        """Return what was found, the file as a whole first."""
        return tuple(self._points())

    def _points(self) -> Iterator[Point]:
        yield self._file()
        for signature in self.signed:
            yield _signature(signature)
        for stamp in self.stamped:
            yield _stamp(stamp)
        yield self._data()
        yield self._code()

    def _file(self) -> Point:
        if not self.signed:
            return Point(
                "file",
                None,
                "文件没有执法人员的电子签名，版面文字是否被改动无法由文件本身判断；请与原件或案卷核对。",
                "The file bears no officer's signature and cannot show by itself whether it was changed; "
                "compare it with the original.",
            )
        if self.states & {State.ALTERED, State.CHANGED} or not self.complete:
            return Point(
                "file",
                False,
                "文件在签名之后被改动或添加了内容，不是签发时的文件。",
                "The file was changed or added to after it was signed; it is not what was issued.",
            )
        return Point(
            "file",
            True,
            "文件自签名以来一个字节未变。",
            "Not a byte of the file changed since it was signed.",
        )

    def _data(self) -> Point:
        if self.data_match is None:
            zh, en = "没有可与核验码比对的案卷数据。", "There are no case data to compare with the code."
        elif self.data_match:
            zh, en = (
                "所附案卷数据与核验码中的摘要一致。",
                "The case data attached have the digest of the code.",
            )
        else:
            zh, en = (
                "所附案卷数据与核验码中的摘要不一致。",
                "The case data attached are not those of the code.",
            )
        return Point("data", self.data_match, zh, en)

    def _code(self) -> Point:
        if self.code_problem:
            return Point("code", False, *self.code_problem)
        if self.proof is None:
            return Point(
                "code",
                None,
                "核验码缺失，或没有签发设备的公钥可用于核验。",
                "There is no code, or no key of a device to check it with.",
            )
        return Point(
            "code",
            True,
            f"核验码由已登记设备 {self.proof.key_id} 签发：{self.proof.number}，{self.proof.issued}。",
            f"The code was signed by the enrolled device {self.proof.key_id}: {self.proof.number}.",
        )


SIGNATURES = {
    State.HOLDS: ("有效", "holds"),
    State.ALTERED: (
        "与文件内容不符，或不是本程序所写",
        "does not match the file, or was not made by this program",
    ),
    State.CHANGED: ("之后文件被改动", "was followed by changes"),
    State.FOREIGN: ("的证书不是由所给根证书签发", "has a certificate of no root given here"),
    State.OUTSIDE: ("作出时证书不在有效期内", "was made while its certificate was not valid"),
    State.REVOKED: ("作出时证书已被撤销", "was made after its certificate was revoked"),
    State.UNPROVEN: (
        "的证书后来被撤销，且没有时间戳证明签名在先；请以案卷日志为准",
        "has a certificate that was revoked later, and no time-stamp proves that it came first; ask the log",
    ),
    State.UNREADABLE: ("使用的算法本机无法核验", "uses an algorithm that cannot be checked here"),
}


def _signature(signed: Signed) -> Point:
    zh, en = SIGNATURES[signed.state]
    who = f"{signed.name}（{signed.number}）" if signed.number else signed.name
    at = f"{signed.claimed.astimezone(CHINA):%Y-%m-%d %H:%M}" if signed.claimed else ""
    by = f"，根证书：{signed.root}" if signed.root else ""
    under = f", root: {signed.root}" if signed.root else ""
    return Point(
        "signature",
        None if signed.state in OPEN else signed.state is State.HOLDS,
        f"{who} 的签名{zh}（设备时间 {at}{by}）。",
        f"The signature of {who} {en} (time of the device {at}{under}).",
    )


def _stamp(stamp: Stamped) -> Point:
    at = f"{stamp.moment.astimezone(CHINA):%Y-%m-%d %H:%M:%S}"
    zh, en = {
        State.HOLDS: ("有效，文件此时已存在", "holds: the file was there then"),
        State.FOREIGN: (
            "完好，但其机构证书不在所给名单中",
            "is whole, but its authority is not among those given here",
        ),
    }.get(stamp.state, ("与文件内容不符", "does not match the file"))
    holds = {State.HOLDS: True, State.FOREIGN: None}.get(stamp.state, False)
    return Point(
        "stamp",
        holds,
        f"{stamp.authority} 于 {at} 所加时间戳{zh}。",
        f"The time-stamp of {stamp.authority} at {at} {en}.",
    )
