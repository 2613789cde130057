"""What `konspekt` does at a terminal; `bot.cli` imports each command only when it is called."""
