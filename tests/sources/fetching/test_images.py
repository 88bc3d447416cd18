"""Images: what the camera noted is shown as a hint, and none can fill the memory."""

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from casework.sources.fetching import extractor
from casework.sources.fetching.failure import Failure
from casework.sources.fetching.reading import extracted, read
from casework.sources.material import IMAGES, JPEG, PNG, kind_of
from casework.sources.outcomes import Outcome


def photo(form: str = "JPEG", **exif: Any) -> bytes:
    """A small image with what a camera notes."""
    image = Image.new("RGB", (12, 8), "olive")
    noted = image.getexif()
    noted[Base.Make], noted[Base.Model] = "Tecno", "Spark\0 4"
    noted.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = exif.get("at", "2020:01:26 14:03:22")
    noted.get_ifd(IFD.Exif)[Base.OffsetTimeOriginal] = "+00:00"
    place: dict[int, Any] = {
        GPS.GPSLatitudeRef: "N",
        GPS.GPSLatitude: exif.get("north", (14.0, 44.0, 6.0)),
        GPS.GPSLongitudeRef: "W",
        GPS.GPSLongitude: (6.0, 7.0, 30.0),
    }
    noted.get_ifd(IFD.GPSInfo).update(place)
    kept = BytesIO()
    image.save(kept, form, exif=noted)
    return kept.getvalue()


def png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG by hand, which may lie about everything."""
    head = (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    packed = b"\x89PNG\r\n\x1a\n"
    for name, data in (head, *chunks, (b"IEND", b"")):
        packed += struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    return packed


def test_when_where_and_with_what_it_was_taken_is_read_with_its_origin() -> None:
    found = read(photo(), "", "").found

    assert found["taken_at"] == {"value": "2020-01-26 14:03:22 +00:00", "from": "EXIF DateTimeOriginal"}
    assert found["place"] == {"value": "14.73500, -6.12500", "from": "EXIF GPS"}
    assert found["camera"] == {"value": "Tecno Spark 4", "from": "EXIF Make and Model"}
    assert found["points"]["value"] == "12 × 8"


@pytest.mark.parametrize(("form", "kind"), list(zip(("JPEG", "PNG", "GIF", "WEBP"), IMAGES, strict=True)))
def test_four_kinds_are_known_by_their_bytes(form: str, kind: str) -> None:
    kept = BytesIO()
    Image.new("P", (3, 3)).convert("RGB").save(kept, form)

    assert kind_of(kept.getvalue()) == kind
    material = extracted(kept.getvalue(), kind)
    assert (material.flaw, material.text, material.extractor[:7]) == (None, "", "pillow-")


@pytest.mark.parametrize(
    "exif", [{"north": (500.0, 0.0, 0.0)}, {"north": (14.0,)}, {"north": (0.0, 9e9, 0.0)}]
)
def test_a_place_that_cannot_be_is_no_hint(exif: dict[str, Any]) -> None:
    assert "place" not in extracted(photo(**exif), JPEG).found


def test_a_picture_of_billions_of_points_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(Failure) as failure:
        read(png(60_000, 60_000, (b"IDAT", zlib.compress(b"\0" * 1000))), "", "")

    assert failure.value.outcome == Outcome.TOO_LARGE
    assert failure.value.detail == "The image has 60000 by 60000 points."


def test_a_large_picture_is_looked_at_without_being_decoded() -> None:
    said = extractor.read_image(png(9_000, 9_000, (b"IDAT", zlib.compress(b"\0" * 1000))))

    assert said["note"] == "The image is too large to be decoded as a check."


@pytest.mark.parametrize(
    "content",
    [
        png(10, 10),
        png(10, 10, (b"IDAT", b"no zlib")),
        photo()[:-300],
        b"\xff\xd8\xff\xe1\xff\xffExif\0\0MM",
        b"GIF89a",
        b"RIFF\xff\xff\xff\xffWEBPVP8 ",
        png(10, 10, (b"eXIf", b"MM\0*" + b"\xff" * 40)),
    ],
)
def test_a_damaged_picture_is_kept_but_is_no_success(content: bytes) -> None:
    material = read(content, "", "")

    assert (material.content, material.flaw) == (content, Outcome.BAD_TYPE)


def test_texts_in_a_picture_that_unpack_to_too_much_are_given_up() -> None:
    bomb = b"note\0\0" + zlib.compress(b"\0" * 100_000_000, 9)

    assert extracted(png(10, 10, (b"zTXt", bomb)), PNG).flaw == Outcome.BAD_TYPE
