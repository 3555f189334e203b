"""Names of months as programs write them in the language of their machine: "mei", "Mai", "août", "дек.".

Java's and Python's log writers do so (Jetty, Tomcat's %{...}t, gunicorn); Apache and nginx never. A spelling
that is the name of two months in two of these languages, or the beginning of two in one, is left out: a line
that holds it is not read, and told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

import polars as pl

__all__ = ["ENGLISH", "NAME", "number"]

ENGLISH = "[A-Za-z]{3}"
#: Three letters as in English, or the letters of another language with the dot of an abbreviation.
NAME = r"(?:[A-Za-z]{3}|[^\x00-@\[-`{-\x7f]{3,12}\.?)"

#: By month: English, Dutch, German, French, Spanish, Italian, Portuguese, Catalan; Danish, Norwegian, Swedish;
#: Polish, Czech, Romanian, Hungarian, Turkish, Indonesian, Russian.
_NAMES = """
jan january januari januar janv janvier jän jänner ene enero gen gennaio janeiro gener styczeń sty led leden ian
  ianuarie január oca ocak янв январь января
feb february februari februar fév févr février feber febrero febbraio fev fevereiro febr febrer lut luty úno
  únor februarie február şub şubat фев февр февраль февраля
mar march mrt maart maa mär märz mrz mars marzo março març marts marzec bře březen martie márc március mart
  maret мар март марта
apr april avr avril abr abril aprile kwi kwiecień dub duben aprilie ápr április nis nisan апр апрель апреля
may mei mai mayo mag maggio maio maig maj kvě květen máj május mayıs май мая
jun june juni juin junio giu giugno junho juny cze czerwiec čvn červen iun iunie jún június haz haziran июн июнь
  июня
jul july juli juil juillet julio lug luglio julho juliol lipiec čvc červenec iul iulie júl július tem temmuz
  июл июль июля
aug august augustus août aoû agosto ago sie sierpień augusti augusztus ağu ağustos agu agustus авг август
  августа
sep sept september septembre septiembre settembre setembro set setembre wrz wrzesień zář září septembrie szept
  szeptember eyl eylül сен сент сентябрь сентября
oct october okt oktober octobre octubre ott ottobre out outubro paź październik říj říjen octombrie október eki
  ekim окт октябрь октября
nov november novembre noviembre novembro noiembrie kas kasım ноя нояб ноябрь ноября
dec december dez dezember déc décembre dic diciembre dicembre dezembro des desember desembre gru grudzień pro
  prosinec decembrie ara aralık дек декабрь декабря
"""  # noqa: RUF001 (the letters of other alphabets are what it is about)


def _numbers() -> Mapping[str, str]:
    """The number of the month by every spelling; also as it is left where its letters could not be decoded."""
    months: dict[str, set[str]] = defaultdict(set)
    for month, names in enumerate(re.split(r"\n(?! )", _NAMES.strip()), start=1):
        for name in names.split():
            months[name].add(f"{month:02}")
            undecoded = re.sub("[^a-z]", "\ufffd", name)
            if re.search("[a-z]", undecoded):
                months[undecoded].add(f"{month:02}")
    return {name: min(found) for name, found in months.items() if len(found) == 1}


_NUMBERS = _numbers()


def number(name: pl.Expr) -> pl.Expr:
    """The month of a name as two digits; null for one that is not known, or that two months have."""
    return name.str.to_lowercase().str.strip_suffix(".").replace_strict(_NUMBERS, default=None)
