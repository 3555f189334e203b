"""Documents as an organisation has them, by the hundred, each with rows, names and words of its own; a third of them
hide something. Everybody in them is invented.

    python benchmarks/generated_documents.py FOLDER COUNT [--seed N] [--only NUMBER...]
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from random import Random

import pikepdf
import xlsxwriter
import xlwt
from pikepdf import Array, Dictionary, Name
from PIL import Image
from PIL.ExifTags import GPS, IFD

sys.path.insert(0, str(Path(__file__).parents[1] / "sample_logs"))

import texts
from packages import package, relationships
from signals import COLUMNS, Cell, signals

__all__ = ["write"]

Maker = Callable[[Random], bytes]
_TEXT = """the committee reads every report and answers within six weeks of its meeting on the budget for roads schools
parks permits archives waste water energy housing libraries sport culture safety traffic noise and the harbour"""
_WORDS = _TEXT.split()


def _sentence(rng: Random, words: int = 14) -> str:
    return " ".join(rng.choice(_WORDS) for _ in range(words)).capitalize() + "."


def _person(rng: Random) -> str:
    signal = next(islice(signals(rng.randrange(1 << 30)), rng.randrange(3), None))
    return " ".join(str(value) for value in signal.values[3:6] if value is not None) or "nobody"


def _rows(rng: Random) -> list[Sequence[Cell]]:
    """Some rows and columns of the list of reports."""
    columns = sorted(rng.sample(range(len(COLUMNS)), rng.randint(3, len(COLUMNS))))
    count = min(int(rng.lognormvariate(4.5, 1.1)) + 3, 1185)
    begun = islice(signals(rng.randrange(1 << 30)), count)
    return [[COLUMNS[place] for place in columns], *([each.values[place] for place in columns] for each in begun)]


def _hides(rng: Random) -> bool:
    return rng.random() < 1 / 3


def _xlsx(rng: Random) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": _sentence(rng, 4), "author": _person(rng)})
    day, white = book.add_format({"num_format": "dd-mm-yyyy"}), book.add_format({"font_color": "#FFFFFF"})
    for number in range(rng.randint(1, 3)):
        sheet, rows = book.add_worksheet(f"{rng.choice(_WORDS)} {number}"), _rows(rng)
        way = rng.choice(("rows", "column", "white", "comment", "sheet")) if _hides(rng) else ""
        for row, values in enumerate(rows):
            if way == "rows" and row and rng.random() < 0.9:
                sheet.set_row(row, None, None, {"hidden": True})
            for column, value in enumerate(values):
                if isinstance(value, date):
                    sheet.write_datetime(row, column, value, day)
                elif value is not None:
                    sheet.write(row, column, value, white if way == "white" and column == 1 else None)
        if way == "column":
            sheet.set_column(1, 1, None, None, {"hidden": True})
        elif way == "comment":
            sheet.write_comment("B2", _person(rng))
        elif way == "sheet" and number:
            sheet.hide()
    book.close()
    return out.getvalue()


def _xls(rng: Random) -> bytes:
    book, hides = xlwt.Workbook(), _hides(rng)
    sheet = book.add_sheet(rng.choice(_WORDS))
    for row, values in enumerate(_rows(rng)):
        sheet.row(row).hidden = hides and row > 5
        for column, value in enumerate(values):
            sheet.write(row, column, str(value) if isinstance(value, date) else value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _csv(rng: Random) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=rng.choice(",;")).writerows(_rows(rng))
    return out.getvalue().encode()


_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"


def _ods(rng: Random) -> bytes:
    hides, rows = _hides(rng), []
    for number, values in enumerate(_rows(rng)):
        cells = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
            for value in ("" if value is None else value for value in values)
        )
        state = ' table:visibility="collapse"' if hides and number % 3 == 1 else ""
        rows.append(f"<table:table-row{state}>{cells}</table:table-row>")
    spaces = " ".join(f'xmlns:{name}="{_OASIS}{name}:1.0"' for name in ("office", "table", "text"))
    table = f'<table:table table:name="{rng.choice(_WORDS)}">{"".join(rows)}</table:table>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    return package({"mimetype": kind, "content.xml": content}, kept_unpacked="mimetype")


def _docx(rng: Random) -> bytes:
    hides = _hides(rng)
    paragraphs = [texts._paragraph(texts._run(_sentence(rng))) for _ in range(rng.randint(4, 250))]
    if hides:
        gone = texts._run(f" {_person(rng)} ", element="delText")
        deleted = f"<w:del {texts._BY.format(1)}>{gone}</w:del>"
        hidden = texts._run(_person(rng), "<w:vanish/>")
        paragraphs.insert(3, texts._paragraph(texts._run(_sentence(rng)), rng.choice((deleted, hidden))))
    return texts._docx("".join(paragraphs))


def _pptx(rng: Random) -> bytes:
    """Slides of a few lines; the second may be hidden."""
    count, hides = rng.randint(3, 25), _hides(rng)
    numbers = range(1, count + 1)
    ids = "".join(f'<p:sldId id="{255 + number}" r:id="rId{number}"/>' for number in numbers)
    whole = (
        f"<p:presentation {texts._SLIDE}><p:sldIdLst>{ids}</p:sldIdLst>"
        '<p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>'
    )
    slides = {
        f"ppt/slides/slide{number}.xml": texts._page(
            "sld", *(_sentence(rng, 6) for _ in range(rng.randint(1, 4))),
            attributes='show="0"' if hides and number == 2 else "",
        )
        for number in numbers
    }  # fmt: skip
    kinds = {f"ppt_slides_slide{number}": "presentationml.slide" for number in numbers}
    return package(
        {
            "[Content_Types].xml": texts._types(ppt_presentation="presentationml.presentation.main", **kinds),
            "_rels/.rels": relationships(("rId1", "officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": whole,
            "ppt/_rels/presentation.xml.rels": relationships(
                *((f"rId{number}", "slide", f"slides/slide{number}.xml") for number in numbers)
            ),
            **slides,
        }
    )


def _line(text: str, y: int, before: str = "") -> bytes:
    return f"BT {before} /F1 10 Tf 1 0 0 1 60 {y} Tm ({text}) Tj ET\n".encode()


def _pdf(rng: Random) -> bytes:
    """Pages of lines; on the first one a line may be covered or white, or a list attached."""
    file = pikepdf.Pdf.new()
    way = rng.choice(("box", "white", "attached")) if _hides(rng) else ""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    font = file.make_indirect(font)
    for number in range(min(int(rng.lognormvariate(1.3, 0.9)) + 1, 40)):
        page = file.add_blank_page(page_size=(595, 842)).obj
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        content = b"".join(_line(_sentence(rng), y) for y in range(760, 80, -17))
        if number == 0 and way in {"box", "white"}:
            content += _line(_person(rng), 790, "1 g" if way == "white" else "")
            content += b"0 g 55 785 300 16 re f\n" if way == "box" else b""
        page.Contents = file.make_stream(content)
    if way == "attached":
        held = file.make_stream(_csv(rng), Type=Name.EmbeddedFile)
        entry = Dictionary(Type=Name.Filespec, F="list.csv", UF="list.csv", EF=Dictionary(F=held))
        file.Root.Names = Dictionary(
            EmbeddedFiles=Dictionary(Names=Array([pikepdf.String("list.csv"), file.make_indirect(entry)]))
        )
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _jpeg(rng: Random) -> bytes:
    exif = Image.Exif()
    if _hides(rng):
        place = exif.get_ifd(IFD.GPSInfo)
        place.update({GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (0.0, 0.0, rng.random() * 59),
                      GPS.GPSLongitudeRef: "E", GPS.GPSLongitude: (0.0, 0.0, 1.0)})  # fmt: skip
    out = io.BytesIO()
    size = rng.randint(200, 1200), rng.randint(200, 900)
    noise = Image.frombytes("L", (40, 30), rng.randbytes(1200))
    noise.resize(size).save(out, "JPEG", quality=85, exif=exif)
    return out.getvalue()


def _zip(rng: Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(rng.randint(1, 3)):
            name = rng.choice(("xlsx", "pdf", "docx"))
            archive.writestr(f"{number}.{name}", _MAKERS[name][1](rng))
    return out.getvalue()


#: Ending -> how many of a thousand, and how one is made.
_MAKERS: Mapping[str, tuple[int, Maker]] = {
    "xlsx": (300, _xlsx),
    "docx": (200, _docx),
    "pdf": (220, _pdf),
    "jpg": (70, _jpeg),
    "pptx": (60, _pptx),
    "ods": (60, _ods),
    "xls": (40, _xls),
    "csv": (30, _csv),
    "zip": (20, _zip),
}


def write(folder: Path, count: int, seed: int = 1, only: Sequence[int] = ()) -> None:
    """So many documents in folders of a hundred, or those of some numbers; of another seed, with other content."""
    endings = Random(0).choices(list(_MAKERS), [share for share, _ in _MAKERS.values()], k=count)
    for number in only or range(count):
        path = folder / f"{number // 100:02}" / f"{number:04}.{endings[number]}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_MAKERS[endings[number]][1](Random(f"{seed} {number}")))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, nargs="*", default=())
    options = parser.parse_args()
    write(options.folder, options.count, options.seed, options.only)
