"""What the bot does about what happens: one module a topic, each handler given what it needs."""
