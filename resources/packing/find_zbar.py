"""Lets pyzbar find a ZBar that lies beside the program instead of in the system.

pyzbar asks ctypes.util.find_library, which looks into the system's cache and not along LD_LIBRARY_PATH.
Imported before pyzbar, this asks the loader itself first. The frozen program runs it as a runtime hook;
`run.py` lays it into the environment where system libraries had to be unpacked without root.
"""

import ctypes
import ctypes.util
import sys

NAME = "libzbar.0.dylib" if sys.platform == "darwin" else "libzbar.so.0"
ask_the_system = ctypes.util.find_library


def find_library(name: str) -> str | None:
    """Return what ctypes.CDLL takes to load the library `name`, None if there is none."""
    if name != "zbar":
        return ask_the_system(name)
    try:
        ctypes.CDLL(NAME)
    except OSError:
        return ask_the_system(name)
    return NAME


ctypes.util.find_library = find_library
