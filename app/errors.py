"""The errors that an officer can do something about.

Everything else is a bug: nobody catches it, and it reaches the crash page and file.
"""


class InspectionError(Exception):
    """Something expected went wrong; the text says what happened and what to do.

    `zh` and `en` are one sentence each, for the officer; `str(error)` is the Chinese one.
    """

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.zh = zh
        self.en = en

    def sentence(self, language: str) -> str:
        """Return the sentence in "zh" or "en"."""
        return self.en if language == "en" else self.zh


class NotAllowed(InspectionError):
    """A rule of conduct forbids the act (two officers, certificate, overlap of times …)."""


class NotFound(InspectionError):
    """What was asked for is not kept on this device."""


class BadInput(InspectionError):
    """Bytes or text from outside are not what they should be."""


class BadEntry(BadInput):
    """An entry of a log is malformed, forged or out of place; names the first one found."""


class StorageFault(InspectionError):
    """The disk, the key or the database refuses; nothing already recorded is lost."""


class Unreachable(InspectionError):
    """Somebody outside cannot be asked now: no network, no answer, or a refusal."""


class Busy(Unreachable):
    """Somebody outside asks for patience: what was asked is to be asked again after `wait_s` seconds."""

    def __init__(self, zh: str, en: str, *, wait_s: float) -> None:
        super().__init__(zh, en)
        self.wait_s = wait_s
