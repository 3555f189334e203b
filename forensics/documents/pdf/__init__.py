"""PDF: what a page draws and what it only holds, earlier versions, attachments, annotations, layers and properties."""
