"""Finds the places that a sentence names: `Cambridge, UK`, `tucson az`, `london vs lodnon`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from hiring.language import lexicon, questions
from hiring.language.gazetteer import PlaceName
from hiring.language.tokens import Kind, get_key
from hiring.language.word_sets import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiring.language.gazetteer import Gazetteer
    from hiring.language.tokens import Token


@dataclass(frozen=True)
class PlaceMention:
    """What stands on one side of a comparison, or all places where nothing is compared.

    `names` are the names on this side, the most exact ones only. `near` are names that an unknown
    one may be a slip of; with neither, the name is unknown.
    """

    typed: str
    names: tuple[PlaceName, ...]
    start: int
    end: int
    near: tuple[PlaceName, ...] = ()


_SEPARATING: Final = frozenset(
    (
        *("vs", "versus", "v", "and", "or", "with", "against", "than", "to", "instead", "rather"),
        *("compared", "relative", "&", "|", ";", "+", "/"),
    )
)
_STRONG: Final = _SEPARATING - {"with", "to", "+", "/"}
_WITHIN: Final = frozenset("-/.,()'")
_GLUE: Final = frozenset((",", "(", "-", "/", "in", "the"))
_PREPOSITIONS: Final = words("in near for at from to vs versus around about based")
_ARTICLES: Final = words("a an the our my your their his her this that some any no")
_GIVES_US: Final = words(
    """
    give gives show tell let lets help helps get gets cost costs send lose hurt make makes join
    joining joined of with to by about than all leave leaves put puts both
    """
)
_LIKE_WORDS: Final = words("or in me hi ok oh id la ma pa co de mo so as on no")
"""Codes that are words as well, in English or beside names."""
_GRAMMAR_CODES: Final = words("or in me hi ok id la de so as on no oh")
"""Those of them that are hardly ever a code in small letters, unless they follow their town."""
_MAX_NAME: Final = 40
"""Characters; a longer text is no place's name."""
_MAX_NAME_WORDS: Final = 4
_FEW: Final = 3
"""Words around an unknown word that may be a place without a preposition."""
_SURE_SLIP: Final = 5
"""Letters from which a slip is looked for in a sentence that names a place already."""


@dataclass
class _Piece:
    """A run of tokens: a name that is known, or words that are not."""

    first: int
    last: int
    typed: str
    name: PlaceName | None = None


def find_places(tokens: Sequence[Token], gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """The places of a text, a mention for each side of a comparison. Marks tokens as used."""
    return _Finder(tokens, gazetteer).find()


class _Finder:
    """Finds the places in one text."""

    def __init__(self, tokens: Sequence[Token], gazetteer: Gazetteer) -> None:
        self.tokens = tokens
        self.gazetteer = gazetteer

    @cached_property
    def is_long(self) -> bool:
        """Whether it is a sentence rather than a name or two."""
        return sum(token.kind is Kind.WORD for token in self.tokens) > _FEW + 1

    @cached_property
    def is_shouted(self) -> bool:
        """Whether it has capitals only, so that they say nothing."""
        return all(not token.text.islower() for token in self.tokens)

    def find(self) -> tuple[PlaceMention, ...]:
        pieces = self._find_pieces()
        if not pieces:
            return ()
        pieces = self._place_unknown_towns(pieces)
        pieces = _drop_adjectives(pieces)
        named = [piece for piece in pieces if piece.name]
        if any(piece.name and piece.name.text.lower() != "us" for piece in named):
            pieces = [piece for piece in pieces if not self._is_pronoun(piece)]
        mentions: list[PlaceMention] = []
        for side in self._split(pieces):
            mentions += self._mention(side, is_only=len(named) == 0)
        return tuple(mentions)

    # The names that are known, and the words that are not

    def _find_pieces(self) -> list[_Piece]:
        pieces: list[_Piece] = []
        at = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            if not token.is_free_word:
                at += 1
                continue
            piece = self._code(at, pieces) or self._name(at, pieces)
            if piece is None and not self._is_no_place(token.key):
                piece = _Piece(at, at, token.text)
                before = pieces[-1] if pieces else None
                if before and before.name is None and before.last == at - 1:
                    before.last, before.typed = at, f"{before.typed} {token.text}"
                    at += 1
                    continue
            if piece:
                pieces.append(piece)
                at = piece.last
            at += 1
        return pieces

    def _is_no_place(self, key: str) -> bool:
        """Whether a word that is no name is surely no slip of one either."""
        is_word = lexicon.is_everyday(key) or key in questions.WORDS
        return is_word or key in self.gazetteer.homographs

    def _name(self, at: int, pieces: list[_Piece]) -> _Piece | None:
        """The longest name that begins at a word."""
        size = self.gazetteer.first_words.get(self.tokens[at].key, 0)
        if not size:
            return None
        words = self._words_from(at, size)
        for count in range(len(words), 0, -1):
            key = " ".join(self.tokens[word].key for word in words[:count])
            name = self.gazetteer.names.get(key)
            if name:
                last = words[count - 1]
                if key in self.gazetteer.homographs and not self._is_meant(at, last, pieces):
                    return None
                if key == "us" and self._gives_us(at):
                    return None
                return self._piece(at, last, name)
        return None

    def _words_from(self, at: int, size: int) -> list[int]:
        words: list[int] = []
        for position in range(at, min(len(self.tokens), at + 2 * size)):
            token = self.tokens[position]
            if token.is_free_word:
                words.append(position)
                if len(words) == size:
                    break
            elif token.kind is not Kind.MARK or token.key not in _WITHIN:
                break
        return words

    def _piece(self, first: int, last: int, name: PlaceName) -> _Piece:
        words = [token for token in self.tokens[first : last + 1] if token.kind is Kind.WORD]
        return _Piece(first, last, " ".join(token.text for token in words), name)

    def _code(self, at: int, pieces: list[_Piece]) -> _Piece | None:
        """A code of a region, which must not be read from an ordinary word."""
        token = self.tokens[at]
        code = self.gazetteer.codes.get(token.key)
        if code is None:
            return None
        before = pieces[-1] if pieces and self._is_beside(pieces[-1].last, at) else None
        is_capital = token.text.isupper() and not self.is_shouted
        is_listed = self._key(at - 1) == ","
        like_word = token.key in _LIKE_WORDS
        if before is None or before.name is None:
            if before is None:
                fits = self._is_sure_code(at, is_capital=is_capital)
            else:
                fits = not like_word or is_capital or is_listed
        else:
            town = before.name
            agrees = bool(set(town.ids) & set(code.ids))
            at_end = at + 1 == len(self.tokens) or not self.tokens[at + 1].is_free_word
            if like_word:
                fits = agrees and (is_capital or is_listed or at_end) and not town.is_region
            else:
                fits = agrees or token.key not in self.gazetteer.names
        return self._piece(at, at, code) if fits else None

    def _is_sure_code(self, at: int, *, is_capital: bool) -> bool:
        """Whether a code without a town before it is one: `recruiter TX`, `accountant in ma`."""
        key = self.tokens[at].key
        if key in self.gazetteer.names:
            return False
        before = self._key(at - 1)
        follows_job = at > 0 and self.tokens[at - 1].is_used
        if key in _GRAMMAR_CODES:
            return is_capital and (before in {"in", ","} or follows_job)
        if key in _LIKE_WORDS:
            return before == "in" or (follows_job and (is_capital or self._says_only(at, at)))
        is_alone = len(self.tokens) == 1 or self._says_only(at, at)
        return is_capital or is_alone or before in {"in", "for"}

    def _is_beside(self, last: int, at: int) -> bool:
        """Whether nothing but a comma or the like is between two positions."""
        return all(token.key in _GLUE for token in self.tokens[last + 1 : at])

    def _is_meant(self, at: int, last: int, pieces: list[_Piece]) -> bool:
        """Whether a name that is an ordinary word too is meant as a name: `in Reading`, `Bath, UK`.

        It is if a region follows, if it is all that the text says, if it stands where places
        stand, or if it has a capital amid small letters. A noun behind it makes it a word.
        """
        if self._is_before_region(last):
            return True
        after = self.tokens[last + 1] if last + 1 < len(self.tokens) else None
        if after and after.is_free_word and after.key not in lexicon.FILLERS:
            return False
        if self._says_only(at, last) and self._key(at - 1) not in {"is", "a", "sound", "sounds"}:
            return True
        before = self._key(at - 1)
        if before in {"or", "and"}:
            return bool(pieces) and pieces[-1].last == at - 2 and pieces[-1].name is not None
        is_capital = at > 0 and self.tokens[at].text.istitle() and not self.is_shouted
        return is_capital or before in {"in", "near", "vs", "versus", "from"}

    def _is_before_region(self, last: int) -> bool:
        """Whether a region or its code follows a name: `Mobile, AL`."""
        region = self._key(last + (2 if self._key(last + 1) == "," else 1))
        is_code = region in self.gazetteer.codes and region not in _LIKE_WORDS
        name = self.gazetteer.names.get(region)
        return is_code or (name is not None and name.is_region)

    def _says_only(self, first: int, last: int) -> bool:
        """Whether no other word of the text carries meaning."""
        return not any(
            token.is_free_word and token.key not in lexicon.FILLERS
            for token in (*self.tokens[:first], *self.tokens[last + 1 :])
        )

    def _gives_us(self, at: int) -> bool:
        return self.tokens[at].text == "us" and self._key(at - 1) in _GIVES_US

    def _is_pronoun(self, piece: _Piece) -> bool:
        """`for us`, beside another place."""
        return piece.typed == "us" and self._key(piece.first - 1) == "for"

    def _key(self, at: int) -> str:
        return get_key(self.tokens, at)

    # Towns that are not known, in regions that are

    def _place_unknown_towns(self, pieces: list[_Piece]) -> list[_Piece]:
        placed: list[_Piece] = []
        for piece in pieces:
            before = placed[-1] if placed else None
            region = piece.name
            if (
                before
                and region
                and region.is_region
                and before.name is None
                and self._is_beside(before.last, piece.first)
                and len(before.typed.split()) <= _MAX_NAME_WORDS - 1
                and not self._is_slip(before)
            ):
                placed[-1] = self._join_town(before, piece, region)
            else:
                placed.append(piece)
        return placed

    def _join_town(self, town: _Piece, piece: _Piece, region: PlaceName) -> _Piece:
        typed = f"{town.typed} {piece.typed}"
        ids = (region.elsewhere,) if region.elsewhere else region.ids
        name = PlaceName(f"{town.typed}, {piece.typed}", ids, stands_for=True)
        return _Piece(town.first, piece.last, typed, name)

    def _is_slip(self, piece: _Piece) -> bool:
        return bool(self._near(piece))

    def _near(self, piece: _Piece, *, in_sentence: bool = False) -> tuple[PlaceName, ...]:
        """Names that an unknown one may be a slip of, with the word before it or without."""
        words = self.tokens[piece.first : piece.last + 1]
        keys = [token.key for token in words if token.key.isalpha()]
        phrases = [" ".join(keys)]
        before = self._key(piece.first - 1)
        if before in self.gazetteer.first_words and self.tokens[piece.first - 1].is_free_word:
            phrases.insert(0, f"{before} {phrases[0]}")
        if len(keys) > 1:
            phrases += keys
        found_names = (
            self.gazetteer.find_near(phrase, in_sentence=in_sentence) for phrase in phrases
        )
        return next(filter(None, found_names), ())

    # What stands on each side of a comparison

    def _split(self, pieces: Sequence[_Piece]) -> list[list[_Piece]]:
        sides: list[list[_Piece]] = [list(pieces[:1])]
        for before, piece in pairwise(pieces):
            between = {
                token.key
                for token in self.tokens[before.last + 1 : piece.first]
                if not token.is_used
            }
            if between & _SEPARATING and not (
                between & {"/"} and len(between) == 1 and not piece.name
            ):
                sides.append([])
            sides[-1].append(piece)
        return [side for side in sides if side]

    def _mention(self, side: list[_Piece], *, is_only: bool) -> list[PlaceMention]:
        named = [piece for piece in side if piece.name]
        unknown = [piece for piece in side if piece.name is None]
        if named:
            slips = [
                piece
                for piece in unknown
                if len(piece.typed) >= _SURE_SLIP and self._near(piece, in_sentence=True)
            ]
            if slips:
                return [
                    self._describe([*named, *slips], near=self._near(slips[0], in_sentence=True))
                ]
            names = _combine(named, self)
            return [self._describe(named, names)]
        for piece in unknown:
            if near := self._near(piece, in_sentence=not is_only or self.is_long):
                return [self._describe([piece], near=near)]
        if not is_only and not self._is_compared(side):
            return []
        candidates = [piece for piece in unknown if self._may_be_place(piece)]
        after_in = [piece for piece in candidates if self._key(piece.first - 1) in {"in", "near"}]
        candidates = after_in or candidates
        words = sum(piece.typed.count(" ") + 1 for piece in candidates)
        length = sum(len(piece.typed) for piece in candidates)
        if not candidates or words > _MAX_NAME_WORDS or length > _MAX_NAME:
            return []
        return [self._describe(candidates)]

    def _is_compared(self, side: list[_Piece]) -> bool:
        first, last = side[0].first, side[-1].last
        return self._key(first - 1) in _STRONG or self._key(last + 1) in _STRONG

    def _may_be_place(self, piece: _Piece) -> bool:
        """Whether the words around an unknown word let it be a place.

        In a longer sentence it must stand where places stand: behind `in`, `for` or the like.
        """
        before = self._key(piece.first - 1)
        if before in _ARTICLES or before in {"what", "which"} or self._key(piece.last + 1) == "of":
            return False
        others = sum(token.kind is Kind.WORD for token in self.tokens) - (
            piece.typed.count(" ") + 1
        )
        return before in _PREPOSITIONS or others <= _FEW

    def _describe(
        self,
        pieces: list[_Piece],
        names: tuple[PlaceName, ...] = (),
        near: tuple[PlaceName, ...] = (),
    ) -> PlaceMention:
        ordered = sorted(pieces, key=lambda piece: piece.first)
        for piece in ordered:
            for token in self.tokens[piece.first : piece.last + 1]:
                token.is_used = True
        typed = " ".join(piece.typed for piece in ordered)
        start, end = self.tokens[ordered[0].first].start, self.tokens[ordered[-1].last].end
        return PlaceMention(typed, names, start, end, near)


def _drop_adjectives(pieces: list[_Piece]) -> list[_Piece]:
    """`american` says where only if nothing else does, save that the work is remote."""
    names = [piece.name for piece in pieces if piece.name]
    says_where = any(not name.is_adjective and not name.is_remote for name in names)
    return [
        piece for piece in pieces if not (says_where and piece.name and piece.name.is_adjective)
    ]


def _combine(pieces: list[_Piece], finder: _Finder) -> tuple[PlaceName, ...]:
    """The names of one side, each town with the region behind it, and the most exact ones only."""
    names: list[PlaceName] = []
    last = -1
    for piece in pieces:
        name = piece.name
        assert name is not None  # noqa: S101 - the caller chose those with a name
        combined = None
        if names and name.is_region and finder._is_beside(last, piece.first):  # noqa: SLF001 - a helper of it
            combined = _place_in(names[-1], name, piece.typed)
        if combined:
            names[-1] = combined
        else:
            names.append(name)
        last = piece.last
    return tuple(_most_exact(names))


def _place_in(town: PlaceName, region: PlaceName, typed: str) -> PlaceName | None:
    """The town in the region; None where they are two places."""
    text = f"{town.text}, {typed}"
    if shared := tuple(place for place in town.ids if place in region.ids):
        is_town = town.is_remote or len(shared) == len(town.ids)
        return town if is_town else replace(town, text=text, ids=shared, stands_for=True)
    if town.is_region or town.is_remote:
        return None
    if not region.ids or (not town.ids and region.is_code):
        return replace(town, text=text, ids=())
    if region.is_part and region.elsewhere:
        return PlaceName(text, (region.elsewhere,), stands_for=True)
    return None


def _most_exact(names: list[PlaceName]) -> list[PlaceName]:
    """In `London, UK` the UK adds nothing: drop each name that covers another's places too."""
    exact: list[PlaceName] = []
    for name in sorted(names, key=lambda name: (len(name.ids), name.stands_for)):
        covers = any(other.ids and set(other.ids) <= set(name.ids) for other in exact)
        if not covers and name not in exact:
            exact.append(name)
    return [name for name in names if any(name is other for other in exact)]
