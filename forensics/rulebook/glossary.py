"""The terms of art of a report, each in a sentence or two for readers who do not know them.

One table for the annex of a report, `forensics explain` and docs/glossary.md. Verdicts, grades and flags, which are
words of the tables, are told in `vocabulary`.
"""

from __future__ import annotations

from dataclasses import dataclass

from forensics.language.catalogue import Language
from forensics.language.statement import message

__all__ = ["GLOSSARY", "Term", "glossary"]


@dataclass(frozen=True, slots=True)
class Term:
    """A term, which is its name in English, and what it means: both are messages."""

    word: str
    says: str


#: Words of every report, the public one too.
_PLAIN: tuple[Term, ...] = (
    Term(
        message("download"),
        message(
            "The server sent the whole file to one visitor, in one answer or in several that together are the whole"
            " file."
        ),
    ),
    Term(
        message("established"),
        message(
            "The number of downloads that follows from the logs: every time the whole file was sent, whoever asked"
            " for it."
        ),
    ),
    Term(
        message("at least"),
        message(
            "The lower end: only downloads that the logs prove, without those of the organisation itself and without"
            " quick repeats."
        ),
    ),
    Term(
        message("at most"),
        message(
            "The upper end: also what may have been a download, such as a part of the file or a line that cannot be"
            " read."
        ),
    ),
    Term(
        message("window"),
        message(
            "A time in which the file could be downloaded, as the case states it. Only what falls into a window counts."
        ),
    ),
    Term(
        message("IP address"),
        message(
            "The number by which a device or a network is reached on the internet. It is not a person: many people"
            " may share one, and one person may use several."
        ),
    ),
    Term(
        message("access log"),
        message("A file in which a web server writes a line for each request that it answers."),
    ),
    Term(
        message("request"),
        message("What a browser or another program asks of a server: one line in the log."),
    ),
    Term(
        message("partial"),
        message("Only a part of the file was sent, for instance because the visitor broke off."),
    ),
    Term(message("coverage"), message("The share of the windows for which there are logs without gaps.")),
    Term(
        message("gap"),
        message(
            "A time in which a log has no lines although lines were to be expected. A download in it would not be seen."
        ),
    ),
    Term(
        message("limitation"),
        message("What an answer cannot promise, and why: something is missing, or can be read in two ways."),
    ),
    Term(
        message("robot"),
        message(
            "A program that fetches pages by itself, such as that of a search engine. It may keep a copy that others"
            " can read."
        ),
    ),
    Term(
        message("hidden record"),
        message("A row of a document that is there but not shown, and that a reader can bring back."),
    ),
    Term(
        message("cosmetic record"),
        message(
            "A row that is only made hard to see, by white letters for instance. Whoever selects the text reads it."
        ),
    ),
    Term(
        message("smallest group"),
        message(
            "Groups of fewer visitors than this are joined with others or left out, so that nobody stands out (k, the"
            " k-threshold)."
        ),
    ),
    Term(
        message("SHA-256"),
        message("A kind of hash: 64 digits and letters that change completely if one byte of a file changes."),
    ),
    Term(
        message("hash"),
        message(
            "A short code worked out from a file. The same file always gives the same code, so it shows whether a"
            " file was changed."
        ),
    ),
    Term(
        message("chain of custody"),
        message("The record of who had the evidence, what was done with it and when."),
    ),
)

#: Words of reports that show single requests.
_OF_LOGS: tuple[Term, ...] = (
    Term(
        message("verdict"),
        message(
            "What one request was: a whole download, a part, an error, and so on. Each has the rule and the reason"
            " beside it."
        ),
    ),
    Term(
        message("evidence grade"),
        message(
            "How well a log proves a download, from G0 (only the status says so) to G3 (the visitor's later requests"
            " confirm it)."
        ),
    ),
    Term(
        message("assembled download"),
        message("A download in several requests, such as after a break, that together are the whole file."),
    ),
    Term(
        message("episode"),
        message(
            "Requests of one visitor that belong together: the next comes within half an hour, unless the case says"
            " otherwise."
        ),
    ),
    Term(
        message("test request"),
        message(
            "A request that fetches nothing of the file or next to nothing: a program sees whether it is there. Its"
            " verdict is probe."
        ),
    ),
    Term(
        message("indeterminate"),
        message("The fields of the log do not tell whether it was a download. It counts in at most."),
    ),
    Term(
        message("silence"),
        message(
            "A time without lines in a log. It is a gap only if the log is so busy otherwise that this is improbable."
        ),
    ),
    Term(message("quiet stretch"), message("A silence that is rare for a log, and yet no gap.")),
    Term(
        message("thinned stretch"),
        message("A time in which a log has far fewer lines than it should: some of them may have been taken out."),
    ),
    Term(
        message("rotation"),
        message(
            "A server begins a new file every day or week and keeps the old ones with a number or a date: together"
            " they are one log."
        ),
    ),
    Term(message("series"), message("A log with all its rotations.")),
    Term(
        message("layer"),
        message(
            "One of several servers that a request passes on its way. The outer one meets the visitor, the inner ones"
            " only see what it asks of them."
        ),
    ),
    Term(
        message("proxy"),
        message(
            "A server that asks on behalf of others. The log behind it shows its address instead of the visitor's."
        ),
    ),
    Term(
        message("forwarded address"),
        message(
            "The visitor's address as a proxy passes it on. Anyone can make one up, so it is believed only from a"
            " trusted proxy."
        ),
    ),
    Term(
        message("cache"),
        message("A store of copies that answers in place of the server. The server's log does not show those answers."),
    ),
    Term(
        message("CDN"),
        message(
            "A network of servers that keeps copies near visitors (content delivery network). Its own log shows what"
            " visitors got."
        ),
    ),
    Term(message("origin"), message("The server on which the file itself lies, behind a proxy or a CDN.")),
    Term(
        message("user agent"),
        message("What a program says of itself in a request, such as the name of a browser. It can be made up."),
    ),
    Term(
        message("referer"),
        message("The page from which the visitor came, as the program says. It can be made up."),
    ),
    Term(
        message("HEAD"),
        message("A kind of request that asks for the size and the date of a file, not for the file."),
    ),
    Term(
        message("range"),
        message(
            "A part of the file that a request asks for, from one byte to another. Programs use it to go on after a"
            " break."
        ),
    ),
    Term(
        message("status"),
        message(
            "The number with which a server says how a request went: 200 sent, 206 a part sent, 304 unchanged, 403"
            " refused, 404 not found."
        ),
    ),
    Term(
        message("ETag"),
        message(
            "A mark that a server gives to a version of a file, by which a program asks whether its copy is still the"
            " same."
        ),
    ),
    Term(
        message("linking id"),
        message(
            "A code that stands for a visitor in reports without IP addresses, the same in each report of a case."
            " Without the key of the case it tells nothing."
        ),
    ),
    Term(
        message("IPv6 network"),
        message(
            "The first half of a long IP address (/64), which mostly belongs to one connection. Devices there change"
            " the other half every day."
        ),
    ),
    Term(
        message("seal"),
        message("The signature that shows that a report and its tables are as they were when it was made."),
    ),
)

GLOSSARY = (*_PLAIN, *_OF_LOGS)


def glossary(level: str, language: Language) -> list[tuple[str, str]]:
    """The terms that readers of that level meet, and what they mean, in the order of the alphabet of the language."""
    terms = _PLAIN if level == "public" else GLOSSARY
    return sorted(((language.say(term.word), language.say(term.says)) for term in terms), key=_place)


def _place(entry: tuple[str, str]) -> tuple[str, str]:
    return entry[0].casefold(), entry[0]
