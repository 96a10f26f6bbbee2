"""A hub beside the window, and how devices come to it: implements `app.enrolling.HubOffice`."""

import io
from contextlib import suppress
from pathlib import Path

import msgspec
from cryptography import x509

from app.decoding import Decoder
from app.enrolling import HubPlan, Invitation, Pulled, WaitingDevice
from app.errors import BadInput, NotFound, StorageFault
from app.events import AlarmRaised, DeviceRevoked, HubPublished
from app.front import enrol_desk as desk
from app.front.hub_desk import CARD, KEYS, TLS, Card, OpenHub, decoded, make_hub, open_hub
from app.front.hub_pulling import pull_all, sources_of
from app.front.syncing import sync_with
from app.sharing import Progress, Synced, go_on
from offline_db.alarms import HUB, raise_alarm
from offline_db.clock import read_clock
from offline_db.data_folder import DataFolder
from offline_db.keys import open_keys
from sync.hub.certificates import SERVER, issue_certificate
from sync.invitation import fingerprint, read_code
from sync.neighbours import addresses

NAME = "hub/log"  # of the log of a hub that is made here
LOOPBACK = "127.0.0.1"
PORT = 8443
PLACE = "hub_here.json"  # in the data folder: where its hub lay and listened last
LARGEST_PICTURE = 50_000_000  # bytes


class OfficeHub:
    """The hub and the invitations of one data folder; one hub runs at a time."""

    def __init__(self, folder: DataFolder, decoder: Decoder) -> None:
        self._folder, self._decoder = folder, decoder
        self._open: OpenHub | None = None
        self._url = ""

    @property
    def running(self) -> str:
        return self._url

    def usual(self) -> HubPlan:
        """Return where the hub lay and listened last, else a place beside the data folder."""
        path, hosts = self._folder.path, self.hosts()
        try:
            folder, host, port = msgspec.json.decode((path / PLACE).read_bytes(), type=tuple[str, str, int])
        except (OSError, msgspec.MsgspecError):
            folder, host, port = str(path.with_name(f"{path.name}-hub")), hosts[0], PORT
        return HubPlan(Path(folder), host if host in hosts else hosts[0], port)

    def hosts(self) -> tuple[str, ...]:
        return (*addresses(), LOOPBACK)

    def start(self, plan: HubPlan) -> str:
        """Run a hub, made first where there is none; see `app.enrolling.HubOffice.start`."""
        desk.refuse_all_but_the_bureau(self._folder)
        if self._open is not None:
            return self._url
        passphrase = plan.passphrase or self._folder.keys.derive("hub beside the window").hex()
        if not (plan.folder / KEYS).exists():
            _refuse_what_is_full(plan.folder)
            make_hub(plan.folder, self._folder, NAME, [plan.host, LOOPBACK], passphrase)
        card = self._card(plan.folder)
        _certify(plan, passphrase)
        opened = open_hub(plan.folder, passphrase, plan.host, plan.port)
        opened.server.start()
        self._remember(plan)
        self._open, self._url = opened, f"https://{plan.host}:{opened.server.port}"
        if (self._url, card) not in {(hub.url, hub.card) for hub in self._folder.bureau.hubs}:
            self._folder.record(HubPublished(self._url, card))
        self._sync(self._url)
        return self._url

    def stop(self) -> None:
        """End the hub after what it is answering."""
        opened, self._open, self._url = self._open, None, ""
        if opened is not None:
            opened.close()

    def pull(self, progress: Progress) -> tuple[Pulled, ...]:
        """Pull from other hubs under the bureau's own key; see `app.enrolling.HubOffice.pull`."""
        if self._open is None:
            raise NotFound("本机中心没有运行；请先启动。", "No hub runs here; start it first.")
        book, own = self._open.book, self._open.keys.key
        sources = sources_of(book, own)
        if not sources:
            raise NotFound(
                "局机关没有其他中心；请先用 publish-hub 登记其他中心的地址和名片。",
                "The bureau has no other hub; publish-hub names one by its address and card.",
            )
        keys = {source.url: source.card.key for source in sources}
        found = []
        for url, report in pull_all(book, self._folder.keys, own, sources, progress):
            if report.alarm:
                alarm = AlarmRaised(HUB, keys[url], report.fact, report.alarm)
                raise_alarm(self._folder.casebook, alarm)
            found.append(Pulled(url, report))
        return tuple(found)

    def invite(self, url: str) -> Invitation:
        """Make a one-time code. Raises NotAllowed, NotFound, Unreachable."""
        invited = desk.invite(self._folder, url)
        picture = io.BytesIO()
        desk.draw_qr(invited.code).save(picture, "PNG")
        return Invitation(url, invited.code.words, picture.getvalue(), invited.until)

    def waiting(self, url: str) -> tuple[WaitingDevice, ...]:
        """Return who waits at a hub. Raises NotAllowed, NotFound, Unreachable."""
        found = desk.applicants(self._folder, url)
        return tuple(WaitingDevice(one.words, one.name, one.asked_at) for one in found)

    def confirm(self, url: str, words: str, *, supervises: bool) -> str:
        """Enrol a waiting device and tell the hub; returns why it was not told yet."""
        desk.confirm(self._folder, url, words, supervises=supervises)
        report = self._sync(url)
        return "" if report.safe else report.alarm or report.broke_off

    def revoke(self, number: int, reason: str) -> None:
        """Revoke a device. Raises NotAllowed: not the bureau's data folder. NotFound."""
        desk.refuse_all_but_the_bureau(self._folder)
        if number not in {device.number for device in self._folder.bureau.devices}:
            raise NotFound(
                f"没有 {number} 号设备；请核对。", f"There is no device {number}; check its number."
            )
        self._folder.record(DeviceRevoked(number, reason))

    def ask(self, code: str, url: str) -> str:
        """Ask to be enrolled by a code; see `app.enrolling.HubOffice.ask`."""
        return desk.ask_by_code(self._folder, read_code(code, url.strip().rstrip("/")))

    def ask_by_picture(self, path: Path) -> str:
        """Ask by a picture of the code. Raises BadInput, NotFound and as `ask`."""
        try:
            size = path.stat().st_size
        except OSError as error:
            raise NotFound(
                f"无法读取 {path.name}；请重新选择图片。",
                f"{path.name} cannot be read; choose the picture again.",
            ) from error
        if size > LARGEST_PICTURE:
            raise BadInput(
                f"{path.name} 太大，不像登记码的图片；请另选一张。",
                f"{path.name} is too large for a picture of a code; choose another.",
            )
        return self.ask(desk.read_qr(self._decoder, path), "")

    def own_words(self) -> str:
        return fingerprint(self._folder.keys.key)

    def _sync(self, url: str) -> Synced:
        report = sync_with(self._folder, url, None, go_on)
        if report.origin and not report.alarm:
            self._folder.logbook.receipts.keep_heard(url, read_clock().utc_ms)
        return report

    def _remember(self, plan: HubPlan) -> None:
        place = msgspec.json.encode((str(plan.folder), plan.host, plan.port))
        with suppress(OSError):  # the next start asks a person again
            (self._folder.path / PLACE).write_bytes(place)

    def _card(self, folder: Path) -> str:
        """Return the card of a hub in a folder, refused where it is not this bureau's."""
        try:
            text = (folder / CARD).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput(
                f"{folder} 不是中心的文件夹；请选择空文件夹，或原来建立的中心文件夹。",
                f"{folder} is no hub's folder; choose an empty one, or that of a hub made before.",
            ) from error
        if decoded(text.encode(), Card).root != self._folder.own:
            raise BadInput(
                f"{folder} 中的中心属于另一个局机关；请另选文件夹。",
                f"The hub in {folder} belongs to another bureau; choose another folder.",
            )
        return text


def _refuse_what_is_full(folder: Path) -> None:
    try:
        full = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        raise StorageFault(
            f"无法读取 {folder}；请另选文件夹。", f"{folder} cannot be read; choose another folder."
        ) from error
    if full:
        raise BadInput(
            f"{folder} 中已有其他内容；新的中心请选择空文件夹。",
            f"{folder} holds something else; choose an empty folder for a new hub.",
        )


def _certify(plan: HubPlan, passphrase: str) -> None:
    """Let the hub's certificate name the address that it will listen on, beside those it names already."""
    place = plan.folder / TLS
    try:
        certificate = x509.load_pem_x509_certificate((place / SERVER).read_bytes())
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (OSError, ValueError, x509.ExtensionNotFound) as error:
        raise StorageFault(
            f"{plan.folder} 中的中心证书缺失或损坏；请从备份恢复该文件夹。",
            f"The hub's certificate in {plan.folder} is missing or damaged; restore the folder.",
        ) from error
    known = [str(name.value) for name in names]
    if plan.host not in known:
        keys = open_keys(plan.folder / KEYS, passphrase)
        issue_certificate(place, [*known, plan.host], keys.derive("tls").hex().encode())
