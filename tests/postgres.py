"""A PostgreSQL server of a test's own, on loopback, to be stopped and started again."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.load.app.town import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator


class Server:
    """Its data lie in a folder; it runs or it does not."""

    def __init__(self, folder: Path) -> None:
        """Make its data, as somebody else where this is root: PostgreSQL refuses to run as root."""
        self._data, self._port = folder / "data", free_port()
        self._user: str | None = None
        if os.geteuid() == 0:
            self._user = "postgres" if "postgres" in {one.pw_name for one in pwd.getpwall()} else "nobody"
            shutil.chown(folder, self._user)
        self._run("initdb", "--username=konspekt", "--auth=trust", "--no-sync", "--encoding=UTF8")
        self.url = f"postgresql://konspekt@127.0.0.1:{self._port}/postgres"

    def start(self) -> None:
        """Start it, and wait until it can be asked."""
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        self._run("pg_ctl", "start", "--wait", f"--options={options}", f"--log={self._data}/log")

    def stop(self) -> None:
        """Stop it as a power cut does."""
        self._run("pg_ctl", "stop", "--wait", "--mode=immediate")

    def _run(self, program: str, *options: str) -> None:
        command = [program, f"--pgdata={self._data}", *options]
        subprocess.run(
            command,
            user=self._user,
            cwd="/",
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # a pipe would stay open as long as the server runs
            stderr=subprocess.DEVNULL,
            timeout=60,
        )


@contextmanager
def server() -> Iterator[Server]:
    """A server that runs; skips where PostgreSQL's programs are not installed."""
    if not (shutil.which("initdb") and shutil.which("pg_ctl")):
        pytest.skip("PostgreSQL's own programs (initdb, pg_ctl) are not installed")
    # Not tmp_path: only root may enter that.
    with tempfile.TemporaryDirectory(prefix="konspekt-postgres-") as folder:
        one = Server(Path(folder))
        one.start()
        try:
            yield one
        finally:
            one.stop()
