"""PDFs made by hand, which may lie about everything."""


def paper(
    stream: bytes, filters: str = "/FlateDecode", *, count: int = 1, kids: str = "3 0 R", more: str = ""
) -> bytes:
    """A PDF with one page, whose contents are `stream`, packed as `filters` says."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R%s>>" % more.encode(),
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids.encode(), count),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter%s>>stream\n%s\nendstream" % (len(stream), filters.encode(), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    content, starts = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        starts.append(len(content))
        content += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(content))
    return content + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def writing(text: str) -> bytes:
    """The contents of a page that shows this text."""
    return f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode("latin-1")
