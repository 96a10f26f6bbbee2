"""The three networks of label reading, run by onnxruntime from files of the package rapidocr.

PP-OCRv6: a detector (where is text), a recogniser (what does a line say) and a classifier (is it upside
down). Only the files are taken: none of rapidocr's code runs, so nothing here can look for a network.
"""

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from app.errors import StorageFault

DETECTOR = "PP-OCRv6_det_small.onnx"
RECOGNISER = "PP-OCRv6_rec_small.onnx"
TURN = "ch_ppocr_mobile_v2.0_cls_mobile.onnx"

Floats = NDArray[np.float32]


class Networks:
    """Loaded networks; one thread uses them at a time."""

    def __init__(self, threads: int = 1) -> None:
        """Load the networks; `threads` is how many onnxruntime may use.

        Raises:
            StorageFault: the files are missing or damaged.
        """
        folder = models_folder()
        self._detector = _session(folder / DETECTOR, threads)
        self._recogniser = _session(folder / RECOGNISER, threads)
        self._turn = _session(folder / TURN, threads)
        listed = self._recogniser.get_modelmeta().custom_metadata_map["character"]
        self.characters = ("", *listed.split("\n"), " ")  # the first is CTC's blank

    def text_map(self, batch: Floats) -> Floats:
        """Return how likely each pixel is text, (H, W) from 0 to 1, for (1, 3, H, W) in [-1, 1], BGR.

        H and W are multiples of 32.
        """
        text: Floats = self._run(self._detector, batch)[0, 0]
        return text

    def line_chances(self, batch: Floats) -> Floats:
        """Return the chances of characters, (N, W / 8, characters), for lines (N, 3, 48, W) in [-1, 1]."""
        return self._run(self._recogniser, batch)

    def upside_down(self, batch: Floats) -> Floats:
        """Return how likely each line stands on its head, (N,), for lines (N, 3, 48, 192) in [-1, 1]."""
        chances: Floats = self._run(self._turn, batch)[:, 1]
        return chances

    @staticmethod
    def _run(session: Any, batch: Floats) -> Floats:
        answers: Sequence[Floats] = session.run(None, {session.get_inputs()[0].name: batch})
        return answers[0]


def models_folder() -> Path:
    """Return the folder that holds the networks' files.

    Raises:
        StorageFault: the package that brings them is not installed.
    """
    spec = importlib.util.find_spec("rapidocr")
    places = spec.submodule_search_locations if spec is not None else None
    if not places:
        raise _missing()
    return Path(next(iter(places))) / "models"


def _session(path: Path, threads: int) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # the arena never gives back what the largest photo took
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except (onnxruntime.capi.onnxruntime_pybind11_state.NoSuchFile, RuntimeError) as error:
        raise _missing() from error


def _missing() -> StorageFault:
    return StorageFault(
        "文字识别的模型文件缺失或损坏；请重新安装程序，其他功能不受影响。",
        "The files for reading text are missing or damaged; install the program again. All else works.",
    )
