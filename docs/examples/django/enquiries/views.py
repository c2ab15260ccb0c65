"""Take enquiries: verified, stored once, answered at once."""

import logging

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from enquiries import webhooks
from enquiries.models import Enquiry, EnquiryFile

logger = logging.getLogger(__name__)


@csrf_exempt
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """Answer 200 once it is stored, 401 to whoever isn't Zenflow; a 500 brings it again."""
    try:
        received = webhooks.read(request)
    except Exception:  # whatever a stranger sends
        logger.warning("A request was refused.")
        return HttpResponse(status=401)
    # What we don't know, such as a test, we answer with 200 and leave.
    if received.document["type"] == "enquiry.received":
        store(received)
    # Stored: everything else, such as mails or a CRM, comes later and elsewhere.
    return HttpResponse()


def store(received: webhooks.Received) -> bool:
    """Store an enquiry and its files, all or nothing; tell whether it was new."""
    saved = []
    try:
        with transaction.atomic():
            enquiry = Enquiry.objects.create(
                webhook_id=received.webhook_id,
                reference=received.document["data"]["reference"],
                document=received.document,
            )
            for file_id, content in received.files.items():
                row = EnquiryFile(enquiry=enquiry, file_id=file_id)
                # By its id: the name that somebody gave a file is for people to read.
                row.content.save(file_id, content)
                saved.append(row.content)
    except IntegrityError:
        return False  # a repeat
    except Exception:
        for content in saved:
            content.delete(save=False)
        raise
    return True
