"""The command line's words: which commands there are, and what each takes."""

import argparse
from typing import Any

from app.front import commands as c
from app.front import forms_desk as f
from app.front import numbers_desk as n
from app.front import programs_desk as p
from app.front.backup_desk import add_backup_commands
from app.front.custody_desk import add_custody_commands
from app.front.enrol_commands import add_enrol_commands
from app.front.escrow_desk import add_escrow_commands
from app.front.hub_backup import add_hub_backup_commands
from app.front.hub_pulling import add_pull_command
from app.front.hub_running import add_hub_command
from app.front.papers_desk import PAPERS, add_verify_command
from app.front.read_desk import add_read_command
from app.front.register_desk import add_register_commands
from app.front.stick_desk import add_stick_commands
from app.front.sync_desk import add_sync_commands
from app.front.tiles_desk import add_tiles_commands
from app.front.verifier_desk import export_verifier

Argument = tuple[str, dict[str, Any]]

CASE: Argument = ("case", {"help": "case number"})
TABLE: tuple[tuple[str, c.Command, str, tuple[Argument, ...]], ...] = (
    ("officers", c.officers, "list officers and who may work today", ()),
    (
        "duty",
        c.on_duty,
        "put officers on duty",
        (
            ("officers", {"nargs": "+"}),
            ("--role", {"default": "inspector", "choices": ["inspector", "supervisor"]}),
        ),
    ),
    ("set-pin", c.set_pin, "put an officer's key on this device under a PIN", (("officer", {}),)),
    ("forget-pin", c.forget_pin, "give up a key whose PIN is forgotten", (("officer", {}),)),
    ("stands", c.list_stands, "list the fair's stands", ()),
    ("open", c.open_case, "open the case on a stand", (("stand", {}),)),
    ("case", c.show_case, "show a case", (CASE,)),
    (
        "exhibit",
        c.exhibit,
        "put an exhibit on file",
        (
            CASE,
            ("name", {}),
            ("--goods", {"default": ""}),
            ("--nice", {"default": ""}),
            ("--group", {"default": ""}),
        ),
    ),
    ("fact", c.fact, "record a fact", (CASE, ("field", {}), ("value", {}), ("--about", {"default": ""}))),
    ("label", c.record_scan, "record a label's text and check it", (CASE, ("exhibit", {}), ("text", {}))),
    (
        "scan",
        c.scan_photo,
        "read the codes of a picture and check them",
        (CASE, ("exhibit", {}), ("picture", {})),
    ),
    (
        "photo",
        c.photo,
        "keep a photo as evidence",
        (CASE, ("picture", {}), ("--purpose", {"default": "other"}), ("--exhibit", {"default": ""})),
    ),
    (
        "issue",
        c.issue,
        "issue a document",
        (
            CASE,
            ("form", {}),
            ("value", {"nargs": "*", "help": "field=value"}),
            ("--out", {"default": "", "help": "also write the PDF here"}),
            ("--because", {"action": "append", "default": [], "help": "rule=reason to go on in spite of it"}),
            ("--replaces", {"default": ""}),
            ("--reason", {"default": ""}),
        ),
    ),
    ("submit", c.submit, "hand a case to the supervisor", (CASE, ("--note", {"default": ""}))),
    (
        "review",
        c.review_case,
        "approve a case or send it back",
        (
            CASE,
            ("outcome", {"choices": ["approve", "return"]}),
            ("--comment", {"default": ""}),
            ("--point", {"action": "append", "default": []}),
        ),
    ),
    ("peers", c.peers, "what other devices have confirmed", ()),
    (
        "write-bundle",
        c.write_bundle,
        "write a bundle to a stick or share",
        (("path", {}), ("--to", {"action": "append"})),
    ),
    ("read-bundle", c.read_bundle, "read a bundle or fair pack", (("path", {}),)),
    ("join", c.join, "trust a bureau by its log id", (("bureau", {}),)),
    ("request", c.request, "write this device's request for enrolment", (("path", {}),)),
    (
        "import-register",
        c.import_register,
        "import register files",
        (
            ("files", {"nargs": "+"}),
            ("--name", {"required": True}),
            ("--as-of", {"required": True, "help": "YYYY-MM-DD"}),
        ),
    ),
    ("look-up", c.look_up, "look rights up by number or name", (("text", {}),)),
    (
        "screen",
        c.screen,
        "screen a list of exhibits (default: the fair pack's) against the register",
        (("list", {"nargs": "?", "default": ""}), ("--json", {"action": "store_true"})),
    ),
    (
        "lease",
        n.lease_numbers,
        "bureau: lease the next block of document numbers to a device",
        (
            ("device", {"type": int}),
            ("series", {"help": "word of the number, as 责改"}),
            ("prefix", {"help": "what stands before the year"}),
            ("year", {"type": int}),
            ("count", {"type": int}),
        ),
    ),
    ("bind-numbers", n.bind_numbers, "bureau: give provisional numbers their final ones", ()),
    ("numbers", n.account_numbers, "say what became of every document number", ()),
    ("check-forms", f.check_forms, "check a folder with the bureau's own forms", (("folder", {}),)),
    ("publish-forms", f.publish_forms, "publish them (from the bureau's data folder)", (("folder", {}),)),
    (
        "publish-program",
        p.publish_program,
        "bureau: vouch for a file that installs a version of this program",
        (("file", {}), ("version", {"help": "as 0.2.0"})),
    ),
    (
        "withdraw-program",
        p.withdraw_program,
        "bureau: say that a file is not to be installed any more",
        (("sha256", {}), ("reason", {})),
    ),
    (
        "take-program",
        p.take_program,
        "copy an installation file if it is one that the bureau published",
        (("file", {}), ("target", {"help": "where to put the copy"})),
    ),
    (
        "export-verifier",
        export_verifier,
        "write the page with which anyone checks documents offline",
        (("path", {}),),
    ),
    ("check-code", c.check_code, "verify the code of a printed document", (("text", {}),)),
    ("score", c.practice_score, "how many planted situations were noticed", ()),
)


def make_parser() -> argparse.ArgumentParser:
    """Return the parser; a command's function stands in `run`, None for the window and the few others."""
    parser = argparse.ArgumentParser(
        prog="huhang",
        description="Huhang 护航: exhibition inspections, offline first. Without a command the window opens.",
    )
    parser.add_argument("--data", help="data folder (default: the practice fair, or this user's)")
    parser.add_argument("--passphrase", default="", help="better: HUHANG_PASSPHRASE, or type it when asked")
    parser.add_argument("--language", choices=["zh", "en"], default="zh")
    parser.set_defaults(run=None, command="")
    commands = parser.add_subparsers(dest="command", metavar="command")
    _add_own_commands(commands)
    add_escrow_commands(commands)
    add_custody_commands(commands)
    add_register_commands(commands)
    add_read_command(commands)
    add_hub_command(commands)
    add_pull_command(commands)
    add_hub_backup_commands(commands)
    add_tiles_commands(commands)
    add_sync_commands(commands)
    add_enrol_commands(commands)
    add_stick_commands(commands)
    add_backup_commands(commands)
    add_verify_command(commands)
    for name, run, text, arguments in (*TABLE, *PAPERS):
        command = commands.add_parser(name, help=text)
        for argument, options in arguments:
            command.add_argument(argument, **options)
        command.set_defaults(run=run)
    return parser


def _add_own_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add what makes, checks and tries a data folder."""
    verify = commands.add_parser(
        "verify", help="check a whole log with its files: a data folder or a log file"
    )
    verify.add_argument("path")
    commands.add_parser("self-test", help="try every library once")
    new = commands.add_parser("new", help="make a data folder for a device (or with --bureau for a bureau)")
    new.add_argument("name")
    new.add_argument("--bureau", action="store_true")
    change = commands.add_parser("set-passphrase", help="set or change the passphrase of the data folder")
    change.add_argument("--new", default="", help="the new one (better: asked for at the terminal)")
    export = commands.add_parser(
        "export-log", help="write the whole log with its files, readable without keys"
    )
    export.add_argument("path")
