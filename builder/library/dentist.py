"""An appointment at a dental practice: pain first, and no more about health than is needed."""

from __future__ import annotations

from builder.library.parts import Ends, flow
from builder.library.template import Template
from builder.library.writing import Json, Writer, rich, t

w = Writer("template.dentist")
_HEALTH = {
    "purpose": t(
        "Damit wir den Termin richtig planen.", "So that we plan the appointment rightly."
    ),
    "data_class": "special",
}
_PAIN = w.chose("reason", "pain")


def _reason() -> Json:
    field = w.pick(
        "reason", t("Weshalb möchten Sie kommen?", "Why would you like to come?"),
        check=("Kontrolle", "Check-up"), cleaning=("Zahnreinigung", "Cleaning"),
        pain=("Schmerzen oder Unfall", "Pain or an accident"),
        crown=("Krone, Brücke, Implantat", "Crown, bridge, implant"),
        child=("Termin für ein Kind", "Appointment for a child"),
        other=("Etwas anderes", "Something else"), **_HEALTH,
    )  # fmt: skip
    ways = [w.route("pain", _PAIN, step="pain"), w.route("plan", None, step="plan")]
    return w.step("reason", t("Ihr Anliegen", "Your concern"), [field], routes=ways)


def _pain() -> Json:
    fields = [
        w.field("strength", "rating", t("Wie stark sind die Schmerzen?", "How strong is the pain?"),
                config={"max": 10, "low": t("leicht", "light"), "high": t("kaum auszuhalten", "unbearable")},
                **_HEALTH),
        w.field("swollen", "yes_no", t("Ist das Gesicht geschwollen, oder haben Sie Fieber?",
                "Is your face swollen, or do you have a fever?"), **_HEALTH),
        w.note("call", t("Bitte rufen Sie uns gleich an", "Please call us at once"),
               rich("Mit Schwellung oder Fieber sollten Sie heute behandelt werden. Außerhalb unserer "
                    "Zeiten hilft der zahnärztliche Notdienst, bei Atemnot der Notruf **112**.",
                    "With a swelling or a fever you should be treated today. Outside our hours the "
                    "emergency dental service helps; if you can't breathe well, call **112**."),
               visible_if=w.test("swollen", "equals", True)),
    ]  # fmt: skip
    ways = [w.route("after_pain", None, step="contact")]
    return w.step("pain", t("Ihre Schmerzen", "Your pain"), fields, routes=ways)


def _plan() -> Json:
    fields = [
        w.pick("days", t("Welche Tage passen Ihnen?", "Which days suit you?"), "multiple_choice",
               mon=("Montag", "Monday"), tue=("Dienstag", "Tuesday"), wed=("Mittwoch", "Wednesday"),
               thu=("Donnerstag", "Thursday"), fri=("Freitag", "Friday")),
        w.pick("time", t("Und welche Zeit?", "And which time?"), "multiple_choice",
               early=("Vor 9 Uhr", "Before 9"), morning=("Vormittags", "In the morning"),
               afternoon=("Nachmittags", "In the afternoon"), late=("Nach 17 Uhr", "After 5 p.m.")),
        w.field("afraid", "yes_no", t("Kommen Sie mit Unbehagen zum Zahnarzt?",
                "Do you feel uneasy at the dentist's?"), required=False,
                help=t("Dann nehmen wir uns mehr Zeit.", "We then take more time."), **_HEALTH),
    ]  # fmt: skip
    return w.step("plan", t("Ihr Termin", "Your appointment"), fields)


def write(company: str) -> Json:
    """Return the flow document."""
    ends = Ends(w, company)
    about = {
        "purpose": t("Damit wir Ihre Kartei finden oder anlegen.",
                     "So that we find or open your file."),
        "data_class": "personal",
    }  # fmt: skip
    known = w.field("known", "yes_no", t("Waren Sie schon bei uns?", "Have you been with us?"))
    born = w.field("born", "birth_date", t("Geburtsdatum", "Date of birth"), **about)
    payer = w.pick("payer", t("Wie sind Sie versichert?", "How are you insured?"),
                   visible_if=w.test("known", "equals", False), public=("Gesetzlich", "Publicly"),
                   private=("Privat", "Privately"), own=("Ich zahle selbst", "I pay myself"), **about)  # fmt: skip
    soon = rich("Schmerztermine vergeben wir am selben Tag. Wir rufen Sie an.",
                "For pain we find a time on the same day. We call you.")  # fmt: skip
    return flow(
        t("Termin anfragen", "Ask for an appointment"),
        rich("Bitte schreiben Sie keine Befunde und keine Diagnosen in dieses Formular.",
             "Please write no findings and no diagnoses into this form."),
        [_reason(), _pain(), _plan(),
         ends.contact(known, born, payer, needs_phone=_PAIN,
                      routes=[w.route("urgent", _PAIN, ending="soon")])],
        [ends.thanks("Wir schlagen Ihnen **bis morgen** einen Termin vor.",
                     "We suggest an appointment **by tomorrow**."),
         w.ending("soon", t("Danke, wir melden uns gleich", "Thank you, you hear from us soon"), soon)],
    )  # fmt: skip


TEMPLATE = Template(
    "dentist",
    t("Zahnarztpraxis", "Dental practice"),
    t("Terminwunsch mit Vorrang für Schmerzen; Gesundheitsangaben sind als solche gekennzeichnet.",
      "An appointment with pain first; answers about health are marked as such."),
    write,
)  # fmt: skip
