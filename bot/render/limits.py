"""What one message may hold."""

from __future__ import annotations

from typing import Final

TEXT_LIMIT: Final = 4096
"""Characters of a message, counted as UTF-16 units, which is the stricter way."""
CAPTION_LIMIT: Final = 1024
"""Characters of the text beside a picture."""
ENTITY_LIMIT: Final = 100
"""Entities of a message; Telegram ignores the rest."""
