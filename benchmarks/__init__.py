"""Figures of speed: ``python -m benchmarks``."""
