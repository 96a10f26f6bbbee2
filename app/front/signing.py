"""What documents are signed with, over an open data folder. Implements `app.signing.Signing`.

The libraries that read and write PDFs take a second to load; they are loaded when a document first needs
them, or ahead of it by `warm` in a thread of its own.
"""

import importlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from types import ModuleType

from app.bureau import INSPECTOR
from app.delegation import SHIFT, words
from app.errors import BadInput, NotAllowed
from app.events import Delegation
from app.front import officers_desk
from app.law import CHINA
from app.log import digest
from app.sharing import Progress
from app.signing import Finished, P256Signer, Stamped, State, Tried, Verdict
from app.signing.certificates import fits, lasts
from offline_db.data_folder import DataFolder
from sync.timestamps import ask

NOW, MS = timedelta(), timedelta(milliseconds=1)


def _loaded(name: str) -> ModuleType:
    return importlib.import_module(f"app.signing.{name}")  # only now, since it takes its time


def warm() -> None:
    """Load what the first document needs."""
    for name in ("archive", "pades"):
        _loaded(name)


class SigningDesk:
    """Signs with the officers' keys of one data folder, under the bureau's root."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder

    def finish(
        self,
        pdf: bytes,
        values: bytes,
        code: str,
        *,
        officers: Sequence[str],
        moment: datetime,
        language: str = "zh",
    ) -> Finished:
        """See `app.signing.Signing`."""
        archiving = _loaded("archive")
        signers = {officer: self.signer(officer, moment) for officer in officers}
        found = [signer for signer in signers.values() if signer]
        archived = archiving.archive(
            pdf,
            moment,
            attached=archiving.Attached(values, code),
            signers=len(found),
            language="en" if language == "en" else "zh-CN",
        )
        done: bytes = _loaded("pades").sign_pdf(archived, found, moment) if found else archived
        return Finished(done, tuple(officer for officer, signer in signers.items() if signer))

    def delegate(self, officers: Sequence[str], role: str, moment: datetime) -> tuple[Delegation, ...]:
        """See `app.signing.Signing`."""
        log, begins = self._folder.casebook.logbook.own, int(moment.timestamp() * 1000)
        found = []
        for officer in officers:
            if signer := self.signer(officer, moment):
                word = Delegation(officer, begins, begins + SHIFT // MS, "")
                found.append(replace(word, signature=signer.sign(words(log, role, word)).hex()))
        return tuple(found)

    def signer(self, officer: str, moment: datetime) -> P256Signer | None:
        """Return an officer's signer where this device holds the key to a certificate that is valid then.

        Raises:
            NotAllowed: the key lies under a PIN that was not given.
        """
        certificate = self._certificate(officer, moment)
        key = self._folder.officer_keys.get(officer) if certificate else None
        return P256Signer(certificate, key) if certificate and key else None

    def _certificate(self, officer: str, moment: datetime) -> bytes:
        """Return the newest certificate of a key that is here, valid then; b"" without one."""
        known = self._folder.bureau.officer(officer)
        key = self._folder.officer_keys.public(officer)
        if known is None or known.revoked or key is None:
            return b""
        held = map(bytes.fromhex, reversed(known.certificates))
        return next((certificate for certificate in held if fits(certificate, key, moment)), b"")

    def pinned(self, officers: Sequence[str]) -> tuple[str, ...]:
        """See `app.signing.Pins`."""
        return tuple(officer for officer in officers if self._folder.officer_keys.has_pin(officer))

    def unlock(self, officer: str, pin: str) -> None:
        """See `app.signing.Pins`."""
        self._folder.officer_keys.unlock(officer, pin)

    def lock(self) -> None:
        """See `app.signing.Pins`."""
        self._folder.officer_keys.lock()

    def set_pin(self, officer: str, old: str, new: str) -> None:
        """See `app.signing.Pins`."""
        keys = self._folder.officer_keys
        if keys.has_pin(officer):
            keys.unlock(officer, old)
        keys.set_pin(officer, new)

    def renew(self, officer: str) -> None:
        """See `app.signing.Pins`."""
        self._folder.officer_keys.drop(officer)

    def stamp(self, pdf: bytes, progress: Progress) -> tuple[bytes, Stamped]:
        """See `app.signing.Signing`."""
        roots = self._folder.bureau.roots
        url = roots[-1].authority if roots else ""
        if not url:
            raise NotAllowed(
                "局机关尚未设置时间戳机构；文书仍然有效，请联系局机关。",
                "The bureau has set no time-stamp authority; the document stands as it is. Ask the bureau.",
            )
        lists = [bytes.fromhex(root.revoked) for root in roots if root.revoked]
        longer: bytes = _loaded("stamps").upgrade(
            pdf,
            partial(ask, url, progress=progress),
            certificates=[bytes.fromhex(root.certificate) for root in roots],
            revoked=lists,
        )
        said = self.verify(longer).stamped[-1]
        if said.state is not State.HOLDS:
            raise BadInput(
                f"答复的时间戳出自“{said.authority}”，不是局机关公布的时间戳机构；文书保持原样，请告知局机关。",
                f"The stamp comes from {said.authority}, not from the authority that the bureau named; "
                "the document stays as it is. Tell the bureau.",
            )
        return longer, replace(said, listed=any(lasts(listed, said.moment) > NOW for listed in lists))

    def verify(self, pdf: bytes) -> Verdict:
        """See `app.signing.Signing`."""
        bureau = self._folder.bureau
        verdict: Verdict = _loaded("verify").verify_document(
            pdf,
            [bytes.fromhex(root.certificate) for root in bureau.roots],
            [bytes.fromhex(device.key) for device in bureau.devices],
            revoked=[bytes.fromhex(root.revoked) for root in bureau.roots if root.revoked],
            authorities=[bytes.fromhex(root) for root in bureau.authorities],
        )
        return verdict

    def lacking(self, officers: Sequence[str]) -> tuple[str, ...]:
        """See `app.signing.Certificates`."""
        now = datetime.now(CHINA)
        return tuple(officer for officer in officers if not self._certificate(officer, now))

    def request(self) -> bytes:
        """See `app.signing.Certificates`."""
        inspectors = [officer for officer in self._folder.bureau.officers if officer.role == INSPECTOR]
        asked = officers_desk.without_certificate(self._folder, inspectors)
        return officers_desk.request_certificates(self._folder, asked)

    def certify(self, request: bytes) -> tuple[str, ...]:
        """See `app.signing.Certificates`."""
        return tuple(event.officer for event in officers_desk.certify(self._folder, request))

    def publish_root(self, agency: str) -> str:
        """See `app.signing.Certificates`."""
        published = officers_desk.publish_root(self._folder, agency, datetime.now(CHINA))
        return digest(bytes.fromhex(published.certificate))

    def revoke(self, officer: str, reason: str) -> None:
        """See `app.signing.Certificates`."""
        officers_desk.revoke(self._folder, officer, reason, datetime.now(CHINA))

    def try_authority(self, url: str, roots: bytes, progress: Progress) -> Tried:
        """See `app.signing.Certificates`."""
        return officers_desk.try_authority(url, roots, progress)

    def set_authority(self, url: str, root: bytes) -> None:
        """See `app.signing.Certificates`."""
        officers_desk.set_authority(self._folder, url, root)
