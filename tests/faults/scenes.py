"""What a laptop does while its calls are recorded: `python -m tests.faults.scenes SCENE PLACE TRACE`."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from app.events import CommentMade
from offline_db.data_folder import create_data_folder
from tests.faults.recording import recorder
from tests.faults.site import LAPTOP, open_hub, open_laptop, sync, take_photo

Say = Callable[[str], None]


def capture(place: Path, say: Say) -> None:
    """A day of photos and remarks, the program left and opened again in between."""
    for day in range(2):
        folder = open_laptop(place)
        for number in range(4):
            folder.casebook.append("F-1-0000", CommentMade(f"第{day}日第{number}条之前"))
            say(f"E {folder.logbook.head}")
            say(f"E {take_photo(folder, f'F-1-{number % 2:04}', (300, 5_000, 70_000)[number % 3])[0]}")
            folder.casebook.append(f"F-1-{number % 2:04}", CommentMade(f"第{day}日第{number}条"))
            say(f"E {folder.logbook.head}")
        folder.close()


def syncing(place: Path, say: Say) -> None:
    """Photos that a hub on the same machine takes; both lose their power."""
    folder, book = open_laptop(place), open_hub(place)
    for _ in range(3):
        say(f"E {take_photo(folder, 'F-1-0001', 20_000)[0]}")
        say("synced" if sync(folder, book).safe else "! not safe")
    book.close()
    folder.close()


def birth(place: Path, say: Say) -> None:
    """A new data folder and its first photo."""
    folder = create_data_folder(place / LAPTOP, "新机", "0")
    say(f"E {folder.logbook.head}")
    say(f"E {take_photo(folder, 'F-1-0001', 5_000)[0]}")
    folder.close()


SCENES: Mapping[str, Callable[[Path, Say], None]] = {"capture": capture, "sync": syncing, "birth": birth}


def main(scene: str, place: str, trace: str) -> None:
    """Play one scene under the recorder."""
    functions = recorder()
    functions.recorder_start(place.encode(), trace.encode())
    SCENES[scene](Path(place), lambda word: functions.recorder_say(word.encode()))


if __name__ == "__main__":
    main(*sys.argv[1:])
