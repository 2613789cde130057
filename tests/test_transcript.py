"""The conversations shown to readers are what the program says."""

from __future__ import annotations

from tests import transcript

AGAIN = "run `uv run python -m tests.transcript` and look at the difference"


async def test_shown_conversations_are_the_programs_own() -> None:
    """docs/transcript.md and the samples in the README files are up to date."""
    told = await transcript.sessions()
    assert transcript.PAGE.read_text(encoding="utf-8") == transcript.page(told), AGAIN
    for readme in transcript.READMES:
        text = readme.read_text(encoding="utf-8")
        assert text == transcript.with_sample(text, told), AGAIN
        assert transcript.sample(told) in text, AGAIN
