"""A build of published files and one that is to join them, beside the published warehouse."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from catalog.load import CatalogError, load
from catalog.words import told
from ingest.build import PARTS, build
from ingest.files import NoReports
from ingest.limits import LimitError, limits
from ingest.passages.manifest import ManifestError
from warehouse.connect import warehouse_path
from warehouse.publish import PublishError
from warehouse.succession import NotBuilt


def build_with(paths: Sequence[Path], into: Path) -> None:
    """Builds a warehouse of the reports at ``paths``, of which the last is the one to join; only that is read.

    Raises:
        NotBuilt: it was refused, or nothing could be built.
    """
    try:
        live = warehouse_path()
        outcome = build(
            paths, into, load(),
            workers=os.cpu_count() or 1, limits=limits(), parts=live.parent / PARTS, beside=live,
        )  # fmt: skip
    except (CatalogError, LimitError, ManifestError, NoReports, PublishError) as error:
        raise NotBuilt(str(error)) from error
    refused = next((refusal for refusal in outcome.refusals if refusal.file == paths[-1].name), None)
    if refused is not None or not outcome.published:
        raise NotBuilt(refused.message if refused else told("command.unpublished"))
