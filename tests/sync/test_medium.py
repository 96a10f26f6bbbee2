"""A medium that goes away at an unlucky moment leaves nothing open."""

import gc
import os
import sys
from pathlib import Path

import pytest

from sync.medium import Medium


@pytest.mark.skipif(sys.platform != "linux", reason="a pipe, of which Linux has no pages to drop")
def test_a_file_that_cannot_be_read_past_memory_is_not_left_open(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    held = os.open(pipe, os.O_RDWR)

    with pytest.raises(OSError, match="seek"):
        Medium().open(pipe)

    os.close(held)
    gc.collect()  # a file left open warns here, and a warning fails a test
