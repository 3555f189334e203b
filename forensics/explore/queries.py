"""What the pages ask of the database, and the questions that it answers ready-made."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = [
    "ANSWER", "CANNED", "CHOICES", "DEFINITIONS", "DIFFERING", "LINE", "META", "OF_LINE", "SPAN", "SPANS", "STEPS",
    "UNREADABLE", "WHY", "WINDOWS",
]  # fmt: skip

ANSWER = "SELECT * FROM answer"
WINDOWS = "SELECT * FROM by_window"
WHY = "SELECT file, bound, text, settled_by FROM why WHERE text NOT NULL"
META = "SELECT key, value FROM meta"
SPAN = "SELECT min(at_us) AS first, max(at_us) AS last FROM requests"
SPANS = "SELECT label, start_us AS start, end_us AS end FROM windows WHERE number ORDER BY start_us"
STEPS = """
SELECT substr(r.at_local, 1, :letters) AS begins, min(r.at_us) AS first, max(r.at_us) AS last, count(*) AS lines,
  count(CASE WHEN d.in_headline AND d.window NOT NULL AND p.row NOT NULL THEN 1 END) AS established
FROM requests AS r
LEFT JOIN downloads AS d ON d.download = r.download
LEFT JOIN download_requests AS p ON p.download = r.download AND p.row = r.row
WHERE r.at NOT NULL
GROUP BY 1
ORDER BY 2
"""
#: What the form offers.
CHOICES: Mapping[str, str] = {
    "file": "SELECT name AS value FROM files",
    "window": "SELECT DISTINCT label AS value FROM windows WHERE number ORDER BY start_us",
    "verdict": "SELECT DISTINCT verdict AS value FROM requests ORDER BY 1",
    "class": "SELECT DISTINCT agent_class AS value FROM requests WHERE agent_class NOT NULL ORDER BY 1",
}
LINE = """
SELECT r.*, d.kind, d.in_at_least, d.in_headline, d.in_at_most, d.window AS download_window, n.why,
  d.in_headline AND d.window NOT NULL AND n.number IS NULL AS established
FROM requests AS r
LEFT JOIN downloads AS d ON d.download = r.download
LEFT JOIN not_counted AS n ON n.number = r.number
WHERE r.row = :row
"""
#: What is told of a line, by what is known of it.
OF_LINE: Mapping[str, str] = {
    "verdict": "SELECT title, says FROM words WHERE kind = 'verdict' AND name = :verdict",
    "rule": "SELECT verdict, because FROM rules WHERE rule = :rule ORDER BY place",
    "grade": "SELECT w.name, w.says FROM words AS w JOIN requests AS r ON r.grade = w.name"
             " WHERE w.kind = 'grade' AND r.number = :number",
    "others": "SELECT p.row, r.at_local, r.verdict FROM download_requests AS p"
              " JOIN requests AS r ON r.row = p.row AND r.file = :file"
              " WHERE p.download = :download AND p.row <> :row ORDER BY r.at_us LIMIT 100",
    "citations": "SELECT c.id, c.what, c.window, c.value FROM citation_lines AS l JOIN citations AS c"
                 " ON c.id = l.citation WHERE l.row = :row AND c.file = :file ORDER BY c.rowid",
    "definitions": "SELECT l.definition, l.counted_by, d.title FROM definition_lines AS l JOIN definitions AS d"
                   " ON d.file = l.file AND d.name = l.definition WHERE l.row = :row AND l.file = :file",
}  # fmt: skip
UNREADABLE = "SELECT * FROM unreadable WHERE source || ':' || line_no = :row"
DEFINITIONS = "SELECT * FROM definitions"
DIFFERING = """
SELECT l.file, l.definition, l.counted_by, r.row, r.at_local, r.client, r.verdict, r.because
FROM definition_lines AS l JOIN requests AS r ON r.row = l.row AND r.file = l.file
ORDER BY r.at_us, r.number
"""

#: Questions with a page of their own, by the end of its address: title, what it answers, and the query.
CANNED: Mapping[str, tuple[str, str, str]] = {
    "who-downloaded": (
        "Who downloaded in a window",
        "The established downloads of one window, with how well each is proven.",
        """SELECT d.download, d.client, a.country, d.party, d.first_local, d.kind, d.proof, d.grade, d.in_at_least
FROM downloads AS d LEFT JOIN addresses AS a ON a.file = d.file AND a.address = d.client
WHERE d.window = :window AND d.in_headline
ORDER BY d.first_us""",
    ),
    "why-not-counted": (
        "Why a line was not counted",
        "One line by its id, as s5:305; no row: it is counted, or names no file.",
        "SELECT row, at_local, client, verdict, rule, why, download, line FROM not_counted WHERE row = :row",
    ),
    "by-country": (
        "By country",
        "Established downloads and addresses of each country, as far as the databases of the case know them.",
        """SELECT coalesce(country, 'not known') AS country, sum(downloads) AS downloads, count(*) AS addresses
FROM addresses
WHERE downloads > 0
GROUP BY 1
ORDER BY 2 DESC""",
    ),
    "behind-a-number": (
        "Lines behind a number",
        "The lines that were counted for a number, by the id that a letter quotes, as 1.W.D.est.",
        """SELECT r.row, r.at_local, r.client, r.verdict, r.because, r.line
FROM citation_lines AS l JOIN requests AS r ON r.row = l.row
WHERE l.citation = :id
ORDER BY r.at_us""",
    ),
}
