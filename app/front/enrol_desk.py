"""Devices come to the bureau: a code is made and shown, a device asks by it, the supervisor confirms.

The bureau's part needs its data folder, whose root key signs every word; the hub only carries them.
"""

import base64
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec
import zxingcpp
from PIL import Image

from app.bureau import Device
from app.decoding import Decoder
from app.errors import BadInput, NotAllowed, NotFound
from app.events import DeviceEnrolled, LogOpened
from app.front.bureau_desk import enrol_entry
from app.front.hub_desk import Card, card_of, decoded
from app.law import CHINA
from app.log import Entry, read_event, read_header
from app.symbols import read
from offline_db.data_folder import DataFolder
from sync.client import HubClient
from sync.enrolling import ask_in, fetch_card
from sync.frames import read_frames
from sync.invitation import QR_PREFIX, Code, Offer, fingerprint, new_code, seal_of

QR_SCALE = 8  # pixels a module


@dataclass(frozen=True, slots=True)
class Invited:
    """A code, and until when it can be used."""

    code: Code
    until: datetime


@dataclass(frozen=True, slots=True)
class Applicant:
    """A device that waits for the bureau's word."""

    words: str  # the fingerprint of its key
    name: str
    asked_at: datetime
    opening: Entry


def invite(bureau: DataFolder, url: str) -> Invited:
    """Make a one-time code and leave its invitation at a hub, under the bureau's signature.

    Raises:
        NotAllowed: not the bureau's data folder. NotFound: no card of that hub. Unreachable.
    """
    refuse_all_but_the_bureau(bureau)
    card = msgspec.json.decode(card_of(bureau, url).encode(), type=dict[str, str])
    text = msgspec.json.encode({**card, "root": bureau.own}).decode()
    code = new_code(url)
    client = _client(bureau, url)
    try:
        until = client.invite(Offer(code.name, text, seal_of(code.secret, text)))
    finally:
        client.close()
    return Invited(code, datetime.fromtimestamp(until, CHINA))


def applicants(bureau: DataFolder, url: str) -> tuple[Applicant, ...]:
    """Return the devices that asked at a hub and are not enrolled, the first one first.

    Raises:
        NotAllowed: not the bureau's data folder. Unreachable.
    """
    refuse_all_but_the_bureau(bureau)
    client = _client(bureau, url)
    try:
        waiting = client.waiting()
    finally:
        client.close()
    found: dict[str, Applicant] = {}
    for opening, asked_at in waiting:
        (entry,) = read_frames(base64.b64decode(opening))
        event = read_event(read_header(entry.header), entry.payload)
        if isinstance(event, LogOpened) and bureau.bureau.device(event.key) is None:
            words = fingerprint(bytes.fromhex(event.key))
            found[words] = Applicant(words, event.name, datetime.fromtimestamp(asked_at, CHINA), entry)
    return tuple(found.values())


def confirm(bureau: DataFolder, url: str, words: str, *, supervises: bool = False) -> DeviceEnrolled:
    """Enrol the waiting device whose fingerprint this is, in the bureau's log.

    Raises:
        NotFound: no such device waits. As `applicants`.
    """
    found = [one for one in applicants(bureau, url) if one.words == words.strip().lower()]
    if not found:
        raise NotFound(
            "没有指纹如此的设备在等待登记；请与设备屏幕上的四个单词核对。",
            "No device with this fingerprint waits; compare the four words on its screen.",
        )
    return enrol_entry(bureau, found[0].opening, supervises=supervises)


def enrol_hub(bureau: DataFolder, card: Card) -> Device:
    """Enrol a hub's key as a supervisor's device, so that other hubs let it see all; twice is harmless.

    Raises:
        BadInput: the card is of another bureau, or the hub was revoked.
    """
    if card.root not in ("", bureau.own):
        raise BadInput("这张名片属于另一个局机关的中心。", "This card is of another bureau's hub.")
    known = bureau.bureau.device(card.key)
    if known is not None and known.revoked:
        raise BadInput(
            "该中心的密钥已被吊销，不能再登记；请新建中心。",
            "This hub's key was revoked and cannot be enrolled again; make another hub.",
        )
    if known is None or not known.supervises:
        number = known.number if known else 1 + max((d.number for d in bureau.bureau.devices), default=0)
        bureau.record(DeviceEnrolled(number, card.name, card.key, card.seal_key, supervises=True))
    found = bureau.bureau.device(card.key)
    assert found is not None
    return found


def ask_by_code(device: DataFolder, code: Code) -> str:
    """Ask the hub that a code is for to be enrolled, and trust its bureau; returns the device's fingerprint.

    Raises:
        NotFound, NotAllowed: the code does not hold, or this is not its hub. Unreachable.
        StorageFault: this device belongs to another bureau.
    """
    text = fetch_card(code)
    card = decoded(text.encode(), Card)
    opening = next(name for name, h in device.headers().items() if h.log == device.own and h.seq == 0)
    ask_in(code, card.ca, device.keys, device.entry(opening))
    device.logbook.pin_root(card.root)
    device.logbook.receipts.keep_card(code.url, text)
    return fingerprint(device.keys.key)


def draw_qr(code: Code) -> Image.Image:
    """Return the code as a picture, RGB."""
    made = zxingcpp.create_barcode(code.qr, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    return Image.fromarray(made.to_image(scale=QR_SCALE)).convert("RGB")


def read_qr(decoder: Decoder, path: Path) -> str:
    """Return the text of the code in a picture.

    Raises:
        BadInput: no picture, or no code in it.
    """
    for symbol in read(decoder.decode(path.read_bytes())):
        if symbol.text.startswith(QR_PREFIX):
            return symbol.text
    raise BadInput(
        f"{path.name} 中没有登记码；请重新拍摄，或输入单词。",
        f"There is no code in {path.name}; take the picture again, or type the words.",
    )


def refuse_all_but_the_bureau(folder: DataFolder) -> None:
    """Check that this is the bureau's own data folder. Raises NotAllowed."""
    if folder.own != folder.logbook.root:
        raise NotAllowed(
            "只有局机关的数据文件夹可以登记设备；请用 --data 指定。",
            "Devices are enrolled from the bureau's own data folder; name it with --data.",
        )


def _client(bureau: DataFolder, url: str) -> HubClient:
    return HubClient(url, decoded(card_of(bureau, url).encode(), Card).ca, bureau.keys)
