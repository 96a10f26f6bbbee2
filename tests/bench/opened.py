"""`python -m tests.bench.opened PACK SIGN`: in a process of its own, from opening a pack to the first answer.

Prints JSON: ms for the lexicon, for opening, for the first answer, and all three; resident MB, and how many
of them are no mapped files.
"""

import json
import sys
import time
from itertools import pairwise
from pathlib import Path

from app.names.lexicon import load_lexicon
from offline_db.pack.pack import Pack
from offline_db.pack.search import make_sign


def main(path: Path, text: str) -> None:
    times = [time.perf_counter()]
    lexicon = load_lexicon()
    times.append(time.perf_counter())
    pack = Pack.open(path)
    times.append(time.perf_counter())
    hits = pack.nearest(make_sign(text, lexicon), 20)
    _ = [pack.right_of(*rows[0]) for _, _, rows in hits]
    times.append(time.perf_counter())
    told = Path("/proc/self/status").read_text("ascii").splitlines()
    memory = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in told if line.endswith("kB")}
    steps = [(b - a) * 1000 for a, b in pairwise(times)]
    names = ("lexicon", "open", "answer", "all")
    taken = dict(zip(names, [*steps, sum(steps)], strict=True))
    print(json.dumps(taken | {"resident": memory["VmRSS"], "own": memory["RssAnon"]}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
