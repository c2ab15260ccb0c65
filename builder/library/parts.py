"""What nearly every enquiry ends with: how to reach somebody, and that they agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from builder.library.writing import Json, Translated, Writer, rich, t

REPLY = t("Damit wir Ihnen antworten können.", "So that we can answer you.")
PLACE = t("Damit wir wissen, wohin wir kommen.", "So that we know where to come.")


@dataclass(frozen=True)
class Ends:
    """Writes the last step and the ending of a template for one company."""

    w: Writer
    company: str

    def contact(
        self, *more: Json, ring: bool = True, needs_phone: Json | None = None, **step: Any
    ) -> Json:
        """Ask for name, e-mail and, if we `ring`, phone; then for consent."""
        about = {"purpose": REPLY, "data_class": "personal"}
        w = self.w
        fields = [w.field("name", "full_name", t("Ihr Name", "Your name"), **about)]
        fields.append(w.field("email", "email", t("E-Mail-Adresse", "E-mail address"), **about))
        if ring:
            fields.append(self.phone(needs_phone, about))
        fields += more
        fields.append(self.consent())
        return w.step("contact", t("Ihr Kontakt", "Your contact"), fields, **step)

    def phone(self, needed: Json | None, about: Json) -> Json:
        label = t("Telefonnummer", "Phone number")
        hint = t("Für Rückfragen, falls Sie lieber telefonieren.", "If you prefer a call.")
        return self.w.field(
            "phone", "phone", label, required=False, required_if=needed, help=hint, **about
        )

    def consent(self) -> Json:
        """Ask whether the answers may be used for what they are asked for."""
        statement = rich(
            f"{self.company} darf meine Angaben verwenden, um diese Anfrage zu beantworten. "
            "Ich kann das jederzeit widerrufen.",
            f"{self.company} may use my details to answer this enquiry. I can withdraw this at "
            "any time.",
        )
        return self.w.field(
            "consent",
            "consent",
            t("Einwilligung", "Consent"),
            purpose=t("Nachweis Ihrer Einwilligung.", "Evidence of your consent."),
            data_class="personal",
            config={"statement": statement},
        )

    def where(self, hint: Translated | None = None, key: str = "place") -> Json:
        """Ask for postcode and town alone: enough to plan, and not where somebody lives."""
        label = t("Postleitzahl und Ort", "Postcode and town")
        about = {"purpose": PLACE, "data_class": "personal", "help": hint}
        return self.w.field(key, "postcode_city", label, **about)

    def files(self, key: str, label: Translated, hint: Translated, types: Sequence[str]) -> Json:
        """Let people add files if they like."""
        about = {
            "purpose": t("Damit wir genauer antworten können.", "So that we can be more precise."),
            "data_class": "personal",
        }
        config = {"max_files": 5, "types": list(types)}
        return self.w.field(key, "file", label, required=False, help=hint, config=config, **about)

    def thanks(self, de: str, en: str) -> Json:
        title = t("Vielen Dank für Ihre Anfrage", "Thank you for your enquiry")
        return self.w.ending("thanks", title, rich(de, en))


def flow(
    title: Translated,
    intro: dict[str, list[Any]],
    steps: list[Json],
    endings: list[Json],
    variables: Sequence[Json] = (),
) -> Json:
    """Put a whole document together; whose it is, and how it looks, comes with the tenant."""
    return {
        "schema": 1,
        "locales": ["de", "en"],
        "default_locale": "de",
        "time_zone": "Europe/Berlin",
        "title": title,
        "intro": intro,
        "recipient": {"name": "", "privacy_url": "", "contact": ""},
        "theme": {},
        "steps": steps,
        "endings": endings,
        "variables": list(variables),
    }
