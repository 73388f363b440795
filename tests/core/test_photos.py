"""Portraits are drawn anew: upright, of one shape, with nothing but the picture in them."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.errors import TouyanError
from core.files.photos import HEIGHT, WIDTH, portrait


def picture(size=(900, 600), kind="JPEG", mode="RGB", colour="red", **options) -> SimpleUploadedFile:
    file = BytesIO()
    Image.new(mode, size, colour).save(file, kind, **options)
    return SimpleUploadedFile("x", file.getvalue())


def drawn(upload) -> Image.Image:
    return Image.open(BytesIO(portrait(upload).read()))


@pytest.mark.parametrize("size", [(900, 600), (200, 1800), (400, 600), (100, 100)])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_any_shape_becomes_two_to_three(size, kind):
    image = drawn(picture(size, kind))
    assert (image.format, image.size) == ("JPEG", (WIDTH, HEIGHT))


def test_where_it_was_taken_is_gone_and_it_stands_upright():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "SECRETCAMERA"  # turned, maker
    exif.get_ifd(0x8825)[1] = "N"
    upload = picture((600, 400), exif=exif)
    assert b"SECRETCAMERA" in upload.read()
    content = portrait(upload).read()
    assert b"SECRETCAMERA" not in content
    assert not Image.open(BytesIO(content)).getexif()


def test_what_hangs_behind_the_picture_is_not_kept():
    upload = picture()
    assert b"<script>" not in portrait(SimpleUploadedFile("x", upload.read() + b"<script>")).read()


def test_what_is_transparent_is_white():
    red, green, blue = drawn(picture(kind="PNG", mode="RGBA", colour=(0, 0, 0, 0))).getpixel((5, 5))
    assert min(red, green, blue) > 250


@pytest.mark.parametrize(
    ("upload", "why"),
    [
        (SimpleUploadedFile("x", b"\xff\xd8\xff and no more"), "打不开"),
        (SimpleUploadedFile("x", picture().read()[:300]), "打不开"),
        (picture(kind="GIF", mode="P", colour=1), "打不开"),
        (picture((99, 400)), "太小"),
        (picture((8000, 6000), "PNG", "1", 0), "太大"),
    ],
    ids=["no picture", "cut off", "another kind", "too small", "too large"],
)
def test_what_is_no_photo_is_refused(upload, why):
    with pytest.raises(TouyanError, match=why):
        portrait(upload)
