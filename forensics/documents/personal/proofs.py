"""Which test a value is put to: by the header of its column, and by its shape."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import TypeAlias

from forensics.documents.personal import birth_dates, contact, identifiers, names

__all__ = ["BELOW", "FORMS", "LENGTHS", "SAMPLED", "Proof", "forms_of", "possible", "shape_of_any"]

#: Gives the value in its plain form, by which it is told apart from others; empty: it is none.
Proof: TypeAlias = Callable[[str], str]


def _anything(value: str) -> str:
    return value


#: Category -> what a value below its header must be.
BELOW: dict[str, Proof] = {
    "bsn": identifiers.bsn,
    "v_number": identifiers.v_number,
    "national_id": identifiers.numbered_id,
    "identity_document": identifiers.document_number,
    "name": names.words_below,
    "date_of_birth": birth_dates.birth_date_below,
    "email": contact.email,
    "phone": contact.phone_below,
    "iban": contact.iban,
    "licence_plate": contact.plate_below,
    "account": _anything,
    "address": _anything,
    "postcode": contact.postcode_below,
    "location": _anything,
    "nationality": names.words_below,
    "sex": names.sex_below,
    "ip_address": contact.internet_address_below,
    "religion": names.words_below,
    "health": _anything,
    "offence": _anything,
    "staff": names.words_below,
}
#: Category -> test that needs no header.
FORMS: dict[str, Proof] = {
    "bsn": identifiers.bsn,
    "national_id": identifiers.national_id,
    "name": names.like_a_person,
    "date_of_birth": birth_dates.date_form,
    "email": contact.email,
    "phone": contact.phone_form,
    "iban": contact.iban,
    "licence_plate": contact.plate_form,
    "postcode": contact.postcode_form,
    "nationality": names.nationality_form,
}
#: Categories that a column has as a whole: some of its values are looked at, all of them are counted.
SAMPLED = frozenset(
    {"name", "account", "address", "location", "nationality", "sex", "religion", "health", "offence", "staff"}
)
#: Category -> the shapes its values may have: 9 a digit, A a capital, a another letter.
_LONG = 60
_SHAPES = {
    "bsn": r"9{8,9}|9{3}[. ]9{3}[. ]9{3}|9{4}[. ]99[. ]9{3}",
    "national_id": r"[9 .\-/]{11,20}|[129][9 ]{4,6}[9A][9 ]{8,14}|A?9{7,8}-?A|A{6}99A99A999A",
    "name": r"[^ -@\[-`{-~][^@9&/\\:;=<>()\[\]{}!?%$€*#_+\"]{1,59}",
    "date_of_birth": r"9{4}-99-99.*|9{1,2}[-/. ]9{1,2}[-/. ]9{4}",
    "email": r"(?s:.*@.*)",
    "phone": r"[+(09][9 .\-/()]{8,20}",
    "iban": r"[Aa]{2}[Aa9 ]{13,42}",
    "licence_plate": r"[A9]{1,3}-[A9]{1,3}-[A9]{1,3}",
    "postcode": r"9{4} ?AA",
    "nationality": r"[^ -@\[-`{-~][^!-,.-@\[-`{-~]{3,40}",
}
#: What stands for a letter or a digit in a shape, outside brackets and within.
_SIGNS = {"9": "0-9", "A": "A-Z", "a": "a-z"}
#: A set of signs, how often something stands there, or a sign alone.
_PIECE = re.compile(r"\[(?:\\.|[^\]\\])*\]|\{[\d,]+\}|\\.|.", re.DOTALL)
#: How long values of such a shape are at least, and at most; addresses of e-mail have any length.
LENGTHS = {
    "bsn": (8, 11),
    "national_id": (8, 22),
    "name": (2, 60),
    "date_of_birth": (8, _LONG),
    "phone": (9, 21),
    "iban": (15, 44),
    "licence_plate": (5, 11),
    "postcode": (6, 7),
    "nationality": (4, 41),
}
_LENGTHS = {name: frozenset(range(least, most + 1)) for name, (least, most) in LENGTHS.items()}
_PATTERNS = {name: re.compile(shape) for name, shape in _SHAPES.items()}
_SHAPE = str.maketrans(
    {**{chr(c): "9" for c in range(48, 58)}, **{chr(c): "A" for c in range(65, 91)},
     **{chr(c): "a" for c in range(97, 123)}}
)  # fmt: skip


def forms_of(value: str) -> tuple[str, ...]:
    """The categories in FORMS whose shape the value has: cheap, as it is asked of every value."""
    if len(value) > _LONG:
        return ("email",) if "@" in value else ()
    return _of_shape(value.translate(_SHAPE))


@lru_cache(maxsize=16384)
def _of_shape(shape: str) -> tuple[str, ...]:
    return tuple(name for name, pattern in _PATTERNS.items() if pattern.fullmatch(shape))


def possible(names: frozenset[str], lengths: AbstractSet[int], *, with_at: bool) -> frozenset[str]:
    """Those of some categories that values of these lengths may have the shape of; some of them have an @, or none."""
    lacking = {name for name in names if name != "email" and lengths.isdisjoint(_LENGTHS[name])}
    return names - lacking - (frozenset() if with_at else {"email"})


@lru_cache(maxsize=1024)
def shape_of_any(names: frozenset[str]) -> re.Pattern[str]:
    """What a value matches as a whole exactly if `forms_of` gives one of some categories, for values that are not long;
    long ones may match in vain."""
    return re.compile("|".join(_spelt(_SHAPES[name]) for name in _SHAPES if name in names))


def _spelt(shape: str) -> str:
    """The pattern for values that is what another is for their shapes."""
    return _PIECE.sub(_spell, shape)


def _spell(found: re.Match[str]) -> str:
    piece = found.group()
    if piece[0] == "[":
        return "".join(_SIGNS.get(each, each) for each in piece)
    return f"[{_SIGNS[piece]}]" if piece in _SIGNS else piece
