"""The way from one schema to the next, run at the start by Alembic."""
