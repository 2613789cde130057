"""Pictures made to fit Telegram's limits on photos."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Final

from PIL import ExifTags, Image, ImageOps

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES: Final = 10 * 1024 * 1024
"""Telegram's limit on an uploaded photo."""
MOST_SIDES: Final = 10_000
"""Telegram's limit on width and height together, in pixels."""
MOST_RATIO: Final = 20
"""Telegram's limit on the longer side by the shorter."""
MOST_PIXELS: Final = 50_000_000
"""What is opened at all: 200 MB at four bytes a pixel; an A4 page scanned at 600 dpi has 35 million."""
MOST_READ: Final = 50 * 1024 * 1024
"""Bytes of a file that is read at all."""
_LONGEST: Final = 2560
"""Pixels of the longer side that Telegram keeps; what is larger is made smaller there anyway."""
_SHARP_BYTES: Final = 3 * 1024 * 1024
"""Up to here a drawing stays PNG; what is larger is a photograph and better off as JPEG."""
_QUALITIES: Final = (90, 80, 65, 40)
"""Of JPEG, tried in turn until the file is small enough."""

_FORMATS: Final = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "AVIF")
"""What is opened; other formats that Pillow knows start programs (EPS) or are no pictures for notes."""
_AS_IT_IS: Final = {"JPEG": {"RGB", "L"}, "PNG": {"RGB", "L", "P", "1"}}
"""Formats and kinds of pixels that Telegram shows as they are."""
_BROKEN: Final = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    LookupError,
    TypeError,
    ArithmeticError,
    MemoryError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
"""What reading a damaged picture raises, depending on its format."""


def prepare(path: Path) -> bytes:
    """The picture as bytes that Telegram takes for a photo.

    What fits stays as it is. The rest is turned upright, made smaller, set on white, widened where it is a
    thin strip, and written as PNG, or as JPEG where that would be too large. Of an animation the first frame
    is taken.

    Args:
        path: A picture file.

    Raises:
        OSError: It is no picture (SVG is none either), damaged, or too large to be opened safely.
    """
    if path.stat().st_size > MOST_READ:
        message = f"{path.name} is too large to be sent"
        raise OSError(message)
    content = path.read_bytes()
    try:
        return _prepared(content)
    except _BROKEN as error:
        message = f"{path.name} is no picture that can be sent: {error}"
        raise OSError(message) from error


def _prepared(content: bytes) -> bytes:
    with Image.open(BytesIO(content), formats=_FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            message = f"{picture.width} by {picture.height} pixels are too many"
            raise ValueError(message)
        if len(content) <= MOST_BYTES and _is_right(picture):
            picture.load()
            return content
        photograph = picture.format == "JPEG"
        picture.draft("RGB", (_LONGEST, _LONGEST))
        return _encoded(_padded(_flat(_shrunk(picture))), photograph=photograph)


def _is_right(picture: Image.Image) -> bool:
    """Whether nothing has to be done."""
    width, height = picture.size
    return (
        picture.mode in _AS_IT_IS.get(picture.format or "", ())
        and "transparency" not in picture.info
        and getattr(picture, "n_frames", 1) == 1
        and picture.getexif().get(ExifTags.Base.Orientation, 1) == 1
        and max(width, height) <= _LONGEST
        and width + height <= MOST_SIDES
        and max(width, height) <= MOST_RATIO * min(width, height)
    )


def _shrunk(picture: Image.Image) -> Image.Image:
    """No larger than Telegram keeps it: first of all, so that the rest costs little; and upright."""
    if picture.mode.startswith("I"):
        shades = picture.convert("I").point(lambda value: value / 256)
        small = shades.convert("L")
    elif picture.mode in {"RGB", "RGBA", "L"} and "transparency" not in picture.info:
        small = picture
    else:
        small = picture.convert("RGBA")
    upright = picture.getexif().get(ExifTags.Base.Orientation, 1) == 1
    small.thumbnail((_LONGEST, _LONGEST), Image.Resampling.LANCZOS)
    if upright:
        return small
    small.getexif().update(picture.getexif())
    return ImageOps.exif_transpose(small)


def _flat(picture: Image.Image) -> Image.Image:
    """Without transparency, which would turn black."""
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    white = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(white, picture).convert("RGB")


def _padded(picture: Image.Image) -> Image.Image:
    """With white beside it where it is too narrow."""
    least = -(-max(picture.size) // MOST_RATIO)
    size = (max(picture.width, least), max(picture.height, least))
    if size == picture.size:
        return picture
    wider = Image.new("RGB", size, "white")
    wider.paste(picture, ((size[0] - picture.width) // 2, (size[1] - picture.height) // 2))
    return wider


def _encoded(picture: Image.Image, *, photograph: bool) -> bytes:
    """As PNG, which keeps diagrams sharp, or as JPEG."""
    out = BytesIO()
    if not photograph:
        picture.save(out, "PNG")
        if out.tell() <= _SHARP_BYTES:
            return out.getvalue()
    for quality in _QUALITIES:
        out = BytesIO()
        picture.save(out, "JPEG", quality=quality)
        if out.tell() <= MOST_BYTES:
            break
    return out.getvalue()
