"""Portraits: an upload is decoded and drawn anew, so that nothing but the picture is kept: no place, no camera."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from PIL import Image, ImageOps

from core.errors import TouyanError

WIDTH, HEIGHT = 400, 600  # pixels, 2:3
SMALLEST = 100  # pixels of the shorter side
MOST_PIXELS = 40_000_000
FACE = (0.5, 0.3)  # where a cut leaves most: faces are above the middle


def portrait(upload: UploadedFile) -> UploadedFile:
    """``upload`` as an upright JPEG of 2:3, cut where it is wider or higher. ``TouyanError`` says what is wrong."""
    upload.seek(0)
    try:
        with Image.open(upload, formats=("JPEG", "PNG")) as image:
            _check_size(*image.size)
            image.draft("RGB", (2 * WIDTH, 2 * HEIGHT))  # a large JPEG is read in a fraction of its size
            upright = ImageOps.exif_transpose(image).convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise TouyanError("这张图片打不开，请换一张 JPG 或 PNG 照片") from error
    ground = Image.new("RGB", upright.size, "white")
    ground.paste(upright, mask=upright.getchannel("A"))
    drawn = BytesIO()
    fitted = ImageOps.fit(ground, (WIDTH, HEIGHT), Image.Resampling.LANCZOS, centering=FACE)
    fitted.save(drawn, "JPEG", quality=88)
    return SimpleUploadedFile("证件照.jpg", drawn.getvalue(), "image/jpeg")


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise TouyanError(f"照片太大（{width}×{height}），请缩小到 4000 万像素以内")
    if min(width, height) < SMALLEST:
        raise TouyanError(f"照片太小（{width}×{height}），宽和高都要 {SMALLEST} 像素以上")
