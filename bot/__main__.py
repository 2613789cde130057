"""`python -m bot` is `konspekt`."""

from bot.cli import main

if __name__ == "__main__":
    main()
