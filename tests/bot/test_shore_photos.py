"""Pictures of every kind, made into photos that Telegram takes."""

from __future__ import annotations

import struct
import zlib
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image

from bot.shore.photos import MOST_BYTES, MOST_RATIO, MOST_READ, MOST_SIDES, prepare
from corpus import bundled_notes

if TYPE_CHECKING:
    from pathlib import Path


def stored(folder: Path, picture: Image.Image, name: str, **options: Any) -> Path:  # noqa: ANN401 - Pillow's options
    """A picture as a file."""
    path = folder / name
    picture.save(path, **options)
    return path


def opened(content: bytes) -> Image.Image:
    """What was made of a picture; it has to be right for Telegram."""
    picture = Image.open(BytesIO(content))
    picture.load()
    assert len(content) <= MOST_BYTES
    assert sum(picture.size) <= MOST_SIDES
    assert max(picture.size) <= MOST_RATIO * min(picture.size)
    assert picture.format in {"PNG", "JPEG"}
    assert picture.mode in {"RGB", "L", "P", "1"}
    return picture


def noise(width: int, height: int) -> Image.Image:
    """A picture that cannot be packed."""
    return Image.frombytes("RGB", (width, height), np.random.default_rng(1).bytes(3 * width * height))


@pytest.mark.parametrize("name", ["a.png", "a.jpg"])
def test_what_fits_stays(tmp_path: Path, name: str) -> None:
    """A picture within the limits is sent byte by byte."""
    path = stored(tmp_path, Image.new("RGB", (300, 200), "red"), name)
    assert prepare(path) == path.read_bytes()


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((3000, 2500), (2560, 2133)),
        ((12000, 100), (2560, 128)),
        ((100, 3000), (128, 2560)),
        ((3, 1200), (60, 1200)),
        ((1, 1), (1, 1)),
    ],
)
def test_sizes(tmp_path: Path, size: tuple[int, int], expected: tuple[int, int]) -> None:
    """Large pictures are made smaller, thin strips get white beside them."""
    assert opened(prepare(stored(tmp_path, Image.new("RGB", size, "navy"), "a.png"))).size == expected


def test_padding_is_white_on_both_sides(tmp_path: Path) -> None:
    """The strip itself stays in the middle."""
    photo = opened(prepare(stored(tmp_path, Image.new("RGB", (2000, 10), "navy"), "a.png"))).convert("RGB")
    assert [photo.getpixel((5, y)) for y in (0, 50, 99)] == [(255, 255, 255), (0, 0, 128), (255, 255, 255)]


def test_heavy_pictures_become_jpeg(tmp_path: Path) -> None:
    """A picture of more than 10 MB is packed."""
    path = stored(tmp_path, noise(2000, 1900), "a.png")
    assert path.stat().st_size > MOST_BYTES
    assert opened(prepare(path)).format == "JPEG"


def test_photographs_stay_jpeg(tmp_path: Path) -> None:
    """A large photograph is not made a larger PNG; a large drawing stays sharp."""
    assert opened(prepare(stored(tmp_path, Image.new("RGB", (3000, 10)), "a.jpg"))).format == "JPEG"
    assert opened(prepare(stored(tmp_path, Image.new("RGB", (3000, 10)), "a.png"))).format == "PNG"


def test_turned_photographs_stand_upright(tmp_path: Path) -> None:
    """A telephone writes how it was held beside the picture; that note is lost on the way."""
    picture = Image.new("RGB", (40, 20), "white")
    picture.paste("red", (0, 0, 10, 20))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    photo = opened(prepare(stored(tmp_path, picture, "a.jpg", exif=exif, quality=100)))
    assert photo.size == (20, 40)
    red, green, _ = photo.getpixel((10, 2))  # type: ignore[misc] # three colours
    assert (red > 200, green > 100) == (True, False)
    assert photo.getexif().get(ExifTags.Base.Orientation, 1) == 1


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA"])
def test_transparency_is_white(tmp_path: Path, mode: str) -> None:
    """A drawing without background would be black on black."""
    picture = Image.new("RGBA", (50, 50), (0, 0, 0, 0)).convert(mode)
    path = stored(tmp_path, picture, "a.tiff" if mode == "PA" else "a.png")
    assert opened(prepare(path)).convert("RGB").getpixel((25, 25)) == (255, 255, 255)


def test_transparent_colours_are_white(tmp_path: Path) -> None:
    """Transparency may also be one colour of a palette."""
    picture = Image.new("P", (50, 50), 0)
    picture.putpalette([10, 20, 30, 200, 0, 0])
    path = stored(tmp_path, picture, "a.png", transparency=0)
    assert opened(prepare(path)).convert("RGB").getpixel((25, 25)) == (255, 255, 255)


@pytest.mark.parametrize("name", ["a.gif", "a.webp", "a.png"])
def test_animations_are_their_first_frame(tmp_path: Path, name: str) -> None:
    """What moves is shown standing."""
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "lime", "blue")]
    photo = opened(prepare(stored(tmp_path, frames[0], name, save_all=True, append_images=frames[1:])))
    assert photo.size == (60, 40)
    red, green, blue = photo.convert("RGB").getpixel((30, 20))  # type: ignore[misc] # three colours
    assert red > 240
    assert max(green, blue) < 20


@pytest.mark.parametrize(
    ("mode", "name"), [("1", "a.bmp"), ("CMYK", "a.jpg"), ("L", "a.webp"), ("P", "a.gif")]
)
def test_other_kinds(tmp_path: Path, mode: str, name: str) -> None:
    """Printers' colours, two colours, other formats."""
    assert opened(prepare(stored(tmp_path, Image.new(mode, (30, 30)), name))).size == (30, 30)


def test_sixteen_bits_keep_their_shades(tmp_path: Path) -> None:
    """A medical or scanned picture is grey, not white."""
    picture = Image.new("I;16", (30, 30), 32768)
    assert opened(prepare(stored(tmp_path, picture, "a.png"))).convert("L").getpixel((5, 5)) == 128


def test_bundled_diagrams_stay(tmp_path: Path) -> None:
    """The pictures of the bundled lecture need nothing done, and nothing is written beside them."""
    pictures = [path for path in bundled_notes().rglob("*") if path.suffix in {".png", ".jpg"}]
    assert pictures
    for path in pictures:
        assert prepare(path) == path.read_bytes()
    assert list(tmp_path.iterdir()) == []


def chunk(kind: bytes, content: bytes) -> bytes:
    """One part of a PNG file."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def bomb(width: int, height: int) -> bytes:
    """A PNG of few bytes and very many pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"text",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"\x89PNG\r\n\x1a\n",
        bomb(9000, 9000),
        bomb(60_000, 60_000),
        bomb(0, 5),
    ],
    ids=["empty", "text", "svg", "eps", "cut off", "bomb", "large bomb", "no width"],
)
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    """One kind of error, with the name of the file."""
    path = tmp_path / "схема.png"
    path.write_bytes(content)
    with pytest.raises(OSError, match=r"схема\.png"):
        prepare(path)


def test_missing_and_huge_files_are_refused(tmp_path: Path) -> None:
    """A file that is gone or far too large is not read."""
    with pytest.raises(OSError, match="gone"):
        prepare(tmp_path / "gone.png")
    path = tmp_path / "huge.png"
    with path.open("wb") as file:
        file.truncate(MOST_READ + 1)
    with pytest.raises(OSError, match="too large"):
        prepare(path)


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow warns of odd TIFF tags
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(data=st.data())
def test_damaged_pictures_are_refused_or_right(tmp_path: Path, kind: str, data: st.DataObject) -> None:
    """Whatever is damaged in a file: an OSError, or a photo within the limits."""
    whole = BytesIO()
    noise(20, 20).save(whole, kind)
    content = bytearray(whole.getvalue())
    for _ in range(data.draw(st.integers(0, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "a"
    path.write_bytes(content[: data.draw(st.integers(len(content) // 2, len(content)))])
    photo = b""
    with suppress(OSError):
        photo = prepare(path)
    if photo:
        opened(photo)
