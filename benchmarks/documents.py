"""How long looking into a workbook takes, and how much memory, beside python-calamine and openpyxl.

    python benchmarks/documents.py [--rows N] [--runs N] [--record FILE]

A workbook of rows with ten columns, most of them hidden, some cells white, is written by xlsxwriter; then every
program reads it in a process of its own, in turn. Seconds are CPU seconds, best of the runs, as other work on the
machine only adds to them; with start: of the whole process. The whole inspection is what the process that looks into
documents does; the command begins one, and what both take is added up, with their starts.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from results import machine, record, table

ROOT = Path(__file__).parents[1]
HEADS = ("Nummer", "Naam", "Voornaam", "Geboren", "Nationaliteit", "Plaats", "Delict", "Datum", "Bedrag", "Opmerking")
#: Shares of the rows that are hidden, and of those with a white cell, as in the workbook of the goals.
HIDDEN, WHITE = 0.92844, 0.286
#: Rows of the small workbook, and of those the hidden ones.
SMALL, SMALL_HIDDEN = 1185, 1098
#: Goals: at most so many times calamine, at most this share of openpyxl, at most so many MB; seconds of the small one,
#: by the process that looks into it and by the command.
TIMES, SHARE, PEAK, START, COMMAND_START = 4.0, 0.25, 100, 0.3, 0.8
_RSS_BYTES = 1 if sys.platform == "darwin" else 1024

#: Each prints how many rows are hidden (or -1, where it does not see them), the CPU seconds after its imports, and its
#: peak where there are two processes.
_END = "print(json.dumps([hidden, time.process_time() - begun]))"
PROGRAMS = {
    "ours: values, hidden, style": f"""
import json, sys, time
from forensics.documents.contents import Row, State
from forensics.documents.limits import Limits
from forensics.documents.readers import reader_of
reader = reader_of("xlsx"); begun = time.process_time(); hidden = 0
with open(sys.argv[1], "rb") as file:
    for piece in reader(file, Limits()):
        if isinstance(piece, Row): hidden += piece.state is State.HIDDEN
{_END}""",
    "ours: the whole inspection": f"""
import io, json, sys, time
from forensics.documents import warden
from forensics.documents.readers import reader_of
reader_of("xlsx"); begun = time.process_time()
out, sys.stdout = sys.stdout, io.StringIO()
sys.stdin = io.StringIO(json.dumps({{"path": sys.argv[1], "samples": False}}))
warden.serve()
said, sys.stdout = sys.stdout.getvalue().splitlines()[-1], out
hidden = json.loads(said)["document"]["records"]["hidden"]
{_END}""",
    "ours: forensics inspect": """
import io, json, resource, sys
from forensics.cli import main
out, sys.stdout = sys.stdout, io.StringIO()
try:
    main(["inspect", "--json", sys.argv[1]])
except SystemExit:
    said, sys.stdout = sys.stdout.getvalue(), out
hidden = json.loads(said)["documents"][0]["records"]["hidden"]
own, child = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
seconds = sum(each.ru_utime + each.ru_stime for each in (own, child))
print(json.dumps([hidden, seconds, own.ru_maxrss + child.ru_maxrss]))""",
    "calamine: values": f"""
import json, sys, time
import python_calamine
begun = time.process_time(); hidden = -1
for row in python_calamine.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).iter_rows(): pass
{_END}""",
    "openpyxl, in full": f"""
import json, sys, time
import openpyxl
begun = time.process_time()
sheet = openpyxl.load_workbook(sys.argv[1]).worksheets[0]
hidden = sum(bool(row.hidden) for row in sheet.row_dimensions.values())
{_END}""",
    "unzip alone": f"""
import json, sys, time, zipfile
begun = time.process_time(); hidden = -1
with zipfile.ZipFile(sys.argv[1]) as archive:
    for name in archive.namelist():
        with archive.open(name) as part:
            while part.read(1 << 20): pass
{_END}""",
}
READER, WHOLE, COMMAND, CALAMINE, OPENPYXL = list(PROGRAMS)[:5]


@dataclass(frozen=True)
class Run:
    """One process."""

    hidden: int
    seconds: float  # of CPU, after the imports
    whole: float  # of CPU, with the start
    peak: float  # MB


def write(path: Path, rows: int, hidden: int) -> None:
    """The workbook: the same arguments give the same rows."""
    import xlsxwriter  # noqa: PLC0415 - the memory of a process counts for those that it begins

    rng = Random(5)
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Registratie")
    white, day = book.add_format({"font_color": "#FFFFFF"}), book.add_format({"num_format": "dd-mm-yyyy"})
    sheet.write_row(0, 0, HEADS)
    concealed = set(rng.sample(range(1, rows + 1), hidden))
    for row in range(1, rows + 1):
        if row in concealed:
            sheet.set_row(row, None, None, {"hidden": True})
        born = date(1930, 1, 1) + timedelta(days=rng.randrange(30_000))
        sheet.write(row, 0, 10_000_000 + row)
        sheet.write(row, 1, f"Achternaam{rng.randrange(20_000)}", white if rng.random() < WHITE else None)
        sheet.write(row, 2, f"Voornaam{rng.randrange(3000)}")
        sheet.write(row, 3, born, day)
        sheet.write(row, 4, rng.choice(("Nigeriaanse", "Syrische", "Iraanse")))
        sheet.write(row, 5, f"Plaats{rng.randrange(300)}")
        sheet.write(row, 6, f"Omschrijving van geval {rng.randrange(9000)}")
        sheet.write(row, 7, 43_000 + rng.randrange(1_440_000) / 1440, day)
        sheet.write(row, 8, round(rng.random() * 1000, 2))
        sheet.write(row, 9, f"Vrije tekst nummer {row} over wat er gebeurde")
    sheet.autofilter(0, 0, rows, len(HEADS) - 1)
    book.close()


def _begin_write(path: Path, rows: int, hidden: int) -> None:
    """Writes in a process of its own."""
    code = f"from pathlib import Path; import documents; documents.write(Path({str(path)!r}), {rows}, {hidden})"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parent)


def run(code: str, path: Path) -> Run:
    """One program on one workbook."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, env=environment, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        hidden, seconds, *peaks = json.loads(process.stdout.read())
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    peak = max(usage.ru_maxrss, *peaks, 0) * _RSS_BYTES / 1e6
    return Run(hidden, seconds, usage.ru_utime + usage.ru_stime, peak)


def best(path: Path, programs: Sequence[str], runs: int) -> dict[str, Run]:
    """The quickest run of each program, which take turns."""
    every = [{name: run(PROGRAMS[name], path) for name in programs} for _ in range(runs)]
    return {name: min((found[name] for found in every), key=lambda one: one.seconds) for name in programs}


def _rows(found: Mapping[str, Run]) -> list[list[str]]:
    base = found[CALAMINE].seconds
    return [
        [
            name,
            f"{one.seconds:.2f}",
            f"{one.seconds / base:.2f}",
            f"{one.whole:.2f}",
            f"{one.peak:.0f}",
            f"{one.hidden:,}" if one.hidden >= 0 else "not seen",
        ]
        for name, one in found.items()
    ]


def _goals(found: Mapping[str, Run], small: Mapping[str, Run]) -> list[list[str]]:
    ours = found[WHOLE]
    measured = (
        ("times calamine reading values", ours.seconds / found[CALAMINE].seconds, TIMES),
        ("share of openpyxl in full", ours.seconds / found[OPENPYXL].seconds, SHARE),
        ("MB at the peak", ours.peak, PEAK),
        (f"CPU seconds for {SMALL:,} rows, with start", small[WHOLE].whole, START),
        (f"CPU seconds for {SMALL:,} rows, the command", small[COMMAND].whole, COMMAND_START),
    )
    return [[name, f"{value:.2f}", f"{goal:g}", "yes" if value <= goal else "no"] for name, value, goal in measured]


def main() -> int:
    """Writes the workbooks, takes the times, prints the tables; 1 if hidden rows were missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--record", type=Path, metavar="FILE", help="put the tables into this file")
    options = parser.parse_args()
    hidden = round(options.rows * HIDDEN)
    with tempfile.TemporaryDirectory() as folder:
        large, little = Path(folder) / "large.xlsx", Path(folder) / "small.xlsx"
        _begin_write(large, options.rows, hidden)
        _begin_write(little, SMALL, SMALL_HIDDEN)
        about = machine()
        found = best(large, list(PROGRAMS), options.runs)
        small = best(little, [READER, WHOLE, COMMAND], max(options.runs, 5))
        size = large.stat().st_size / 1e6
    intro = (
        f"{options.rows:,} rows of {len(HEADS)} columns, {hidden:,} of them hidden, {size:.1f} MB; best of"
        f" {options.runs} runs in turn. The small workbook has {SMALL:,} rows, {SMALL_HIDDEN:,} of them hidden."
    )
    heads = ("program", "CPU seconds", "ratio", "with start", "MB", "hidden rows")
    tables = [table(heads, _rows(found)), table(("goal", "measured", "at most", "met"), _goals(found, small))]
    text = "\n\n".join([about, intro, *tables])
    print(text)
    if options.record is not None:
        record(options.record, "Looking into a workbook", text)
    missed = [name for name in (READER, WHOLE, COMMAND, OPENPYXL) if found[name].hidden != hidden]
    missed += [f"{name}, small" for name in small if small[name].hidden != SMALL_HIDDEN]
    for name in missed:
        print(f"WRONG: {name} missed hidden rows", file=sys.stderr)
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
