"""What a PDF holds beside the text of its pages: attachments, notes, fields, versions, properties."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from forensics.documents.contents import State, Table
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.pdf.reader import read as read_pdf
from forensics.documents.pdf.revisions import ends
from tests.support.documents.pdf_documents import NAME, appended, ink, opened, page_text, picture, saved, sheet
from tests.support.documents.pdf_hiding import WAYS
from tests.support.documents.pdf_reading import read


def _note(**keys: object) -> Callable[[pikepdf.Pdf], None]:
    def change(file: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Rect=[70, 400, 90, 420], **keys)
        file.pages[0].obj.Annots = Array([file.make_indirect(note)])

    return change


def _field(**keys: object) -> Callable[[pikepdf.Pdf], None]:
    def change(file: pikepdf.Pdf) -> None:
        _note(Subtype=Name.Widget, FT=Name.Tx, T="name", V=NAME, DA="/F1 9 Tf", **keys)(file)
        file.Root.AcroForm = Dictionary(Fields=file.pages[0].obj.Annots, DA="/F1 9 Tf")

    return change


def _filed(file: pikepdf.Pdf, name: str = "list.csv") -> pikepdf.Object:
    stream = file.make_stream(b"name;town\nNadia;Groningen\n")
    return file.make_indirect(Dictionary(Type=Name.Filespec, F=name, UF=name, EF=Dictionary(F=stream, UF=stream)))


def _by_name(file: pikepdf.Pdf) -> None:
    file.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array(["list", _filed(file)])))


def _associated(file: pikepdf.Pdf) -> None:
    file.pages[0].obj.AF = Array([_filed(file)])


def _pinned(file: pikepdf.Pdf) -> None:
    _note(Subtype=Name.FileAttachment, FS=_filed(file))(file)


@pytest.mark.parametrize("hang", [_by_name, _associated, _pinned])
def test_attached_files_are_handed_on(hang: Callable[[pikepdf.Pdf], None]) -> None:
    """However they hang on the document."""
    found = read(sheet(ink, change=hang))
    assert "D3" in found.codes("H")
    assert [each.content for each in found.embedded] == [b"name;town\nNadia;Groningen\n"]


def test_a_file_that_hangs_twice_is_one() -> None:
    """By its name and on a page."""

    def twice(file: pikepdf.Pdf) -> None:
        _by_name(file)
        file.pages[0].obj.AF = Array([file.Root.Names.EmbeddedFiles.Names[1]])

    assert len(read(sheet(ink, change=twice)).embedded) == 1


def test_a_picture_of_no_page_is_told() -> None:
    """It was taken from its page, and not from the file."""

    def change(file: pikepdf.Pdf) -> None:
        file.Root.Loose = file.make_indirect(picture(file, 2, 2, bytes(12)))

    data = saved(opened(sheet(ink, change=change)), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    data = re.sub(rb"/Loose \d+ 0 R", lambda match: b" " * len(match[0]), data)
    assert [(each.code, each.severity) for each in read(data).findings] == [("D4", "M")]


def test_an_invoice_for_machines_is_no_alarm() -> None:
    """Factur-X and its kin say what the page says."""

    def invoice(file: pikepdf.Pdf) -> None:
        file.Root.AF = Array([_filed(file, "factur-x.xml")])

    found = read(sheet(ink, change=invoice))
    assert found.alarms == []
    assert len(found.embedded) == 1


@pytest.mark.parametrize(
    "keys",
    [
        {"Subtype": Name.Text, "Contents": f"Ask {NAME}", "T": "A. Editor"},
        {"Subtype": Name.Highlight, "Contents": f"Ask {NAME}", "T": "A. Editor"},
        {"Subtype": Name.Text, "Contents": f"Ask {NAME}", "T": "A. Editor", "F": 2},
        {"Subtype": Name.FreeText, "Contents": f"Ask {NAME}", "T": "A. Editor", "F": 32},
    ],
)
def test_comments_and_hidden_notes_are_told(keys: dict[str, object]) -> None:
    """With their text and who wrote them."""
    found = read(sheet(ink, change=_note(**keys)))
    assert "D4" in found.codes("M")
    assert NAME in found.text(State.HIDDEN)
    assert found.authors == {"A. Editor"}


@pytest.mark.parametrize(
    "keys",
    [
        {"Subtype": Name.Link, "Contents": f"Ask {NAME}"},
        {"Subtype": Name.FreeText, "Contents": "Written on the page", "F": 4},
        {"Subtype": Name.Highlight, "Contents": "decided in its meeting.", "F": 4},
        {"Subtype": Name.Popup, "Contents": "Again"},
    ],
)
def test_notes_that_a_reader_sees_are_no_alarm(keys: dict[str, object]) -> None:
    """Links, text on the page, and marks that repeat what they mark."""
    assert read(sheet(ink, change=_note(**keys))).alarms == []


@pytest.mark.parametrize(
    ("keys", "state"), [({"F": 4}, State.VISIBLE), ({"F": 2}, State.HIDDEN), ({"F": 4, "Ff": 8192}, State.HIDDEN)]
)
def test_values_of_fields_are_one_row(keys: dict[str, object], state: State) -> None:
    """Below the names of the fields; hidden where the field is, or shows only dots."""
    found = read(sheet(ink, change=_field(**keys)))
    assert [each.header for each in found.pieces if isinstance(each, Table)] == [("name",)]
    assert found.text(state).splitlines()[-1] == NAME
    assert ("D4" in found.codes("M")) is (state is State.HIDDEN)


def test_a_field_of_no_page_is_hidden() -> None:
    """Its value is there, and nothing shows it."""

    def change(file: pikepdf.Pdf) -> None:
        _field()(file)
        del file.pages[0].obj.Annots

    assert NAME in read(sheet(ink, change=change)).text(State.HIDDEN)


def test_a_form_that_draws_itself_is_not_inspected() -> None:
    """XFA replaces the pages when it is opened."""

    def change(file: pikepdf.Pdf) -> None:
        file.Root.AcroForm = Dictionary(Fields=Array(), XFA=file.make_stream(b"<xdp/>"))
        file.Root.NeedsRendering = True

    assert "unread" in {alarm[1] for alarm in read(sheet(ink, change=change)).alarms}


def test_a_bookmark_with_covered_words_is_told() -> None:
    """The heading was covered on the page, and not in the list of headings."""

    def change(file: pikepdf.Pdf) -> None:
        with file.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(f"The case of {NAME}", 0))
            outline.root.append(pikepdf.OutlineItem("Another heading", 0))

    found = read(sheet(page_text(f"The case of {NAME}") + ink + b"0 g 70 696 260 16 re f\n", change=change))
    assert [each.count for each in found.findings if each.where == "bookmarks"] == [1]


def test_an_earlier_version_with_the_same_words_is_a_note() -> None:
    """A signature or a filled field adds a version and hides nothing."""

    def turn(file: pikepdf.Pdf) -> None:
        file.pages[0].obj.Rotate = 180

    found = read(appended(sheet(ink), turn))
    assert found.alarms == []
    assert "D2" in found.codes("I")


def test_lost_words_are_those_of_the_earlier_version() -> None:
    """Not those that both versions show."""
    found = read(WAYS["earlier version"][1]())
    assert NAME in found.text(State.HIDDEN)
    assert "council" not in found.text(State.HIDDEN)


def test_a_linearised_file_has_one_version() -> None:
    """Its first table ends with a mark of its own."""
    file = opened(sheet(ink, ink))
    data = saved(file, linearize=True)
    assert data.count(b"%%EOF") == 2
    assert len(ends(data)) == 1
    assert read(data).findings == []


def test_the_end_of_a_file_within_is_no_version() -> None:
    """An attached PDF that is not packed ends too."""

    def change(file: pikepdf.Pdf) -> None:
        _by_name(file)
        file.Root.Names.EmbeddedFiles.Names[1].EF.F.write(sheet(page_text(NAME)))

    data = saved(opened(sheet(ink, change=change)), compress_streams=False,
                 stream_decode_level=pikepdf.StreamDecodeLevel.generalized)  # fmt: skip
    assert data.count(b"%%EOF") == 2
    assert "D2" not in read(data).codes("HMLI")


def test_properties_are_no_alarm_and_are_told() -> None:
    """Author, subject, and what XMP adds."""

    def change(file: pikepdf.Pdf) -> None:
        with file.open_metadata() as metadata:
            metadata["dc:creator"] = [NAME]
            metadata["dc:description"] = "Minutes with a remark"
        file.docinfo.update({"/Author": "A. Editor", "/Company": "Example council"})

    found = read(sheet(ink, change=change))
    assert found.alarms == []
    assert found.authors == {NAME, "A. Editor"}
    assert "Example council" in found.unseen
    assert "D5" in found.codes("L")


def test_scripts_are_a_note() -> None:
    """What runs is told, and is nothing hidden."""

    def change(file: pikepdf.Pdf) -> None:
        file.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")

    found = read(sheet(ink, change=change))
    assert (found.alarms, found.codes("I")) == ([], {"D4"})


@pytest.mark.parametrize(("size", "severity"), [(200, "L"), (50_000, "M")])
def test_private_data_of_programs_weigh_by_their_size(size: int, severity: str) -> None:
    """Illustrator keeps its whole drawing; others a word or two."""

    def change(file: pikepdf.Pdf) -> None:
        private = file.make_stream(random.Random(1).randbytes(size))
        file.pages[0].obj.PieceInfo = Dictionary(Example=Dictionary(Private=private))

    data = saved(opened(sheet(ink, change=change)), compress_streams=False)
    assert "D4" in read(data).codes(severity)


def test_a_photo_within_keeps_what_its_camera_wrote() -> None:
    """The JPEG goes on to the reader of pictures, once."""

    def change(file: pikepdf.Pdf) -> None:
        photo, target = Image.new("RGB", (40, 40), "green"), BytesIO()
        exif = Image.Exif()
        exif[0x013B] = NAME
        photo.save(target, "JPEG", exif=exif)
        image = picture(file, 40, 40, target.getvalue())
        image.Filter = Name.DCTDecode
        file.pages[0].obj.Resources.XObject.Im = image
        file.pages[0].obj.Resources.XObject.Im2 = file.make_stream(target.getvalue(), image.stream_dict)

    found = read(sheet(ink + b"q 90 0 0 90 300 100 cm /Im Do Q", change=change))
    assert [each.state for each in found.embedded] == [State.VISIBLE]
    assert read(found.embedded[0].content).authors == {NAME}


def test_bytes_after_the_end_are_told_and_looked_into() -> None:
    """A picture behind the document."""
    target = BytesIO()
    Image.new("L", (1, 1)).save(target, "PNG")
    png = target.getvalue()
    found = read(sheet(ink) + b"rest of it")
    assert [(each.code, each.severity, each.count) for each in found.findings] == [("D5", "L", 10)]
    found = read(sheet(ink) + png)
    assert [each.content for each in found.embedded] == [png]


def test_encrypted_documents_are_not_inspected() -> None:
    """Without the password nothing can be said; with the owner's alone everything can."""
    file = opened(sheet(page_text(NAME) + b"0 g 70 696 260 16 re f\n" + ink))
    locked = saved(file, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(NotInspectableError, match="encrypted"):
        list(read_pdf(BytesIO(locked), Limits()))
    open_to_all = saved(file, encryption=pikepdf.Encryption(owner="o", user=""))
    assert "D1" in read(open_to_all).codes("H")
