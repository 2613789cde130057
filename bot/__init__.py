"""A conversation over a library of lecture notes, in Telegram and in the terminal."""
