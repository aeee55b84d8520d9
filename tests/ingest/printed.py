"""A PDF writer for tests: text in Helvetica at given places, on A4."""

from __future__ import annotations

from collections.abc import Sequence

Text = tuple[float, float, str]
"""Where a line starts, in points from the left and from the top, and what it says."""

_FONTS = {"F1": "Helvetica", "F2": "Helvetica-Bold"}
_ENCRYPTED = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<00> <00>]"
_IMAGE = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"


def write_pdf(pages: Sequence[Sequence[Text]], *, pictures: Sequence[int] = (), encrypted: bool = False) -> bytes:
    """The bytes of a document. A text that starts with "**" is bold; pages in `pictures` (from 0) are covered by an image."""
    fonts = " ".join(
        f"/{key} << /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>" for key, name in _FONTS.items()
    )
    bodies = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    streams = {3: _IMAGE.encode() + b"\nstream\n\x80\nendstream"}
    bodies.append("")
    kids = []
    for number, texts in enumerate(pages):
        drawn = b"q 595 0 0 842 0 0 cm /I1 Do Q\n" if number in pictures else b""
        content = drawn + b"\n".join(_shown(text) for text in texts)
        at = len(bodies) + 1
        kids.append(f"{at} 0 R")
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {at + 1} 0 R "
            f"/Resources << /Font << {fonts} >> /XObject << /I1 3 0 R >> >> >>"
        )
        bodies.append("")
        streams[at + 1] = f"<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"
    bodies[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return assembled([streams.get(at, body.encode()) for at, body in enumerate(bodies, 1)], _ENCRYPTED if encrypted else "")


def _shown(text: Text) -> bytes:
    left, top, words = text
    font = "F2" if words.startswith("**") else "F1"
    escaped = words.removeprefix("**").replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{font} 10 Tf {left} {842 - top} Td (".encode() + escaped.encode("cp1252") + b") Tj ET"


def assembled(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """The bytes of a document of these objects, of which the first is its catalogue."""
    document, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(document))
        document += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\n"
    return document + f"{end}startxref\n{len(document)}\n%%EOF\n".encode()
