"""What customers upload is read with care; what end users get is ours."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope
from PIL import Image

from builder import pictures
from builder.embed import assets
from builder.models import Asset
from zenflow.testing.hostile_files import jpeg_of_empty_scans

HIDDEN = b"secret-in-the-comment"


@pytest.fixture(autouse=True)
def empty_shelf():
    assets.shelf.clear()
    yield
    assets.shelf.clear()


def file_of(image, kind="PNG", **options):
    written = BytesIO()
    image.save(written, kind, **options)
    written.seek(0)
    return written


def photo(size=(2400, 1600), colour="#0f5c56", kind="JPEG", **options):
    return file_of(Image.new("RGB", size, colour), kind, **options)


def opened(picture):
    return Image.open(BytesIO(picture.content))


def _exif_of_wrong_types():
    """Turn the picture, and say its time as a number: Pillow reads that and can't write it."""
    turned = struct.pack("<HHLHH", 0x0112, 3, 1, 6, 0)
    at = struct.pack("<HHLf", 0x0132, 11, 1, 1.5)
    return b"Exif\0\0II*\0\x08\0\0\0\x02\0" + turned + at + b"\0" * 4


def test_a_large_photo_becomes_a_webp_of_at_most_1200_pixels():
    picture = pictures.encode(photo())
    assert (picture.width, picture.height) == (1200, 800)
    with opened(picture) as image:
        assert (image.format, image.size) == ("WEBP", (1200, 800))


def test_a_small_picture_keeps_its_size():
    picture = pictures.encode(photo((40, 30), kind="PNG"))
    assert (picture.width, picture.height) == (40, 30)


def test_nothing_but_pixels_comes_along():
    exif = Image.Exif()
    exif[0x010E] = HIDDEN.decode()
    picture = pictures.encode(photo((80, 60), exif=exif, comment=HIDDEN))
    assert HIDDEN not in picture.content
    with opened(picture) as image:
        assert not image.getexif()


def test_a_photo_is_turned_the_right_way_up():
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    picture = pictures.encode(photo((80, 60), exif=exif))
    assert (picture.width, picture.height) == (60, 80)


def test_transparency_stays():
    picture = pictures.encode(file_of(Image.new("RGBA", (10, 10), (0, 0, 0, 0))))
    with opened(picture) as image:
        assert image.convert("RGBA").getpixel((5, 5))[3] == 0


def test_the_name_is_the_content_so_that_the_same_picture_is_kept_once(cast):
    with scope(tenant=cast.alpha):
        one, other = (pictures.keep(cast.alpha, pictures.encode(photo())) for _again in range(2))
        assert one == other
        assert Asset.objects.count() == 1
        assert one.hash != pictures.encode(photo(colour="#ffffff")).hash


def bomb(width, height):
    """Write the head of a PNG that would unfold to many pixels."""

    def chunk(name, content):
        body = name + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * 1_000))
    return BytesIO(b"\x89PNG\r\n\x1a\n" + head + pixels + chunk(b"IEND", b""))


@pytest.mark.parametrize("size", [(8_000, 8_000), (11_000, 10_000), (60_000, 60_000)])
def test_a_bomb_is_refused_before_it_unfolds(size):
    with pytest.raises(ValidationError, match=r"zu groß|too large"):
        pictures.encode(bomb(*size))


def test_too_many_bytes_are_refused():
    with pytest.raises(ValidationError, match=r"zu groß|too large"):
        pictures.encode(BytesIO(b"\0" * (pictures.MOST_BYTES + 1)))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%PDF-1.7",
        b"\x89PNG\r\n\x1a\n",
        bomb(100, 100).getvalue(),
        photo((400, 300)).getvalue()[:600],
        file_of(Image.new("RGB", (10, 10)), "BMP").getvalue(),
        file_of(Image.new("RGB", (10, 10)), "TIFF").getvalue(),
        jpeg_of_empty_scans(200),
        photo((80, 60), exif=_exif_of_wrong_types()).getvalue(),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(content):
    with pytest.raises(ValidationError, match="JPEG, PNG, WebP"):
        pictures.encode(BytesIO(content))


def test_a_picture_is_served_for_ever_to_everybody(client, cast, django_assert_num_queries):
    with scope(tenant=cast.alpha):
        asset = pictures.keep(cast.alpha, pictures.encode(photo((80, 60))))
    with django_assert_num_queries(1):
        response = client.get(f"/e/a.{asset.hash}.webp", headers={"origin": "https://any.example"})
    with django_assert_num_queries(0):
        again = client.get(f"/e/a.{asset.hash}.webp")
    assert response.content == again.content == asset.content
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_who_has_it_gets_no_bytes(client, cast):
    with scope(tenant=cast.alpha):
        asset = pictures.keep(cast.alpha, pictures.encode(photo((80, 60))))
    response = client.get(f"/e/a.{asset.hash}.webp", headers={"if-none-match": f'"{asset.hash}"'})
    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.parametrize("name", ["0" * 64, "x" * 64, "0" * 63, "a.b", "ä" * 64, "0" * 64 + "\n"])
def test_an_unknown_name_is_not_found(client, cast, name):
    response = client.get(f"/e/a.{name}.webp")
    assert response.status_code == 404
    assert "immutable" not in response.get("Cache-Control", "")


def test_the_shelf_never_holds_more_than_it_may():
    shelf = assets.Shelf(10)
    for name in "abc":
        shelf.put(name, b"1234")
    shelf.put("huge", b"x" * 11)
    shelf.put("c", b"1234")
    assert (shelf.get("a"), shelf.get("b"), shelf.get("huge")) == (None, b"1234", None)
    assert shelf.size == 8
    shelf.put("d", b"1234")
    assert (shelf.get("b"), shelf.get("c")) == (b"1234", None)


def test_what_stands_behind_the_end_of_a_photo_is_no_scan():
    film = photo((80, 60)).getvalue() + b"\xff\xda" * 100
    assert pictures.encode(BytesIO(film)).width == 80
