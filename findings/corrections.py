"""The ledger of corrections: which reports were issued again, whether they say so, and what they print otherwise."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from catalog.load import load
from warehouse import corrections, reads


@dataclass(frozen=True, eq=False)
class Correction:
    """A corrected edition: its row and the corrected report's title, whether it is announced, what it restates.

    ``edition`` is as :func:`warehouse.corrections.editions` gives it, ``restated`` as
    :func:`warehouse.corrections.restated` does.
    """

    edition: pd.Series
    announced: bool
    restated: pd.DataFrame


def ledger() -> list[Correction]:
    """All corrections, those of the newest period first."""
    lexicon = load().lexicon
    announced = re.compile(lexicon.corrected_edition)
    restated = reads.ask(corrections.restated)
    return [
        Correction(
            edition,
            any(
                announced.search("".join(str(line).split())) for line in (edition["report_title"], *edition["opening"])
            ),
            restated[restated["report_id"] == edition["report_id"]],
        )
        for _, edition in reads.ask(corrections.editions, lexicon.opening_passages).iterrows()
    ]
