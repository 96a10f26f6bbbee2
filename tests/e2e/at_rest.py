"""A day's work in a process of its own, killed in its middle, and a search of every byte that it left.

The register pack and its texts are public data, and may lie in the clear: the search leaves `register` out.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from app.actions.documents import issue_document
from app.actions.duty import start_duty
from app.actions.photos import derive_picture, take_photo
from app.actions.scan import record_scan
from app.actions.screen import screen_file
from app.actions.share import peers, write_bundle
from app.actions.stands import add_exhibit, open_case, record_fact
from app.front.wiring import open_house
from app.kit import Typed
from app.sharing import go_on

ROOT = Path(__file__).parents[2]
READABLE = {
    "Chinese in UTF-8": rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){4}",
    "a JPEG": rb"\xff\xd8\xff[\xe0\xe1]..(?:JFIF|Exif)\0",
    "a PDF": rb"%PDF-1\.",
    "a PNG": rb"\x89PNG\r\n\x1a\n",
    "SQLite": rb"SQLite format 3",
    "a name": "刘小明".encode() + b"|Liu Xiaoming|6901028075763",
    "a name in UTF-16": re.escape("刘小明".encode("utf-16-le")),
}
PUBLIC = "register"


def work(home: Path, stick: Path) -> None:
    """Inspect a stand until somebody kills this process."""
    house = open_house(home)
    kit = house.kit
    start_duty(kit, ["i1", "i2"], "inspector")
    number = open_case(kit, "2B05").number
    _, exhibit = add_exhibit(kit, number, "旋转积木玩具套装")
    record_scan(kit, number, exhibit, symbology="typed", text="6901028075763", source="typed")
    picture = next((home.parent / "labels").glob("*.jpg")).read_bytes()
    case = take_photo(kit, number, picture, purpose="wide")
    derive_picture(kit, number, case.photos[0].sha256, "blur", [(10, 10, 200, 200)], "旁人面部")
    record_fact(kit, number, "party.contact", "刘小明 Liu Xiaoming")
    issue_document(kit, number, "record_of_inspection", {}, overrides={"overlap": "同日连续检查"})
    kit.drafts.keep((number, "correction_order", "zh"), {"act": Typed("刘小明 尚未出具的文书")})
    table = stick.with_suffix(".csv")
    table.write_text("展位,展商,展品,品牌\n2B05,某某玩具有限公司,积木玩具,蓝鲸\n", "utf-8-sig")
    screen_file(kit, table, go_on)
    table.unlink()  # the organiser's own file; what this program keeps of it lies in screenings.db
    write_bundle(kit, stick, [peer.key for peer in peers(kit)], go_on)
    print("at work", flush=True)
    count = 0
    while True:
        count += 1
        record_fact(kit, number, "party.phone", f"刘小明 0571-{count:08}")
        take_photo(kit, number, picture + count.to_bytes(4, "big"), purpose="other")
        print(count, flush=True)


def killed_at_work(home: Path, outside: Path) -> None:
    """Let another process work on a data folder and kill it; all it may write lies in `home` or `outside`."""
    outside.mkdir()
    places = dict.fromkeys(
        ("TMPDIR", "TEMP", "TMP", "HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), str(outside)
    )
    words = [sys.executable, "-m", "tests.e2e.at_rest", str(home), str(outside / "out.huhang")]
    process = subprocess.Popen(words, cwd=ROOT, env=os.environ | places, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"at work\n"
    assert [process.stdout.readline() for _ in range(5)][-1] == b"5\n"
    process.kill()
    process.wait()
    process.stdout.close()


def readable(folder: Path) -> Iterator[str]:
    """Yield what a finder of the disk could read: file and kind, also where it stands in a file's name."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if PUBLIC in inside.parts or not path.is_file():
            continue
        data = str(inside).encode() + b"\n" + path.read_bytes()
        for kind, pattern in READABLE.items():
            if re.search(pattern, data, re.DOTALL):
                yield f"{inside}: {kind}"


if __name__ == "__main__":
    work(Path(sys.argv[1]), Path(sys.argv[2]))
