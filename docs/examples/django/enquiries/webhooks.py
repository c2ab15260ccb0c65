"""Tell whether a request was signed by Zenflow, and what it carries."""

import base64
import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.http import HttpRequest
from standardwebhooks.webhooks import Webhook


@dataclass
class Received:
    """A verified document, and the files that it names, by their ids."""

    webhook_id: str
    document: dict
    files: dict[str, File]


def read(request: HttpRequest) -> Received:
    """Return what arrived. Raises for what was not signed with our secret, is old, or was changed.

    The library judges the document; the document tells the SHA-256 of every file.
    """
    webhook, headers = Webhook(settings.WEBHOOK_SECRET), dict(request.headers)
    if request.content_type == "multipart/form-data":
        signed = {**headers, "Webhook-Signature": headers["Zenflow-Payload-Signature"]}
        document = webhook.verify(request.POST["payload"], signed)
        listed = document["data"].get("files", [])
        files = {one["id"]: request.FILES[one["part"]] for one in listed}
    else:
        document = webhook.verify(request.body, headers)
        listed = document["data"].get("files", [])
        files = {one["id"]: ContentFile(base64.b64decode(one.pop("content"))) for one in listed}
    for one in listed:
        if _sha256(files[one["id"]]) != one["sha256"]:
            raise ValueError("A file is not the one that was signed.")
    return Received(headers["Webhook-Id"], document, files)


def _sha256(file: File) -> str:
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()
