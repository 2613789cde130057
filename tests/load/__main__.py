"""Load runs on loopback that end by themselves; exit code 1 when anything was lost, out of order or repeated.

uv run python -m tests.load kill --engine sqlite --kills 200
uv run python -m tests.load kill --engine postgresql --kills 200
uv run python -m tests.load replicas --questions 5000 --chats 500
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from tests.load.kill import Outcome as Killed
from tests.load.kill import kill_under_load
from tests.load.replicas import Outcome as Shared
from tests.load.replicas import replicas_under_load
from tests.storage_fixtures import database


async def _main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("run", choices=["kill", "replicas"])
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--questions", type=int, default=5000)
    parser.add_argument("--chats", type=int, default=500)
    options = parser.parse_args()
    engine = "postgresql" if options.run == "replicas" else options.engine
    outcome: Killed | Shared
    with tempfile.TemporaryDirectory() as folder:
        async with database(engine, Path(folder)) as url:
            if options.run == "replicas":
                outcome = await replicas_under_load(url, options.questions, options.chats)
            else:
                outcome = await kill_under_load(url, options.kills, seconds=options.seconds)
    sys.stdout.write(f"{options.run} on {engine}: {outcome}\n")
    return 1 if outcome.problems else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(_main()))
