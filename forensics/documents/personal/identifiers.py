"""Numbers that a state gives to a person, told by their check digits. Each function gives the number in its plain form,
or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from operator import mul
from typing import cast

__all__ = ["bsn", "document_number", "national_id", "numbered_id", "v_number"]

_BSN = re.compile(r"\d{8,9}|\d{3}[. ]\d{3}[. ]\d{3}|\d{4}[. ]\d{2}[. ]\d{3}")
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
#: The BVV gives ten digits; a spreadsheet drops the zeros before them.
_V_NUMBER = re.compile(r"[Vv]?[-. ]?[0-2]?\d{7,9}")
_NATIONAL = re.compile(r"(?=(?:\D*\d){6})[A-Za-z]{0,6}[-. ]?\d[\d .\-/]{2,20}[A-Za-z]?[\dA-Za-z]{0,6}")
_DOCUMENT = re.compile(r"(?=(?:\D*\d){3})[A-Za-z\d][A-Za-z\d .\-/]{4,19}")
_DECIMAL = re.compile(r"\d+\.\d+")
_BETWEEN = str.maketrans("", "", " .-/")
#: Numbers that prove themselves: their shape without what stands between -> modules of python-stdnum. What has a weak
#: check digit (Sweden) or none (United Kingdom, United States) is known by its header only.
_CHECKED = (
    (re.compile(r"\d{11}"), ("be.nn", "tr.tckimlik", "pl.pesel", "de.idnr")),
    (re.compile(r"\d{13}"), ("ch.ssn",)),
    (re.compile(r"[12]\d{4}[\dAB]\d{9}"), ("fr.nir",)),
    (re.compile(r"\d{8}[A-Z]"), ("es.dni",)),
    (re.compile(r"[XYZ]\d{7}[A-Z]"), ("es.nie",)),
    (re.compile(r"[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]"), ("it.codicefiscale",)),
)


def bsn(value: str) -> str:
    """Nine digits that pass the test of eleven (Besluit BSN); a spreadsheet drops the zero before them."""
    if not _BSN.fullmatch(value):
        return ""
    digits = value.replace(".", "").replace(" ", "").zfill(9)
    total = sum(map(mul, _WEIGHTS, map(int, digits)))
    return digits if total % 11 == 0 and len(set(digits)) > 1 else ""


def v_number(value: str) -> str:
    """No check digit of it is public: to be believed below its header, or after its name, only."""
    return value.lstrip("Vv-. ").zfill(10) if _V_NUMBER.fullmatch(value) else ""


def national_id(value: str) -> str:
    """A number of another country that proves itself."""
    plain = value.translate(_BETWEEN).upper()
    for shape, modules in _CHECKED:
        if shape.fullmatch(plain):
            return plain if any(_checker(module)(plain) for module in modules) else ""
    return ""


@cache
def _checker(module: str) -> Callable[[str], bool]:
    return cast("Callable[[str], bool]", import_module(f"stdnum.{module}").is_valid)


def numbered_id(value: str) -> str:
    """What may stand below the header of such a number, checked or not."""
    fits = _NATIONAL.fullmatch(value) and not _DECIMAL.fullmatch(value)
    return value.translate(_BETWEEN).upper() if fits else ""


def document_number(value: str) -> str:
    """What may stand below the header of a passport's number."""
    fits = _DOCUMENT.fullmatch(value) and not _DECIMAL.fullmatch(value)
    return value.translate(_BETWEEN).upper() if fits else ""
