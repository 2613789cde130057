"""Where the conversation meets the world: Telegram and the terminal."""
