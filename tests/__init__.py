"""Tests of the three packages, and of what surrounds them."""
