"""Figures of speed: ``python -m benchmarks``."""

from __future__ import annotations

from collections.abc import Sequence


def quantile(times: Sequence[float], share: float = 0.95) -> float:
    """What this share of the times stay below: by default, where the slowest twentieth begins. Of no times nothing."""
    return sorted(times)[min(len(times) - 1, int(share * len(times)))] if times else 0.0
