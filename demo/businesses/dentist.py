"""An appointment at a dentist's, for one person or the whole family."""

from __future__ import annotations

from builder.library.writing import Json, Writer, rich, t
from demo.businesses.business import Business

w = Writer("dentist")
_REPLY = t("Damit wir den Termin bestätigen können.", "So that we can confirm the appointment.")
_TREAT = t("Damit wir genug Zeit einplanen.", "So that we plan enough time.")
_PAIN = w.chose("reason", "pain")


def _reason() -> Json:
    reason = w.field(
        "reason",
        "picture_choice",
        t("Weshalb möchten Sie kommen?", "Why would you like to come?"),
        purpose=_TREAT,
        data_class="special",
        choices=w.options(
            "reason",
            checkup=("Vorsorge", "Check-up"),
            cleaning=("Reinigung", "Cleaning"),
            pain=("Schmerzen", "Pain"),
            advice=("Beratung, zweite Meinung", "Advice, second opinion"),
        ),
    )
    return w.step(
        "reason",
        t("Ihr Anliegen", "Your concern"),
        [reason],
        routes=[w.route("pain", _PAIN, step="pain"), w.route("others", None, step="people")],
    )


def _pain() -> Json:
    health = {"purpose": _TREAT, "data_class": "special"}
    emergency = rich(
        "Bei so starken Schmerzen rufen Sie bitte gleich an: **030 0000 4411**. Außerhalb der "
        "Sprechzeiten hilft der zahnärztliche Notdienst.",
        "With pain this strong please call at once: **030 0000 4411**. Outside our hours the "
        "dental emergency service helps.",
    )
    strength = w.field(
        "strength",
        "rating",
        t("Wie stark sind die Schmerzen?", "How strong is the pain?"),
        config={"max": 10, "low": t("kaum", "hardly"), "high": t("unerträglich", "unbearable")},
        **health,
    )
    where = w.field(
        "where",
        "multiple_choice",
        t("Wo tut es weh?", "Where does it hurt?"),
        required=False,
        choices=w.options(
            "where",
            top_left=("Oben links", "Top left"),
            top_right=("Oben rechts", "Top right"),
            bottom_left=("Unten links", "Bottom left"),
            bottom_right=("Unten rechts", "Bottom right"),
        ),
        **health,
    )
    fields = [
        strength,
        w.field("emergency", "statement", t("Bitte rufen Sie an", "Please call"),
                visible_if=w.test("strength", "at_least", "8"),
                config={"statement": emergency, "tone": "attention"}),
        where,
        w.field("since", "date", t("Seit wann?", "Since when?"), required=False,
                config={"latest": "today"}, **health),
    ]  # fmt: skip
    return w.step("pain", t("Ihre Schmerzen", "Your pain"), fields)


def _people() -> Json:
    about = {"purpose": _REPLY, "data_class": "personal"}
    people = w.field(
        "people",
        "group",
        t("Für wen ist der Termin?", "Who is the appointment for?"),
        help=t("Auch mehrere, etwa Geschwister.", "Several if you like, say siblings."),
        config={"min": 1, "max": 5, "item": t("Person", "Person")},
        fields=[
            w.field("name", "full_name", t("Name", "Name"), **about),
            w.field("born", "birth_date", t("Geburtsdatum", "Date of birth"),
                    config={"max_age": 120}, **about),
            w.field("insurance", "single_choice", t("Versichert", "Insured"),
                    choices=w.options("insurance", public=("Gesetzlich", "Public"),
                                      private=("Privat", "Private"),
                                      none=("Ohne Versicherung", "Not insured")), **about),
            w.field("known", "yes_no", t("Schon einmal bei uns gewesen?", "Been with us before?"),
                    **about),
        ],
        **about,
    )  # fmt: skip
    return w.step("people", t("Wer kommt?", "Who is coming?"), [people])


def _when() -> Json:
    days = w.field(
        "days",
        "multiple_choice",
        t("An welchen Tagen passt es Ihnen?", "Which days suit you?"),
        choices=w.options(
            "days",
            monday=("Montag", "Monday"),
            tuesday=("Dienstag", "Tuesday"),
            wednesday=("Mittwoch", "Wednesday"),
            thursday=("Donnerstag", "Thursday"),
            friday=("Freitag", "Friday"),
        ),
    )
    time = w.field(
        "time",
        "single_choice",
        t("Zu welcher Zeit?", "At what time?"),
        choices=w.options(
            "time",
            early=("Morgens, 8 bis 11 Uhr", "Morning, 8 to 11"),
            noon=("Mittags, 11 bis 14 Uhr", "Midday, 11 to 2"),
            late=("Nachmittags, 14 bis 18 Uhr", "Afternoon, 2 to 6"),
            any=("Das ist mir gleich", "I don't mind"),
        ),
    )
    earliest = w.field(
        "earliest",
        "date",
        t("Frühestens ab", "Not before"),
        required=False,
        config={"earliest": "today", "latest": "today+120"},
    )
    return w.step("when", t("Wann passt es?", "When does it suit you?"), [days, time, earliest])


def _contact() -> Json:
    about = {"purpose": _REPLY, "data_class": "personal"}
    referral = w.field(
        "referral",
        "file",
        t("Überweisung oder Röntgenbild", "Referral or X-ray"),
        help=t("Falls Sie schon etwas haben.", "If you have one already."),
        required=False,
        purpose=_TREAT,
        data_class="special",
        config={"max_files": 3, "types": ["pdf", "picture"]},
    )
    statement = rich(
        "Ich willige ein, dass die Zahnarztpraxis am Lindenplatz meine Angaben, auch die zu "
        "meiner Gesundheit (Art. 9 DSGVO), verarbeitet, um den Termin zu vereinbaren.",
        "I agree that Zahnarztpraxis am Lindenplatz processes my answers, those about my health "
        "(Art. 9 GDPR) included, to arrange the appointment.",
    )
    fields = [
        w.field("phone", "phone", t("Telefon", "Phone"), **about),
        w.field("email", "email", t("E-Mail-Adresse", "E-mail address"), required=False,
                help=t("Für die Bestätigung.", "For the confirmation."), **about),
        referral,
        w.field("consent", "consent", t("Einwilligung", "Consent"),
                purpose=t("Nachweis Ihrer Einwilligung.", "Evidence of your consent."),
                data_class="personal", config={"statement": statement}),
    ]  # fmt: skip
    return w.step("contact", t("Wie erreichen wir Sie?", "How do we reach you?"), fields,
                  routes=[w.route("pain_end", _PAIN, ending="soon")])  # fmt: skip


def document() -> Json:
    """Return the flow document, in German and English."""
    thanks = rich(
        "Wir rufen Sie **am nächsten Werktag** an und nennen Ihnen zwei Termine zur Auswahl.",
        "We call you **on the next working day** with two appointments to choose from.",
    )
    soon = rich(
        "Wer Schmerzen hat, kommt zuerst dran: Wir rufen Sie **heute noch** an.",
        "Pain comes first: we call you **today**.",
    )
    return {
        "schema": 1,
        "locales": ["de", "en"],
        "default_locale": "de",
        "time_zone": "Europe/Berlin",
        "title": t("Termin anfragen", "Ask for an appointment"),
        "intro": rich(
            "In einer Minute, ohne Warteschleife.",
            "It takes a minute, and no queue.",
        ),
        "recipient": DENTIST.recipient,
        "theme": DENTIST.theme,
        "steps": [_reason(), _pain(), _people(), _when(), _contact()],
        "endings": [
            w.ending("thanks", t("Danke, wir melden uns", "Thank you, we will call"), thanks),
            w.ending("soon", t("Danke, wir rufen gleich an", "Thank you, we will call soon"), soon),
        ],
    }


DENTIST = Business(
    slug="lindenplatz",
    name="Zahnarztpraxis am Lindenplatz",
    legal_name="Zahnarztpraxis am Lindenplatz, Dr. Mira Sommer",
    contact="030 0000 4411",
    privacy_url="https://www.zahnarzt-lindenplatz.example/datenschutz",
    owner=("kunde@zahnarzt-lindenplatz.example", "Mira", "Sommer"),
    assistant="Termin anfragen",
    public_id="demo-termin",
    document=document,
    mailbox="empfang@zahnarzt-lindenplatz.example",
    theme={
        "accent": "#1f6f6b",
        "on_accent": "#ffffff",
        "ink": "#17302f",
        "quiet": "#4d6665",
        "accent_dark": "#8ad6cd",
        "on_accent_dark": "#0c2322",
        "radius": "18",
        "font": "humanist",
    },
    pictures={
        w.id(f"reason.{name}"): f"teeth-{name}"
        for name in ("checkup", "cleaning", "pain", "advice")
    },
)
