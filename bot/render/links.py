"""Which links Telegram takes; one bad address would refuse the whole message."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

_SCHEMES = frozenset({"http", "https", "tg"})
_HOST = re.compile(r"(?:[\w-]+\.)+[^\W_][\w-]*")
_TG = re.compile(r"[a-z_]+(?:[/?][\w\-=&%+.~/?]*)?", re.ASCII | re.IGNORECASE)
_MAIL = re.compile(r"mailto:([^\s@?]+@[^\s@?]+\.[^\s@?]+)", re.IGNORECASE)

MAX_URL = 2048
"""Characters; longer addresses are cut or refused somewhere on the way."""
_MAX_PORT = 65535


def working_url(url: str) -> str:
    """The address as Telegram takes it, or an empty string where it would refuse it."""
    if len(url) > MAX_URL or not url.isprintable() or " " in url or "\\" in url:
        return ""
    try:
        parts = urlsplit(url)
        port = parts.port
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme not in _SCHEMES or "//" not in url:
        return ""
    if parts.scheme == "tg":
        return url if _TG.fullmatch(url.partition("://")[2]) else ""
    if port is not None and not 0 < port <= _MAX_PORT:
        return ""
    return url if "@" not in parts.netloc and _HOST.fullmatch(host) else ""


def readable_url(url: str) -> str:
    """What to show of an address that cannot be a link; empty for links inside the notes."""
    mail = _MAIL.match(url)
    if mail:
        return unquote(mail.group(1))
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return unquote(url) if parts.scheme in {"http", "https", "ftp"} and parts.netloc else ""
