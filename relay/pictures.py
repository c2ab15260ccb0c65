"""Pictures: opened and decoded once, within bounds, before anybody else has to."""

from __future__ import annotations

from threading import Lock
from typing import IO, Any

from PIL import Image

from builder import jpeg

# Decoded at an eighth of its size, a photo from a telephone costs little memory, however large.
MOST_PIXELS_OF_PHOTOS = 60_000_000
# All others are decoded whole: four bytes each.
MOST_PIXELS = 25_000_000
_one_at_a_time = Lock()


class BrokenError(Exception):
    """A file can't be opened; `code` and `params` make the message."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def check(file: IO[bytes], kind: str) -> None:
    """Decode a picture and let it go again. Raises BrokenError.

    One at a time: of many large ones that come at once, one is in memory.
    """
    with _one_at_a_time:
        try:
            with _open(file, kind) as picture:
                _check_size(picture)
                picture.verify()
            if kind == "JPEG" and jpeg.has_too_many_scans(file):
                raise BrokenError("file_broken")
            with _open(file, kind) as picture:
                picture.draft("RGB", (picture.width // 8, picture.height // 8))
                picture.load()
        except BrokenError:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise _too_large(MOST_PIXELS) from None
        except Exception:  # noqa: BLE001  # whatever a decoder stumbles over, the picture is broken
            raise BrokenError("file_broken") from None


def _open(file: IO[bytes], kind: str) -> Image.Image:
    file.seek(0)
    return Image.open(file, formats=[kind])


def _check_size(picture: Image.Image) -> None:
    is_photo = picture.format == "JPEG" and not picture.info.get("progressive")
    most = MOST_PIXELS_OF_PHOTOS if is_photo else MOST_PIXELS
    if picture.width * picture.height > most:
        raise _too_large(most)


def _too_large(most: int) -> BrokenError:
    return BrokenError("picture_too_large", max=most // 1_000_000)
