"""Benchmarks: `uv run --group bench python -m tests.benchmarks` measures, `docs/benchmarks.md` tells."""
