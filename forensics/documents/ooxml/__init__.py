"""Office Open XML: workbooks, texts and presentations of Microsoft Office since 2007."""
