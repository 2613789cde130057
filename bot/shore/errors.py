"""What can go wrong between this process and Telegram, for those who need not know the library."""

from __future__ import annotations


class ShoreError(Exception):
    """Telegram cannot be used."""


class TokenRefusedError(ShoreError):
    """Telegram does not know the token: only the operator can help."""


class RefusedError(ShoreError):
    """Telegram understood what was asked for, and refuses it."""


class UnreachableError(ShoreError):
    """Telegram cannot be reached, or has trouble of its own: later it may work."""
