"""Fixtures that every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from tests.storage_fixtures import clock, database_url, store

__all__ = ["clock", "database_url", "shared", "store"]

ROOT = Path(__file__).parents[1]

settings.register_profile("calm", deadline=None)  # a busy machine is no failure
settings.load_profile("calm")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared test material beside the repository; absent on a fresh machine."""
    folder = ROOT.parent / "shared"
    if not (folder / "lecture" / "virtualization.md").is_file():
        pytest.skip("the shared test material does not lie beside this repository")
    return folder
