"""One marking: what a label says about one right, in the very words of the label."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.numbers.reading import Reading


class Subject(StrEnum):
    """The kind of right that is claimed."""

    PATENT = "patent"
    TRADEMARK = "trademark"
    COPYRIGHT = "copyright"
    GI = "gi"
    OLYMPIC = "olympic"
    SPECIAL_SIGN = "special_sign"


class Claim(StrEnum):
    """How it is claimed: the columns of the decision tables."""

    NUMBER_WITH_CLASS = "A"  # patents: ZL number and the class of patent in Chinese
    WORDS_ONLY = "B"  # patents: "专利产品" and the like, no number
    PENDING = "C"  # patents: an application, said to be pending
    PENDING_AS_PATENT = "D"  # patents: a number without ZL called a patent, or ZL before a pending one
    NUMBER_WITHOUT_CLASS = "E"  # patents: a number whose class is missing, wrong or not in Chinese
    REGISTERED = "registered"  # marks: ®, ㊟, 注册商标, a registration number
    UNREGISTERED = "unregistered"  # marks: ™ or ℠
    FAMOUS = "famous"  # marks: the words 驰名商标
    STATED = "stated"  # other rights


@dataclass(frozen=True, slots=True)
class Span:
    """Words of the label: `text` is what stands from `start` to `end`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LabelFacts:
    """What the whole label states besides rights; "" and None where it does not."""

    holder: str = ""  # 专利权人、注册人 …
    maker: str = ""  # 制造商、生产厂家 …
    produced: date | None = None  # without a day: the last of the month


@dataclass(frozen=True, slots=True)
class Marking:
    """What the label claims. Offsets point into the text as it was given."""

    subject: Subject
    claim: Claim
    text: str  # the number or the words that carry the claim, as printed
    start: int
    end: int
    number: Reading | None = None
    class_words: str = ""  # "invention", "utility_model", "design" as stated in Chinese
    sign: str = ""  # the mark's text beside ® or ™, the name behind ©
    prescribed: bool = False  # "专利申请，尚未授权" stands there in full
    words: tuple[Span, ...] = ()  # all words that the claim rests on, in the order of the text
    label: LabelFacts = LabelFacts()
