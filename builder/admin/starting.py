"""A new assistant never begins empty: it asks one thing, then how to reach the person."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from builder import keys
from builder.fields import KINDS
from builder.models import Assistant, Choice, Ending, Field, Step


def begin(assistant: Assistant) -> None:
    """Give an assistant a first step, a contact step and an ending, in its own language.

    What is written here is meant to be overwritten, but could be published as it is.
    """
    with translation.override(assistant.default_locale):
        concern = Step.objects.create(assistant=assistant, position=1, title=_("Your concern"))
        question = _add(concern, 1, "single_choice", _("What is it about?"))
        for position, label in enumerate((_("A quotation"), _("Advice"), _("Something else")), 1):
            Choice.objects.create(field=question, position=position, label=label)
        contact = Step.objects.create(assistant=assistant, position=2, title=_("Your contact"))
        email = _add(contact, 1, "email", _("Your e-mail address"))
        email.data_class = Field.DataClass.PERSONAL
        email.purpose = _("So that we can answer you.")
        email.save()
        _consent(assistant, contact)
        Ending.objects.create(
            assistant=assistant,
            position=1,
            title=_("Thank you"),
            text=_("Your enquiry is on its way to us. We will get back to you."),
        )
    keys.settle(assistant)


def _consent(assistant: Assistant, step: Step) -> None:
    consent = _add(step, 2, "consent", _("Consent"))
    statement = _("%(company)s may use my details to answer this enquiry.")
    consent.config = {"statement": statement % {"company": assistant.tenant.legal_name}}
    consent.save()


def _add(step: Step, position: int, kind: str, label: str) -> Field:
    config = KINDS[kind].default_config()
    return Field.objects.create(step=step, position=position, kind=kind, label=label, config=config)
