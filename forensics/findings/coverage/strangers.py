"""Files that are handed over with logs and are none: a reader's note, checksums, a picture of the screen.

A name alone excludes nothing: such a file is passed over only where not one line of it could be read and none
could name a leaked file (counting.md 4b.1, 4b.7).
"""

from __future__ import annotations

import re

from forensics.formats import is_error_log
from forensics.model import SourceReport

__all__ = ["is_stranger", "is_unread_log", "named_elsewhere"]

_NAMES = re.compile(
    r"""(?:^|/)(?:
        (?:read[ _-]?me|lees[ _-]?mij|licen[cs]e|copying|notes?|(?:sha\d*|md5)sums?)(?:\.\w{1,8})?
        |thumbs\.db|desktop\.ini|\.ds_store|\._[^/]*|\.git(?:ignore|keep)
        |[^/]*\.(?:png|jpe?g|gif|bmp|ico|svg|webp|md5|sha\d{1,3}|asc|sig|pem|md|rst|docx?|pptx?|msg|eml|sh|ps1|conf|ini|toml|ya?ml|plist)
    )$""",
    re.IGNORECASE | re.VERBOSE,
)


def is_unread_log(source: SourceReport) -> bool:
    """Whether a source holds lines of which not one could be read, and may hold downloads all the same. An error
    log that does not name the file holds none."""
    told = source.blank + source.headings + sum(each.lines for each in source.refused_lines)
    harmless = is_stranger(source) or (source.refused and not source.unparsed_candidates)
    return source.lines > told and not source.parsed and not harmless


def named_elsewhere(source: SourceReport) -> int:
    """Lines of another service that name the file: a second way out. An error log knows no delivery."""
    return sum(each.names_file for each in source.refused_lines if not is_error_log(each.format))


def is_stranger(source: SourceReport) -> bool:
    """Whether a source is no log, by its name and by all of its lines."""
    named = bool(_NAMES.search(source.path.replace("!", "/")))
    return named and not source.parsed and not source.unparsed_candidates and not source.refused
