"""Sets a fresh machine up and starts the program: `python run.py`, or its tests: `python run.py test`.

All it needs is Python with its standard library. System libraries are installed where the person may do that,
else unpacked into `.syslibs`; the rest goes into `.venv`, by hash, from requirements.lock. The next start
finds a stamp and does none of this. A folder `wheels` beside this file serves instead of a network.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import hashlib
import importlib.util
import io
import os
import platform
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OLDEST, NEWEST = (3, 11), (3, 14)
GLIBC = (2, 34)  # what the Qt wheels are built for
OPTIONAL = ("libzbar.so.0", "libcups.so.2")  # a second reader of codes; printing
LIBRARIES = {  # what Qt and pyzbar load from the system -> Debian's package of it
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libzbar.so.0": "libzbar0",
    "libcups.so.2": "libcups2",
}
PIP_PACKAGE = "python3-pip-whl"  # Debian splits pip off Python; this is pip as one wheel
DRIVERS = re.compile(r"mesa|llvm|libgbm|libdrm|libz3|libsensors|libglapi")  # widgets paint without them


class SetupError(Exception):
    """The machine cannot be set up; the text says in Chinese and English what to do."""


def say(chinese: str, english: str) -> None:
    """Print one line for the person who waits."""
    print(f"{chinese} | {english}", flush=True)


def require(python: tuple[int, ...], libc: str) -> None:
    """Check this Python, and the system's C library where there is a version of it.

    Raises: SetupError if one of them will not do.
    """
    if not OLDEST <= python[:2] <= NEWEST:
        found = ".".join(map(str, python[:2]))
        raise SetupError(
            f"需要 Python 3.11 至 3.14，现在是 {found}；请安装后用它再运行一次。"
            f" | Python 3.11 to 3.14 is needed, this is {found}; install one and run this with it."
        )
    if libc and tuple(map(int, libc.split("."))) < GLIBC:
        raise SetupError(
            f"系统的 glibc {libc} 过旧，Qt 需要 2.34（Debian 12、Ubuntu 22.04 或更新）。"
            f" | This system's glibc {libc} is too old: Qt needs 2.34 (Debian 12, Ubuntu 22.04 or newer)."
        )


def succeeds(command: list[str], quiet: bool = False, variables: dict[str, str] | None = None) -> bool:
    """Run a command that asks nothing; tell whether it succeeded."""
    shown = subprocess.DEVNULL if quiet else None
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=shown, stderr=shown, env=variables)
    return done.returncode == 0


def library_folders(root: Path) -> list[Path]:
    """Return the folders of unpacked libraries, for LD_LIBRARY_PATH."""
    return sorted(folder for folder in (root / ".syslibs").glob("**/lib/*-linux-*") if folder.is_dir())


def loads(library: str, folders: list[Path]) -> bool:
    """Tell whether a shared library is in the system or was unpacked here."""
    if any((folder / library).exists() for folder in folders):
        return True
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_libraries(root: Path) -> list[str]:
    """Return the names of the shared libraries that Qt or pyzbar would not find on this Linux."""
    folders = library_folders(root)
    return [library for library in LIBRARIES if not loads(library, folders)]


def pip_wheel(root: Path) -> Path | None:
    """Return the wheel of pip that came with Python or was unpacked; None if Debian split it off."""
    spec = importlib.util.find_spec("ensurepip")
    bundled = [Path(place) / "_bundled" for place in (spec.submodule_search_locations or [])] if spec else []
    shared = Path("usr/share/python-wheels")
    for folder in [*bundled, Path("/") / shared, root / ".syslibs" / shared, root / "wheels"]:
        for wheel in sorted(folder.glob("pip-*.whl"), reverse=True):
            return wheel
    return None


def prepare_system(root: Path) -> None:
    """Bring what Linux lacks: Qt's system libraries and, on Debian, pip."""
    libraries = missing_libraries(root)
    packages = [LIBRARIES[library] for library in libraries] + ([] if pip_wheel(root) else [PIP_PACKAGE])
    if packages and shutil.which("apt-get") is None:
        explain_packages(libraries)
    elif packages:
        say(f"安装 {len(packages)} 个系统组件 …", f"Installing {len(packages)} system packages ...")
        privilege = administrator()
        if privilege is None or not install_packages(privilege, packages):
            say("没有管理员权限，改为解压 …", "Not as root: unpacking into .syslibs instead ...")
            unpack_packages(root, packages)


def explain_packages(libraries: list[str]) -> None:
    """Print the line that installs the missing libraries where there is no apt.

    dnf and zypper find packages by the libraries in them.

    Raises: SetupError with that line if the program would not start without them.
    """
    line = " ".join(f"'{library}()(64bit)'" for library in libraries)
    for tool in filter(shutil.which, ("dnf", "zypper")):
        line = f"sudo {tool} install {line}"
    text = f"请先安装系统组件 | Please install these system libraries first:\n    {line}"
    if set(libraries) - set(OPTIONAL):
        raise SetupError(text)
    print(text, flush=True)


def administrator() -> list[str] | None:
    """Return how to run a command as root without being asked, None if that is not possible."""
    if os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if shutil.which("sudo") and succeeds(["sudo", "-n", "true"], quiet=True) else None


def install_packages(privilege: list[str], packages: list[str]) -> bool:
    """Install Debian packages into the system; tell whether that worked."""
    apt = [*privilege, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    succeeds([*apt, "update"])  # where only one of several sources fails, the packages may still be had
    return succeeds([*apt, "install", "-y", "--no-install-recommends", *packages], quiet=True)


def unpack_packages(root: Path, packages: list[str]) -> None:
    """Fetch Debian packages with all they need and unpack them below .syslibs, as any user may.

    Raises: SetupError if apt cannot find or fetch them.
    """
    target = root / ".syslibs"
    for folder in ("apt/lists/partial", "apt/cache/archives/partial", "apt/debs"):
        (target / folder).mkdir(parents=True, exist_ok=True)
    apt = ["apt-get", "-qq", "-o", "Debug::NoLocking=true"]
    apt += ["-o", f"Dir::State::lists={target}/apt/lists", "-o", f"Dir::Cache={target}/apt/cache"]
    succeeds([*apt, "update"])
    plan = answer([*apt, "-s", "install", "--no-install-recommends", *packages], cwd=root)
    answer([*apt, "download", *planned(plan)], cwd=target / "apt/debs")
    for package in sorted((target / "apt/debs").glob("*.deb")):
        answer(["dpkg-deb", "-x", package.name, str(target)], cwd=package.parent)
    shutil.rmtree(target / "apt")


def planned(simulation: str) -> list[str]:
    """Return the packages that `apt-get -s install` would install, without graphics drivers."""
    return [name for name in re.findall(r"^Inst (\S+)", simulation, re.M) if not DRIVERS.search(name)]


def answer(command: list[str], cwd: Path) -> str:
    """Return what a command of the system prints.

    Raises: SetupError with the end of what it complained about.
    """
    done = subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode != 0:
        raise SetupError(f"{command[0]} 失败 | {command[0]} failed:\n{done.stderr.strip()[-2000:]}")
    return done.stdout


def stamp(root: Path) -> str:
    """Name what an environment is made from: another Python, lock or place means to make it anew."""
    lock = hashlib.sha256((root / "requirements.lock").read_bytes()).hexdigest()
    return f"{sys.version}\n{sys.base_prefix}\n{root}\n{lock}\n"


def environment_python(root: Path) -> Path:
    """Return the Python of the environment."""
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def install_command(root: Path, pip: Path) -> list[str]:
    """Return the command that installs the lock, from the folder `wheels` alone if it is there."""
    command = [str(environment_python(root)), str(pip / "pip"), "install", "--disable-pip-version-check"]
    command += ["--no-user", "--only-binary=:all:", "--require-hashes", "-r", str(root / "requirements.lock")]
    if (root / "wheels").is_dir():
        command += ["--no-index", "--find-links", str(root / "wheels")]
    return command


def prepare_environment(root: Path) -> None:
    """Make `.venv` and install the lock into it, at the second try if the network fails the first.

    Raises: SetupError if there is no pip or it cannot install.
    """
    pip = pip_wheel(root)
    if pip is None:
        raise SetupError(
            "这个 Python 没有 pip，请安装带 pip 的 Python 3.11 或更新版本。"
            " | This Python comes without pip; install a Python 3.11 or newer that has it."
        )
    say("安装运行环境（下载约 350 MB）…", "Installing the environment (a 350 MB download) ...")
    venv.create(root / ".venv", clear=True, symlinks=os.name != "nt", with_pip=False)
    command = install_command(root, pip)
    if not (succeeds(command) or succeeds(command)):
        raise SetupError(
            "组件未能下载或安装。请检查网络或 pip 的镜像设置，或把安装包放入 wheels 文件夹，再运行一次。"
            " | The components could not be installed. Check the network or pip's index setting,"
            " or put the wheels into the folder `wheels`, and run this again."
        )
    if (root / ".syslibs").is_dir():
        (packages,) = (root / ".venv").glob("lib/python*/site-packages")
        shutil.copy(root / "resources/packing/find_zbar.py", packages)
        (packages / "find_zbar.pth").write_text("import find_zbar\n", "ascii")


def environment(root: Path) -> dict[str, str]:
    """Return the environment variables for a program of ours."""
    variables = {**os.environ, "PYTHONPATH": str(root), "PYTHONUTF8": "1"}
    variables.pop("PYTHONHOME", None)
    if sys.platform.startswith("linux"):
        folders = [*map(str, library_folders(root)), *filter(None, [variables.get("LD_LIBRARY_PATH")])]
        variables.update({"LD_LIBRARY_PATH": ":".join(folders)} if folders else {})
        for name, place in (("XKB_CONFIG_ROOT", "usr/share/X11/xkb"), ("FONTCONFIG_PATH", "etc/fonts")):
            if (root / ".syslibs" / place).is_dir() and not Path("/", place).is_dir():
                variables[name] = str(root / ".syslibs" / place)
        if not {"DISPLAY", "WAYLAND_DISPLAY"} & variables.keys():
            variables.setdefault("QT_QPA_PLATFORM", "offscreen")
    return variables


def set_up(root: Path) -> None:
    """Bring everything the program needs, unless the stamp says that it is here already.

    Raises: SetupError that says what to do.
    """
    mark = root / ".venv" / "huhang.stamp"
    if mark.is_file() and mark.read_text("utf-8") == stamp(root):
        return
    if sys.platform.startswith("linux"):
        prepare_system(root)
    elif sys.platform == "darwin" and ctypes.util.find_library("zbar") is None:
        say("可选：brew install zbar", "Optional, reads more codes: brew install zbar")
    prepare_environment(root)
    say("准备中文字体 …", "Preparing the Chinese fonts ...")
    fonts = [str(environment_python(root)), "-m", "app.typeset.fonts", "--prepare"]
    if not succeeds(fonts, variables=environment(root)):
        raise SetupError("字体未能准备好。 | The fonts could not be prepared.")
    mark.write_text(stamp(root), "utf-8")
    say("准备完毕。", "Everything is ready.")


def main(arguments: list[str]) -> int:
    """Set the machine up, then run the tests or the program; return its exit status."""
    try:
        require(tuple(sys.version_info[:2]), platform.libc_ver()[1])
        set_up(ROOT)
        variables = environment(ROOT)
        module, rest = ("tests", arguments[1:]) if arguments[:1] == ["test"] else ("app", arguments)
        if (module, rest) == ("app", []) and variables.get("QT_QPA_PLATFORM") == "offscreen":
            say("没有显示器，程序运行但不显示窗口。", "No screen here: the program runs without a window.")
        return subprocess.run([str(environment_python(ROOT)), "-m", module, *rest], env=variables).returncode
    except SetupError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):  # a console may lack Chinese
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    sys.exit(main(sys.argv[1:]))
