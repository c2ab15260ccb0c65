"""Pictures that customers upload: read with care, written anew, named by what they show."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from builder import jpeg
from builder.models import Asset, Assistant, FlowVersion
from tenants.models import Tenant
from tenants.theme import LOGO

MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 1200
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_JPEGS = ("JPEG", "MPO")  # MPO: one with another behind it
_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is served."""

    hash: str
    width: int
    height: int
    content: bytes


def encode(upload: IO[bytes], most_pixels: int = MOST_PIXELS) -> Picture:
    """Turn an upload into a WebP of our own making. Raises ValidationError with a sentence.

    1. Size is judged before anything is decoded: a bomb is a small file with many pixels.
    2. Only the pixels come along: EXIF, comments and places of photographs stay behind, after
       the orientation that EXIF names has been applied. Of several frames the first counts.
    3. No byte of the upload is served, so nothing else can hide in it.
    """
    content = upload.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValidationError(_too_large())
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > most_pixels:
                raise ValidationError(_too_large())
            if opened.format in _JPEGS and jpeg.has_too_many_scans(BytesIO(content)):
                raise ValidationError(_unreadable())
            picture = _scaled(opened)
    except _BOMB as error:
        raise ValidationError(_too_large()) from error
    except ValidationError:
        raise
    except Exception as error:  # whatever a decoder stumbles over, the picture is broken
        raise ValidationError(_unreadable()) from error
    written = BytesIO()
    picture.save(written, "WEBP", quality=82, method=4)
    encoded = written.getvalue()
    return Picture(hashlib.sha256(encoded).hexdigest(), picture.width, picture.height, encoded)


def _unreadable() -> str:
    return _("This is no picture that can be read. Take a JPEG, PNG, WebP or GIF file.")


def _too_large() -> str:
    return _("The picture is too large: at most %(bytes)s MB and %(pixels)s million pixels.") % {
        "bytes": MOST_BYTES // 1024**2,
        "pixels": MOST_PIXELS // 10**6,
    }


def _scaled(opened: Image.Image) -> Image.Image:
    """Turn it the right way up and make it fit; transparency is kept."""
    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is decoded no larger than needed
    transparent = opened.has_transparency_data
    upright = ImageOps.exif_transpose(opened).convert("RGBA" if transparent else "RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    bare = Image.new(upright.mode, upright.size)
    bare.paste(upright)
    return bare


def keep(tenant: Tenant, picture: Picture) -> Asset:
    """Keep a picture for a tenant; one that is known already is kept once."""
    sizes = {"width": picture.width, "height": picture.height, "content": picture.content}
    asset: Asset
    asset, _made = Asset.objects.get_or_create(tenant=tenant, hash=picture.hash, defaults=sizes)
    return asset


def can_forget(asset: Asset) -> bool:
    """Tell whether nobody shows a picture: no draft's choice, no look, and no version that ever was.

    A version is frozen for ever, so what it shows stays as long. Reads the tenant's documents.
    """
    if asset.choices.exists() or asset.tenant.theme.get(LOGO) == asset.hash:
        return False
    ours = Assistant.objects.filter(tenant=asset.tenant_id)
    if ours.filter(**{f"theme__{LOGO}": asset.hash}).exists():
        return False
    versions = FlowVersion.objects.filter(assistant__tenant=asset.tenant_id)
    documents = versions.values_list("document", flat=True)
    return not any(asset.hash in shown(document) for document in documents.iterator())


def shown(value: object) -> set[str]:
    """Return the hashes of all pictures in a document's JSON."""
    if isinstance(value, list):
        return {found for one in value for found in shown(one)}
    if not isinstance(value, dict):
        return set()
    picture, look = value.get("picture"), value.get("theme")
    mine = {picture["hash"]} if isinstance(picture, dict) and "hash" in picture else set()
    mine |= {look[LOGO]} if isinstance(look, dict) and LOGO in look else set()
    return mine.union(*(shown(one) for one in value.values()))
