"""What it costs to make a document last, in one table: `python -m tests.bench.signing`.

Process CPU in ms, median and least of several runs, for the record of inspection with 12 photos: setting
it, archiving it as PDF/A-3 with its data, two officers' signatures, checking it again, and what the first
document of a process pays for loading libraries. Targets: archive and both signatures 115 ms, all of it 150
ms.
"""

import io
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median

import numpy as np
from pikepdf import pdfa
from PIL import Image

from app.documents import Extras, Photo, render
from app.log import digest
from app.proof import Proof, make_proof, values_json
from app.signing.archive import Attached, archive
from app.signing.pades import sign_pdf
from app.signing.verify import verify_document
from tests.app.signing.papers import AGENCY, KEY, MOMENT, NUMBER, an_office, faces, filled, the_record

RUNS = 15
LOADING = "import time; t = time.process_time(); import {}; print(1000 * (time.process_time() - t))"


def cpu(work: Callable[[], object]) -> list[float]:
    """Return the process CPU of runs, in ms, the first one left out."""
    found = []
    for _ in range(RUNS + 1):
        began = time.process_time()
        work()
        found.append(1000 * (time.process_time() - began))
    return found[1:]


def show(name: str, times: list[float], note: str = "") -> None:
    print(f"{name:44} {median(times):8.1f} {min(times):8.1f}  {note}")


def a_picture(seed: int) -> bytes:
    """Make a noisy photo as it is printed, 720 x 540."""
    grain = np.random.default_rng(seed).normal(150, 12, (540, 720, 3)).clip(0, 255).astype(np.uint8)
    target = io.BytesIO()
    Image.fromarray(grain).save(target, "JPEG", quality=78)
    return target.getvalue()


def main() -> None:
    """Print the table."""
    form, office, fonts = the_record(), an_office(), faces()
    values = filled(form) | {"scene": "现场陈列标有“ZL201710601862.3”的玩具三款，标价每件 39 元。" * 12}
    data = values_json({**values, "number": NUMBER})
    stated = Proof(NUMBER, "2026年11月24日", "浙江𬭸光", AGENCY, ("1", "2"), "CF-1-0001", digest(data))
    attached = Attached(data, make_proof(stated, KEY.key, KEY.sign))
    photos = tuple(Photo(a_picture(n), (f"照片{n}",)) for n in range(12))
    extras = Extras(AGENCY, NUMBER, "2026年11月24日", photos, code=attached.proof)

    done = render(form, values, extras, fonts)
    archived = archive(done.pdf, MOMENT, attached=attached, signers=2)
    signed = sign_pdf(archived, office.signers, MOMENT)
    print(f"{'CPU, ms':44} {'median':>8} {'least':>8}")
    times = [
        cpu(lambda: render(form, values, extras, fonts)),
        cpu(lambda: archive(done.pdf, MOMENT, attached=attached, signers=2)),
        cpu(lambda: sign_pdf(archived, office.signers, MOMENT)),
    ]
    show("set", times[0], f"{done.pages} pages, {len(done.pdf) / 1024:.0f} KB")
    show("archive as PDF/A-3b with data", times[1], f"+ {(len(archived) - len(done.pdf)) / 1024:.1f} KB")
    show("two PAdES B-B signatures, P-256", times[2], f"+ {(len(signed) - len(archived)) / 1024:.1f} KB")
    show("archive + signatures", [a + b for a, b in zip(*times[1:], strict=True)], "target 115")
    show("set + archive + signatures", [sum(t) for t in zip(*times, strict=True)], "target 150")
    show("check it again", cpu(lambda: verify_document(signed, [office.root], [KEY.key])))
    plain = archive(done.pdf, MOMENT, attached=attached)
    show("validate as PDF/A (tests only)", cpu(lambda: pdfa.validate_written(io.BytesIO(plain), "3b")))
    for module in ("app.signing.archive", "app.signing.pades", "app.signing.verify"):
        loaded = subprocess.run(
            [sys.executable, "-c", LOADING.format(module)], capture_output=True, check=True
        )
        show(f"load {module}, once", [float(loaded.stdout)])


if __name__ == "__main__":
    main()
