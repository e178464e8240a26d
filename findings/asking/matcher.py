"""Which metric a question is about: by its names, definition, topic and the words clerks put around its numbers."""

from __future__ import annotations

import functools
import math
import re
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from catalog.entry import compiled
from catalog.examples import Sentence
from catalog.load import load
from catalog.models import Metric
from catalog.questions import load_asked, load_questions
from catalog.sentences import load_sentences
from findings.asking.question import Question, plain, stretches

# What a word counts for by where a metric has it; of sentences, times the share of them that have it.
_NAME, _TOPIC, _DEFINITION, _SENTENCES, _ASKED = 1.0, 0.5, 0.55, 0.85, 0.9
# A word of so large a share of the questions for a metric, or of so many of them, is its own.
_OFTEN, _MANY = 0.25, 18
# Words this far before a number, and behind it, in its clause, say what it counts.
_BEFORE, _BEHIND = 14, 6
_RARE = 0.12
# How much a score keeps of itself by how much of the metric's name is asked; and where the unit is not the one asked.
_NAMED, _OTHER_UNIT = 0.3, 0.4
# A part of a metric that is asked for; words that are a part of others; and a question in words that are alike.
_PART, _NO_PART, _OTHER_WORDS = 0.9, 0.3, 0.92
# What a screen or a panel is led by, and a sum, is meant rather than its like.
_LEADS, _LEADS_PANEL, _SUM = 1.15, 1.04, 1.15
# So much of a name tells the metric; less is a word that many share.
_ENOUGH = 0.3
_CLAUSE = re.compile(r"[，。；、:()\t\n「」]")
_BUILDING = threading.Lock()


@dataclass(frozen=True)
class Match:
    """A metric and how near it is to a question, from 0 to about 1."""

    metric_id: str
    score: float


def features(words: Iterable[str]) -> list[str]:
    """Pairs of Chinese characters and stems of English words, in order."""
    found: list[str] = []
    for stretch in words:
        for run in re.findall(r"[a-z0-9]+|[^a-z0-9]+", stretch):
            if run[0].isascii():
                found.append(_stem(run))
            else:
                found += [run[at : at + 2] for at in range(len(run) - 1)] or [run]
    return found


def _stem(word: str) -> str:
    for ending, stem in (("ies", "y"), ("sses", "ss"), ("s", ""), ("ing", ""), ("ed", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word.removesuffix(ending) + stem
    return word


class Matcher:
    """Metrics by the words they are known by."""

    def __init__(self) -> None:
        catalog = load()
        topics = {topic.id: topic for topic in catalog.topics}
        around = _around_numbers()
        examples = _examples()
        self._examples: dict[str, list[_Example]] = defaultdict(list)
        for one in examples:
            if one.metric_id is not None:
                self._examples[one.metric_id].append(one)
        self._unanswered = [one for one in examples if one.metric_id is None]
        counting = compiled(catalog.lexicon.counting_words)
        self._holding, self._aside = compiled(load_questions().holding), compiled(load_questions().aside)
        self._weights: dict[str, dict[str, float]] = {}
        self._names: dict[str, set[str]] = {}
        for metric in catalog.metrics.values():
            topic = topics[catalog.topic_of[metric.id]]
            own: dict[str, float] = defaultdict(float)
            names = set(_features_of(counting.sub("\n", metric.name_zh), metric.name_en))
            fields = (
                (_TOPIC, _features_of(topic.name_zh, topic.name_en, topic.question_en)),
                (_DEFINITION, _features_of(metric.definition_zh, metric.definition_en)),
                (_NAME, names),
            )
            for feature, share in around.get(metric.id, {}).items():
                if share >= _RARE:
                    own[feature] = _SENTENCES * min(1.0, 2 * share)
            said = self._examples[metric.id]
            for feature, count in Counter(one for example in said for one in example.features).items():
                own[feature] = max(own[feature], _ASKED * min(1.0, count / min(len(said), _MANY) / _OFTEN))
            for weight, found in fields:
                for feature in found:
                    own[feature] = max(own[feature], weight)
            self._weights[metric.id], self._names[metric.id] = dict(own), names
        self._every_name = frozenset().union(*self._names.values())
        spread = Counter(feature for own in self._weights.values() for feature in own)
        self._rarest = math.log(1 + len(self._weights))
        self._idf = {feature: math.log(1 + len(self._weights) / count) for feature, count in spread.items()}
        leading = {panel.headline for screen in catalog.screens for panel in screen.panels}
        self._meant = {metric: _LEADS_PANEL for metric in leading if metric}
        self._meant |= {screen.headline: _LEADS for screen in catalog.screens}
        self._summed = {check.stated: check.operands for check in catalog.checks if check.kind == "sum"}
        self._optional = {check.stated: check.optional for check in catalog.checks if check.kind == "sum"}

    def nearest(self, question: Question, metric_id: str) -> tuple[float, float]:
        """How near the nearest collected question is that a metric answers: in words of reports too, and as it is."""
        said = self._nearest(metric_id, set(self._asked(question.words)))
        return max(said, self._nearest(metric_id, set(self._asked(question.other_words)))), said

    def nearest_unanswered(self, question: Question, metric_id: str) -> float:
        """How near the nearest collected question is that no metric answers, from 0 to 1.

        Of those which hold a word of the question by which the metric is not known; either way it is read.
        """
        readings = (set(self._asked(words)) for words in (question.words, question.other_words))
        return min(
            max((self._alike(asked, one.features) for one in self._unanswered
                 if one.features & (asked - self._weights[metric_id].keys())), default=0.0)
            for asked in readings
        )  # fmt: skip

    def _nearest(self, metric_id: str, asked: Set[str]) -> float:
        return max((self._alike(asked, one.features) for one in self._examples[metric_id]), default=0.0)

    def _alike(self, some: Set[str], others: Set[str]) -> float:
        return 2 * self._weight(some & others) / ((self._weight(some) + self._weight(others)) or 1.0)

    def _weight(self, words: Iterable[str]) -> float:
        return sum(self._idf.get(one, self._rarest) for one in words)

    def ranked(self, question: Question, parts: Mapping[str, Sequence[str]]) -> list[Match]:
        """The metrics that have any of a question's words, the nearest first.

        Args:
            question: what is asked.
            parts: of some metrics, the parts of it that the question names (警察局).
        """
        best: dict[str, float] = {}
        for words, trust in ((question.words, 1.0), (question.other_words, _OTHER_WORDS)):
            for metric_id, score in self._scores(words, question.units, parts).items():
                best[metric_id] = max(best.get(metric_id, 0.0), score * (1.0 if words == question.words else trust))
        return sorted((Match(*one) for one in best.items()), key=lambda match: (-match.score, match.metric_id))

    def _scores(
        self, words: Sequence[str], units: frozenset[str], parts: Mapping[str, Sequence[str]]
    ) -> dict[str, float]:
        named = {metric_id: set(_features_of(*own)) for metric_id, own in parts.items()}
        every = set().union(*named.values())
        # What names a part is asked, also where no metric has it.
        asked = list(dict.fromkeys([*self._asked(words), *(one for one in features(words) if one in every)]))
        weight = {feature: self._idf.get(feature, self._rarest) for feature in asked}
        found = {}
        for metric_id, own in self._weights.items():
            part = named.get(metric_id, set())
            near = sum(max(own.get(one, 0.0), _PART if one in part else 0.0) * weight[one] for one in asked)
            if near:
                others = {one for one in every - part if one not in own}
                whole = sum(size * (_NO_PART if one in others else 1.0) for one, size in weight.items())
                found[metric_id] = near / whole * self._fit(metric_id, set(asked) - part, units)
        return found

    def is_named(self, metric_id: str, question: Question, parts: Sequence[str]) -> bool:
        """Whether enough of a metric's name is asked, or a part of it; of what a screen is led by, and a sum, any."""
        if parts or metric_id in self._summed or self.leads(metric_id):
            return True
        return self.held(metric_id, question) >= _ENOUGH

    def counts(self, metric_id: str, question: Question) -> bool:
        """Whether a metric is known by what is asked how many there are of; where nothing is, it may be any."""
        asked = [one for one in features(question.counted) if not (len(one) == 1 and self._holding.search(one))]
        own, name = self._weights[metric_id], plain(load().metrics[metric_id].name_zh)
        return not asked or any(one in own or (len(one) == 1 and one in name) for one in asked)

    def adds_up(self, metric_id: str, others: Iterable[str]) -> bool:
        """Whether a metric is the sum of others, among more."""
        return set(others) <= {*self._summed.get(metric_id, ()), *self._optional.get(metric_id, ())}

    def leads(self, metric_id: str) -> bool:
        """Whether a screen is led by a metric."""
        return self._meant.get(metric_id) == _LEADS

    def known(self, metric_id: str, question: Question, parts: Sequence[str] = ()) -> float:
        """The share of a question's words by which a metric, or one of some parts of it, is known, from 0 to 1."""
        named = set(_features_of(*parts))
        own = self._weights[metric_id].keys() | named
        both = ([*self._asked(words), *named.intersection(features(words))]
                for words in (question.words, question.other_words))  # fmt: skip
        asked = [set(one) for one in both if one]
        return max((sum(word in own for word in one) / len(one) for one in asked), default=0.0)

    def size(self, question: Question) -> int:
        """How many words a question has, as metrics are known by them."""
        return len(self._asked(question.words))

    def is_whole(self, metric_id: str) -> bool:
        """Whether a metric is a sum, or a screen is led by it: what is told by no more than its like means it."""
        return metric_id in self._summed or self.leads(metric_id)

    def knows_apart(self, metric_id: str, other: str, question: Question) -> bool:
        """Whether a metric's name has a word of a question that another's has not."""
        apart = self._names[metric_id] - self._names[other]
        return bool(apart & set(self._asked((*question.words, *question.other_words))))

    def names_a_metric(self, feature: str) -> bool:
        """Whether a feature is of any metric's name."""
        return feature in self._every_name

    def knows(self, feature: str) -> bool:
        """Whether any metric is known by a feature."""
        return feature in self._idf

    def held(self, metric_id: str, question: Question) -> float:
        """How much of a metric's name is asked, from 0 to 1."""
        asked = (set(self._asked(words)) for words in (question.words, question.other_words))
        return max(self._held(metric_id, own) for own in asked)

    def _asked(self, words: Sequence[str]) -> list[str]:
        """The features of a question, but for pairs across the words' joints that no metric has."""
        kept: list[str] = []
        for stretch in words:
            own = features([stretch])
            if self._aside.search(stretch) and self._every_name.isdisjoint(own):
                continue
            known = [feature in self._idf for feature in own]
            for at, feature in enumerate(own):
                joint = 0 < at < len(own) - 1 and known[at - 1] and known[at + 1]
                if len(feature) == 1 and self._holding.search(feature):
                    continue
                # One character that no metric has says little, and so do those that hold sentences together.
                if known[at] or not (joint or len(feature) == 1 or self._holding.search(feature)):
                    kept.append(feature)
        return list(dict.fromkeys(kept))

    def _fit(self, metric_id: str, asked: set[str], units: frozenset[str]) -> float:
        metric: Metric = load().metrics[metric_id]
        held = self._held(metric_id, asked)
        fit = 1 - _NAMED + _NAMED * held
        if not counted_in(metric, units):
            fit *= _OTHER_UNIT
        meant = self._meant.get(metric_id, 1.0)
        # A sum is meant rather than its parts, unless one of them is told by its own words.
        told = [self._names[part] & asked - self._names[metric_id] for part in self._summed.get(metric_id, ())]
        shared = Counter(one for own in told for one in own)
        alone = sum(any(shared[one] == 1 for one in own) for own in told) == 1
        return fit * (max(meant, _SUM) if told and not alone else meant)

    def _held(self, metric_id: str, asked: set[str]) -> float:
        """How much of a metric's name, in the question's language, is asked."""
        english = all(feature.isascii() for feature in asked)
        name = {feature for feature in self._names[metric_id] if feature.isascii() == english}
        whole = sum(self._idf[feature] for feature in name)
        return sum(self._idf[feature] for feature in name & asked) / whole if whole else 0.0


def counted_in(metric: Metric, units: frozenset[str]) -> bool:
    """Whether a metric's figures may be in one of the units asked for; of any where none is asked for."""
    return not units or bool(units & {metric.unit, *metric.comparable_units})


def _features_of(*texts: str) -> list[str]:
    return [feature for text in texts for feature in features(stretches(plain(text)))]


@dataclass(frozen=True)
class _Example:
    """What people call a metric or ask for it: the features of its words; ``metric_id`` is None where none answers."""

    metric_id: str | None
    features: frozenset[str]


def _examples() -> list[_Example]:
    """Collected questions, and the metrics' own names."""
    named = [(metric.id, name) for metric in load().metrics.values() for name in (metric.name_zh, metric.name_en)]
    asked = [(one.metric_id, one.text) for one in load_asked()]
    return [_Example(metric_id, frozenset(_features_of(text))) for metric_id, text in (*named, *asked)]


def _around_numbers() -> Mapping[str, Mapping[str, float]]:
    """Of each metric, the share of its marked sentences that have a feature near the number."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    sentences: Counter[str] = Counter()
    # Half of what stands beside a number stands there again and again.
    read = functools.cache(_features_of)
    for hand in load_sentences():
        if not isinstance(hand.sentence, Sentence):
            continue
        text, (start, end) = hand.sentence.plain, hand.sentence.span
        before = _CLAUSE.split(text[max(0, start - _BEFORE) : start])[-1]
        behind = _CLAUSE.split(text[end : end + _BEHIND])[0]
        sentences[hand.metric_id] += 1
        counts[hand.metric_id].update({*read(before), *read(behind)})
    return {
        metric_id: {feature: count / sentences[metric_id] for feature, count in own.items()}
        for metric_id, own in counts.items()
    }


@functools.cache
def _built() -> Matcher:
    return Matcher()


def matcher() -> Matcher:
    """The matcher of the catalog, built once: who asks while it is being built waits for it."""
    with _BUILDING:
        return _built()
