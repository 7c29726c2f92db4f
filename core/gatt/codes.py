"""Numbers that stand for words: one table, read both ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Generic, TypeVar

_Word = TypeVar("_Word", bound=Enum)


class Codes(Generic[_Word]):
    """The code of each word, and back.

    Args:
        word_of: The words by their code.
    """

    def __init__(self, word_of: Mapping[int, _Word]) -> None:
        self._word_of = dict(word_of)
        self._code_of = {word: code for code, word in word_of.items()}

    def word(self, code: int) -> _Word | None:
        """What a code says; None for one that is reserved."""
        return self._word_of.get(code)

    def code(self, word: _Word) -> int:
        """How a word is sent."""
        return self._code_of[word]


def numbered(words: Iterable[_Word], *, start: int = 0) -> Codes[_Word]:
    """Words whose codes count upwards in the order of their definition."""
    return Codes(dict(enumerate(words, start)))


def words_of(bits: int, words: Iterable[_Word]) -> tuple[_Word, ...]:
    """The words whose bits are set; the first word is bit 0. Reserved bits are ignored."""
    return tuple([word for bit, word in enumerate(words) if bits >> bit & 1])


def bits_of(chosen: Iterable[_Word], words: Iterable[_Word]) -> int:
    """The bits of some words; the first of all `words` is bit 0."""
    wanted = frozenset(chosen)
    return sum(1 << bit for bit, word in enumerate(words) if word in wanted)
