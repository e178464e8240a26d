"""The model of a catalog's examples: read from the cache where it is kept for just these, else fitted and kept."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

from catalog.load import CATALOG_DIR
from catalog.models import Catalog
from catalog.reviewed import load_reviewed
from catalog.sentences import load_sentences
from ingest.meaning.model import ExampleModel
from ingest.meaning.pairs import Cards
from ingest.meaning.sentences import Example, ExampleReader, Unread

# A number is published by example from here on: chosen for 0.99 precision on hands left out (python -m ingest.truth).
SURE = 0.95
# The same where a rule says another metric: there the examples have been right every time.
CONTRARY = 0.85
# A number that a rule publishes stays published while its metric is the examples' first and at least so likely,
AGREED = 0.1
# or likely whatever they take for likelier.
LIKELY = 0.5
# Below it a number is not even suggested.
UNLIKELY = 0.1


def read_examples(catalog: Catalog) -> tuple[list[Example], list[Unread]]:
    """All examples of a catalog, and its marked sentences that give none."""
    reader = ExampleReader(catalog)
    read = list(reader.sentences(load_sentences()))
    examples = [example for example in read if isinstance(example, Example)]
    for report in load_reviewed():
        examples += reader.reviewed(report)
    return examples, [unread for unread in read if isinstance(unread, Unread)]


def model_of(catalog: Catalog) -> ExampleModel:
    """The model of a catalog's examples."""
    path = cache_folder() / f"examples-{_digest()}.npz"
    cards = Cards.of(catalog)
    try:
        return ExampleModel.loaded(path, cards)
    except (OSError, ValueError, KeyError):
        examples, _ = read_examples(catalog)
        model = ExampleModel.fitted(examples, cards)
        # A folder that cannot be written costs the next build the time to fit, nothing else.
        with contextlib.suppress(OSError):
            model.save(path)
        return model


def cache_folder() -> Path:
    """Where fitted models are kept: outside the repository."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "secretariat-figures"


def _digest() -> str:
    """Digest of all that a model is made from: the catalog, and the code that reads and fits."""
    digest = hashlib.sha256()
    rooms = Path(__file__).resolve().parent.parent
    code = [rooms / room for room in ("meaning", "numbers", "notation", "tables")]
    files = [path for folder in code for path in folder.glob("*.py")]
    files += [
        path for pattern in ("*.yaml", "*.csv") for path in CATALOG_DIR.rglob(pattern) if "words" not in path.parts
    ]
    for path in sorted(files):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
