"""The model of a catalog's examples: read from the cache where it is kept for just these, else fitted and kept."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from catalog.examples import ReviewedNumber
from catalog.models import Catalog
from catalog.reviewed import ReviewedReport, load_reviewed
from catalog.sentences import load_sentences
from ingest.meaning.model import ExampleModel
from ingest.meaning.pairs import Cards
from ingest.meaning.sentences import Example, ExampleReader, Unread
from reviews.decision import Decision
from reviews.standing import Reviews
from warehouse.disk import alone

# A number is published by example from here on: of five hands left out .994 of what was published so was right, of a
# hand written later all (python -m ingest.truth).
SURE = 0.768
# The same in statements that values rarely stand in (a difference, a plan).
SURER = 0.85
# The same where a rule says another metric: there the examples have been right every time.
CONTRARY = 0.8
# A rule yields to the examples only where they hold another metric at least so likely, and so much likelier than its
# own.
YIELDS, SURER_BY = 0.6, 0.3
# From here on what stands beside a sure number may be sure with it.
LIKELY = 0.5
# From here on arithmetic may prove that a number is of its likeliest metric.
POSSIBLE = 0.15
# From here on a relation may name a number of few digits so.
FAINT = 0.02
# Below it arithmetic does not go by a number's words.
UNLIKELY = 0.1
# Below it a person is not asked: of 30 such numbers of two hands one was a value.
ASKED = 0.25
# Below it a number looks like no example of the metric its rule says, and the rule yields: of 12 such on hands left
# out 9 were wrong.
STRANGE = 0.2

_NONE = Reviews()
# Models kept: those of a few catalogs or versions that take turns, each by its knowledge and by its examples.
_KEPT = 24
# What reads examples, and what fits.
_ROOMS = ("numbers", "notation", "tables")
_READ_BY = ("labels", "sentences")
_FITTED_BY = ("wording", "pairs", "second_look", "trees", "model")


def read_examples(catalog: Catalog) -> tuple[list[Example], list[Unread]]:
    """All examples of a catalog, and its marked sentences that give none."""
    reader = ExampleReader(catalog)
    read = list(reader.sentences(load_sentences(catalog.directory)))
    examples = [example for example in read if isinstance(example, Example)]
    for report in load_reviewed(catalog):
        examples += reader.reviewed(report)
    return examples, [unread for unread in read if isinstance(unread, Unread)]


def decided_examples(catalog: Catalog, reviews: Reviews) -> list[Example]:
    """The numbers that people have judged, as examples."""
    reader = ExampleReader(catalog)
    return [example for decision in reviews.in_force for example in _learned(decision, catalog, reader)]


def _learned(decision: Decision, catalog: Catalog, reader: ExampleReader) -> Iterator[Example]:
    """What a decision teaches: nothing of a measure that the catalog does not have."""
    if decision.says == "new" or not catalog.metrics.keys() >= set(decision.metrics):
        return
    place, metrics = decision.place, tuple(dict.fromkeys(decision.metrics))
    number = ReviewedNumber(**place.model_dump(), metrics=metrics, reviewer=decision.who)
    yield from reader.reviewed(ReviewedReport(decision.report, decision.report, place.sha256, False, (number,)))


def make_ready(catalog: Catalog, reviews: Reviews) -> None:
    """Sees to it that the model of a catalog is in the cache, so that no worker need fit it."""
    if not _place(catalog, reviews).exists():
        model_of(catalog, reviews)


def model_of(catalog: Catalog, reviews: Reviews = _NONE, *, learns: bool = False) -> ExampleModel | None:
    """The model of a catalog's examples: fitted by the first process that needs it, read from the cache by all others.

    A folder that cannot be written costs each process the time to fit, nothing else. None where there is no example.
    Only one that ``learns`` holds what learning more takes.
    """
    path = _place(catalog, reviews)
    cards = Cards.of(catalog)
    with contextlib.suppress(OSError, ValueError, KeyError):
        kept = ExampleModel.loaded(path, cards, learns=learns)
        # Used again: the one that others learn from is not the oldest.
        with contextlib.suppress(OSError):
            path.touch()
        return kept
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            stack.enter_context(alone(path.with_suffix(".lock")))
            with contextlib.suppress(OSError, ValueError, KeyError):
                return ExampleModel.loaded(path, cards, learns=learns)
        model = _learning(catalog, reviews) if reviews.digest else _fitted(catalog, cards)
        if model is not None:
            with contextlib.suppress(OSError):
                model.save(path)
                _forget_oldest(path.parent)
        return model


def _fitted(catalog: Catalog, cards: Cards) -> ExampleModel | None:
    """The model of all examples: not fitted anew where what was changed (a rule) changes none of them."""
    examples, _ = read_examples(catalog)
    if not examples:
        return None
    path = cache_folder() / f"examples-{_digest_of(examples, cards)}.npz"
    with contextlib.suppress(OSError, ValueError, KeyError):
        return ExampleModel.loaded(path, cards, learns=True)
    model = ExampleModel.fitted(examples, cards)
    with contextlib.suppress(OSError):
        model.save(path)
    return model


def _learning(catalog: Catalog, reviews: Reviews) -> ExampleModel | None:
    """The catalog's own model, which learns what people decided; a few decisions alone are no model."""
    own = model_of(catalog, learns=True)
    examples = decided_examples(catalog, reviews)
    return own.learned(examples) if own is not None and examples else own


def cache_folder() -> Path:
    """Where fitted models are kept: outside the repository. XDG_CACHE_HOME names another place."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "secretariat-figures"


def _place(catalog: Catalog, reviews: Reviews) -> Path:
    return cache_folder() / f"examples-{_digest(catalog, reviews)}.npz"


def _forget_oldest(folder: Path) -> None:
    models = sorted(folder.glob("examples-*.npz"), key=lambda path: path.stat().st_mtime)
    for path in models[:-_KEPT]:
        path.unlink(missing_ok=True)


def _digest(catalog: Catalog, reviews: Reviews) -> str:
    """Digest of all that a model is made from: the catalog, what people have reviewed, the code that reads and fits."""
    digest = hashlib.sha256(f"{catalog.sha256}{reviews.digest}".encode())
    reviewed = sorted(catalog.directory.rglob("*.csv"))
    for path in (*_code_files(), *reviewed):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _digest_of(examples: Iterable[Example], cards: Cards) -> str:
    """Digest of all that is fitted: the examples as they were read, the cards, the code that fits."""
    digest = hashlib.sha256()
    for one in examples:
        digest.update(repr(replace(one, metrics=frozenset())).encode("utf-8", "surrogatepass"))
        digest.update(repr(sorted(one.metrics)).encode())
    told = (cards.ids, cards.topics.tolist(), cards.units.tolist(), cards.names, cards.definitions)
    digest.update(repr(told).encode())
    for path in _own_files(_FITTED_BY):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@functools.cache
def _code_files() -> tuple[Path, ...]:
    own = _own_files((*_READ_BY, *_FITTED_BY))
    return (*own, *sorted(path for room in _ROOMS for path in (own[0].parent.parent / room).glob("*.py")))


def _own_files(modules: Iterable[str]) -> list[Path]:
    here = Path(__file__).resolve().parent
    return [here / f"{module}.py" for module in modules]
