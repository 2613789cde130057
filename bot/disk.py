"""What must be on the disk before anybody relies on it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def settle(path: Path) -> None:
    """Wait until a file's content, or a folder's names, would survive a power cut.

    Args:
        path: A file or a folder.

    Raises:
        OSError: The disk does not take it.
    """
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
