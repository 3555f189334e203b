"""Which category of personal data each column of a table holds, once its values have passed (docs/documents.md)."""

from __future__ import annotations

from collections.abc import Mapping

from forensics.documents.personal.birth_dates import may_be_birth_dates
from forensics.documents.personal.categories import CATEGORIES
from forensics.documents.personal.columns import BELOW_HEADER, OF_THINGS_TOO, Column, States, Trial
from forensics.documents.personal.proofs import SAMPLED

__all__ = ["counts_of", "decided"]

#: Share of the values that a category must have without a header.
_SHARES = {"name": 0.5, "nationality": 0.7, "date_of_birth": 0.8}
_SHARE, _DIFFERENT = 0.6, 5
#: A table in which nobody is named tells of people with so many of their attributes, one of these among them.
_ATTRIBUTES, _TELLING = 3, frozenset({"religion", "health", "offence"})
#: Beside these a column that is headed "name" holds those of people: organisations have telephones and addresses too.
_OF_PEOPLE = frozenset(
    {"bsn", "v_number", "national_id", "identity_document", "date_of_birth", "name", "sex", "nationality"}
)
#: Days and countries tell of people only where the header says so.
_ONLY_BY_HEADER = frozenset({"date_of_birth", "nationality"})


def decided(columns: Mapping[int, Column]) -> dict[int, str]:
    """Place of a column -> its category; columns that hold no personal data are left out.

    What is personal only beside a person (a postcode, a nationality) counts in a table that tells of people; so a
    list of countries and how many came from each holds none.
    """
    found = {place: name for place, column in columns.items() if (name := _category(column))}
    doubtful = {place for place, name in found.items() if name == "name" and _is_doubtful(columns[place])}
    telling = {
        name
        for place, name in found.items()
        if place not in doubtful and (name not in _ONLY_BY_HEADER or name in columns[place].by_header)
    }
    if _OF_PEOPLE & telling:
        telling |= {found[place] for place in doubtful}
    else:
        found = {place: name for place, name in found.items() if place not in doubtful}
    if _is_of_people(telling, counted=any(column.heading.counted for column in columns.values())):
        return found
    return {place: name for place, name in found.items() if name == "staff"}


def _is_of_people(names: set[str], *, counted: bool) -> bool:
    if any(CATEGORIES[name].of_a_person for name in names):
        return True
    attributes = names - {"staff", "ip_address"}
    return len(attributes) >= _ATTRIBUTES and bool(attributes & _TELLING) and not counted


def counts_of(column: Column, category: str) -> States:
    """Its values of the category, by state."""
    if category in SAMPLED:
        return column.values
    trial = column.by_header.get(category) or column.by_form[category]
    return trial.hits


def _category(column: Column) -> str:
    for name, trial in column.by_header.items():
        if trial.share >= BELOW_HEADER:
            return name
    proved = [name for name, trial in column.by_form.items() if _is_proved(column, name, trial)]
    return max(proved, key=lambda name: column.by_form[name].share, default="")


def _is_proved(column: Column, name: str, trial: Trial) -> bool:
    heading = column.heading
    if (heading.of_things and name in OF_THINGS_TOO) or (name == "date_of_birth" and not heading.is_empty):
        return False
    if heading.counted or trial.share < _SHARES.get(name, _SHARE) or not trial.different.reaches(_DIFFERENT):
        return False
    return name != "date_of_birth" or may_be_birth_dates(trial.earliest, trial.latest)


def _is_doubtful(column: Column) -> bool:
    """The header is "name" alone, and its values are not those of people as a rule."""
    return column.heading.doubtful and ("name" not in column.by_form or column.by_form["name"].share < BELOW_HEADER)
