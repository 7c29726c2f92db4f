"""Numbers that stand for words: one table, read both ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Generic, TypeVar

_Word = TypeVar("_Word", bound=Enum)
_BYTE = 8


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


class Bits(Generic[_Word]):
    """Words that have a bit each, the first one bit 0.

    Reading goes byte by byte, through a table of all that a byte can mean.

    Args:
        words: In the order of their bits.
    """

    def __init__(self, words: Iterable[_Word]) -> None:
        self._words = tuple(words)
        self._tables = tuple(
            (start, _meanings(self._words[start : start + _BYTE]))
            for start in range(0, len(self._words), _BYTE)
        )

    def words(self, bits: int) -> tuple[_Word, ...]:
        """The words whose bits are set; reserved bits are ignored."""
        found: tuple[_Word, ...] = ()
        for start, meanings in self._tables:
            found += meanings[bits >> start & len(meanings) - 1]
        return found

    def bits(self, chosen: Iterable[_Word]) -> int:
        """The bits of some words."""
        wanted = frozenset(chosen)
        return sum(1 << bit for bit, word in enumerate(self._words) if word in wanted)


def _meanings(words: Sequence[_Word]) -> tuple[tuple[_Word, ...], ...]:
    return tuple(
        tuple(word for bit, word in enumerate(words) if bits >> bit & 1)
        for bits in range(1 << len(words))
    )
