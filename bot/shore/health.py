"""Whether the bot lives, whether it is ready, and its figures: for operators, on loopback."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from prometheus_client import CollectorRegistry
    from starlette.requests import Request

_LOG = logging.getLogger(__name__)
_PATIENCE = 3.0  # seconds a check may take

Check = "Callable[[], Awaitable[str | None]]"
"""Tells the problem, or None when there is none."""


def _nothing() -> dict[str, Any]:
    return {}


async def _known() -> None:
    return None


def health_app(
    *,
    alive: Mapping[str, Callable[[], Awaitable[str | None]]],
    ready: Mapping[str, Callable[[], Awaitable[str | None]]],
    registry: CollectorRegistry,
    about: Callable[[], dict[str, Any]] = _nothing,
    counted: Callable[[], Awaitable[str | None]] = _known,
) -> Starlette:
    """The application to serve: `/healthz`, `/readyz` and `/metrics`.

    Args:
        alive: Checks by name; a problem in one means that the process should be restarted.
        ready: Checks by name; a problem in one means that it cannot do its work right now.
        registry: Figures.
        about: What else to show beside the checks.
        counted: Brings figures up to date that are not counted as things happen.
    """

    async def healthz(_request: Request) -> Response:
        return await _report(alive, about)

    async def readyz(_request: Request) -> Response:
        return await _report({**alive, **ready}, about)

    async def metrics(_request: Request) -> Response:
        await _run(counted)
        return Response(generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return Starlette(
        routes=[Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]
    )


async def _report(
    checks: Mapping[str, Callable[[], Awaitable[str | None]]], about: Callable[[], dict[str, Any]]
) -> Response:
    problems = await asyncio.gather(*map(_run, checks.values()))
    named = {name: problem or "ok" for name, problem in zip(checks, problems, strict=True)}
    good = not any(problems)
    return JSONResponse(
        {"status": "ok" if good else "failing", "checks": named, **about()},
        status_code=200 if good else 503,
    )


async def _run(check: Callable[[], Awaitable[str | None]]) -> str | None:
    try:
        async with asyncio.timeout(_PATIENCE):
            return await check()
    except TimeoutError:
        return f"no answer within {_PATIENCE:g} s"
    except Exception as error:  # noqa: BLE001 - a broken check is a finding, not a crash
        _LOG.debug("a health check failed", exc_info=True)  # its answer tells; each look would log it anew
        return type(error).__name__
