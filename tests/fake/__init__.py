"""A strict imitation of the Bot API: what it is not asked properly, it refuses and remembers."""
