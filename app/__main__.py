"""The front door: `python -m app` opens the window; with a command it does one thing and ends.

A house loads Qt, forms and fonts, which takes a second; `register`, `read` and `hub` do without them.
"""

import importlib
import multiprocessing
import sys

from app.errors import InspectionError
from app.front.register_desk import make_register_parser, run_register


def main(arguments: list[str] | None = None) -> int:
    """Run the program; returns the exit status: 0 done, 1 refused or not whole, 2 wrong words."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    words = sys.argv[1:] if arguments is None else arguments
    if words[:1] not in (["register"], ["read"], ["hub"]):
        house = importlib.import_module("app.front.house")  # only now, since it takes its time
        return int(house.run_house(words))
    try:
        if words[0] == "read":
            desk = importlib.import_module("app.front.read_desk")  # only now: it loads the readers
            return int(desk.run_read(desk.make_read_parser().parse_args(words)))
        if words[0] == "hub":
            desk = importlib.import_module("app.front.hub_running")  # only now: it loads the web
            return int(desk.run_hub(desk.make_hub_parser().parse_args(words)))
        return run_register(make_register_parser().parse_args(words))
    except InspectionError as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    multiprocessing.freeze_support()  # the frozen program may prepare fonts in processes of its own
    sys.exit(main())
