"""Puts a kit together from a data folder. One kit belongs to one worker thread; the stores are shared."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from pathlib import Path

from app.complaints import Rules, load_rules
from app.decoding import Decoder
from app.front.boxes import make_box
from app.front.case_proofs import CustodyDesk
from app.front.couriers import make_courier
from app.front.hub_office import OfficeHub
from app.front.neighbourhood import Lan
from app.front.safekeeping import HubDesk
from app.front.signing import SigningDesk
from app.informants import open_wrap
from app.kit import Kit
from app.law import CHINA, Law, load_law
from app.log import Clock
from app.procedure import Procedure, load_procedure
from app.typeset.fonts import FontSet, load_fonts
from app.wording import Wording, load_wording
from offline_db.clock import read_clock
from offline_db.data_folder import DataFolder, open_data_folder
from offline_db.drafts import Drafts
from offline_db.driver import connect
from offline_db.exhibit_lists import read_exhibits
from offline_db.machine_secret import SYSTEM, Safe
from offline_db.register import RegisterFile
from offline_db.screenings import Screenings
from sync.black_box import BlackBox
from sync.stick import Stick

SCREENINGS = "screenings.db"
DRAFTS = "drafts"
OWN_LAW, OWN_PROCEDURE = "law", "procedure"  # folders of the bureau's own files


@dataclass(frozen=True, slots=True)
class House:
    """Everything that is open: the stores, and the kit over them."""

    folder: DataFolder
    register: RegisterFile
    screenings: Screenings
    box: BlackBox
    kit: Kit

    def close(self) -> None:
        """End what runs beside the window, and close the stores."""
        self.kit.lan.withdraw()
        self.kit.hubs.stop()
        self.box.stop()
        self.register.close()
        self.screenings.close()
        self.folder.close()


@cache
def _data() -> tuple[Law, Procedure, Rules, Mapping[str, Wording], FontSet]:
    """Read what ships with the program, once."""
    wording = {language: load_wording(language) for language in ("zh", "en")}
    return load_law(), load_procedure(), load_rules(), wording, load_fonts()


@cache
def decoder() -> Decoder:
    """Return this program's decoder; its processes start with the first file and end with the program."""
    return Decoder()


def open_house(
    path: Path, passphrase: str = "", safe: Safe = SYSTEM, clock: Callable[[], Clock] = read_clock
) -> House:
    """Open an installation and put its kit together.

    Raises:
        StorageFault: see `open_data_folder`.
    """
    folder = open_data_folder(path, passphrase, clock, safe)
    register = RegisterFile(folder.register_path)
    screenings = Screenings(connect(path / SCREENINGS, folder.keys.derive("screenings")))
    box = make_box(folder)
    return House(folder, register, screenings, box, make_kit(folder, register, screenings, box))


def make_kit(folder: DataFolder, register: RegisterFile, screenings: Screenings, box: BlackBox) -> Kit:
    """Put a kit together over open stores."""
    law, procedure, complaints, wording, fonts = _data()
    own_law, own_procedure = folder.path / OWN_LAW, folder.path / OWN_PROCEDURE
    return Kit(
        casebook=folder.casebook,
        blobs=folder.blobs,
        drafts=Drafts(folder.path / DRAFTS, folder.keys.derive("drafts")),
        register=register,
        stick=Stick(folder, make_courier(folder)),
        safety=HubDesk(folder, box.mirrored),
        hubs=OfficeHub(folder, decoder()),
        lan=Lan(folder),
        custody=CustodyDesk(folder),
        box=box,
        decoder=decoder(),
        screenings=screenings,
        law=load_law(own=own_law) if own_law.is_dir() else law,
        procedure=load_procedure(own=own_procedure) if own_procedure.is_dir() else procedure,
        complaints=load_rules(own_procedure) if own_procedure.is_dir() else complaints,
        wording=wording,
        fonts=fonts,
        read_stands=folder.stand_list,
        read_letterhead=folder.letterhead,
        read_exhibits=read_exhibits,
        trust=folder.logbook.pin_root,
        signing=SigningDesk(folder),
        sign_proof=folder.keys.sign,
        proof_key=folder.keys.key,
        unwrap=partial(open_wrap, folder.keys.sealing),
        now=lambda: datetime.now(CHINA),
    )


def default_folder() -> Path:
    """Return where this user's data lie: never inside the program, never in a synchronised folder."""
    if sys.platform == "win32":
        return Path.home() / "AppData" / "Local" / "Huhang"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Huhang"
    return Path.home() / ".local" / "share" / "huhang"
