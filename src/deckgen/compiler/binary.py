"""What a file is that is no text: a package, a PDF, a word processor's document."""

_CONTROLS = bytes({*range(0x20), 0x7F} - {*b"\t\n\f\r"})
_SAMPLE = 4096
_MOST = 20
"""More control characters than one in so many, and a file is no text with a slip in it."""
_FEW = 8


def binary_kind(data: bytes) -> str:
    """Return what the content of a file is, in words, where it is no text; an empty text where it is one."""
    if data.startswith(b"%PDF"):
        return "a PDF"
    if data.startswith(b"PK\x03\x04"):
        if b"collection.anki" in data:
            return "an Anki package"
        return "a Word document" if b"word/document.xml" in data else "a zip archive"
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return "a binary file" if controls > _FEW and controls * _MOST > len(sample) else ""
