"""A first enquiry at a tax adviser's: what it is about, by when, and who is the right person."""

from __future__ import annotations

from builder.library.parts import Ends, flow
from builder.library.template import Template
from builder.library.writing import Json, Writer, rich, t

w = Writer("template.tax_adviser")
_LETTER = w.has("topics", "letter")


def _who() -> Json:
    fields = [
        w.pick("who", t("Für wen fragen Sie an?", "Whom do you enquire for?"), private=("Für mich privat", "For myself"),
               freelance=("Ich bin selbstständig", "I am self-employed"), company=("Für ein Unternehmen", "For a company"),
               founder=("Ich gründe gerade", "I am founding one"), club=("Für einen Verein", "For an association")),
    ]  # fmt: skip
    ways = [
        w.route("private", w.chose("who", "private"), step="topics"),
        w.route("business", None, step="business"),
    ]
    return w.step("who", t("Wer fragt", "Who asks"), fields, routes=ways)


def _business() -> Json:
    fields = [
        w.pick("form", t("Welche Rechtsform?", "Which legal form?"), "dropdown", sole=("Einzelunternehmen", "Sole trader"),
               free=("Freier Beruf", "Liberal profession"), gbr=("GbR oder Partnerschaft", "Partnership"),
               gmbh=("GmbH oder UG", "GmbH or UG"), kg=("OHG oder KG", "OHG or KG"), ag=("AG", "AG"),
               ev=("Eingetragener Verein", "Registered association"), open=("Steht noch nicht fest", "Not decided yet")),
        w.pick("size", t("Wie viele Menschen arbeiten dort?", "How many people work there?"), alone=("Nur ich", "Only me"),
               small=("2 bis 10", "2 to 10"), medium=("11 bis 50", "11 to 50"), large=("Mehr als 50", "More than 50")),
        w.pick("turnover", t("Wie hoch ist der Jahresumsatz ungefähr?", "Roughly what is the yearly turnover?"), required=False,
               t25=("Bis 25.000 Euro", "Up to 25,000 euros"), t100=("Bis 100.000 Euro", "Up to 100,000 euros"),
               t800=("Bis 800.000 Euro", "Up to 800,000 euros"), more=("Darüber", "More")),
        w.pick("software", t("Womit arbeiten Sie?", "What do you work with?"), "multiple_choice", required=False,
               datev=("DATEV", "DATEV"), lexware=("Lexware oder lexoffice", "Lexware or lexoffice"), sevdesk=("sevdesk", "sevdesk"),
               paper=("Ordner und Papier", "Folders and paper"), other=("Etwas anderes", "Something else")),
    ]  # fmt: skip
    return w.step("business", t("Ihr Betrieb", "Your business"), fields)


def _topics() -> Json:
    fields = [
        w.pick("topics", t("Wobei sollen wir helfen?", "What shall we help with?"), "multiple_choice",
               income=("Einkommensteuer", "Income tax"), accounts=("Laufende Buchhaltung", "Bookkeeping"),
               wages=("Lohnabrechnung", "Payroll"), year=("Jahresabschluss", "Annual accounts"),
               founding=("Gründung und Rechtsform", "Founding and legal form"),
               inheritance=("Erbe oder Schenkung", "Inheritance or gift"), property=("Vermietung", "Letting property"),
               letter=("Ein Schreiben vom Finanzamt", "A letter from the tax office")),
        w.field("deadline", "date", t("Bis wann müssen Sie antworten?", "By when must you answer?"),
                visible_if=_LETTER, config={"earliest": "today-60", "latest": "today+365"},
                help=t("Einspruch ist einen Monat lang möglich.", "You can object for one month.")),
        w.field("years", "short_text", t("Um welche Jahre geht es?", "Which years is it about?"), required=False,
                config={"max_length": 60}),
        w.field("adviser", "yes_no", t("Haben Sie zurzeit eine andere Kanzlei?", "Is another adviser working for you?"),
                required=False),
        w.pick("talk", t("Wie möchten Sie sprechen?", "How would you like to talk?"), office=("In der Kanzlei", "At our office"),
               video=("Per Video", "By video"), phone=("Am Telefon", "By phone")),
        w.note("secret", t("Bitte noch keine Unterlagen", "No documents yet, please"),
               rich("Steuernummern, Bescheide und Belege bekommen Sie nach dem ersten Gespräch auf einem "
                    "geschützten Weg zu uns.",
                    "Tax numbers, assessments and receipts reach us by a protected way after our first talk.")),
    ]  # fmt: skip
    return w.step("topics", t("Ihr Anliegen", "Your concern"), fields)


def write(company: str) -> Json:
    """Return the flow document."""
    ends = Ends(w, company)
    soon = rich("Fristsachen sehen wir am selben Werktag an. Heben Sie den Umschlag des Schreibens auf.",
                "We look at deadlines on the same working day. Keep the letter's envelope.")  # fmt: skip
    return flow(
        t("Erstgespräch anfragen", "Ask for a first talk"),
        rich("Ein paar Fragen, damit gleich die richtige Person antwortet.",
             "A few questions, so that the right person answers."),
        [_who(), _business(), _topics(), ends.contact(needs_phone=w.chose("talk", "phone"),
                                                      routes=[w.route("letter", _LETTER, ending="soon")])],
        [ends.thanks("Wir schlagen Ihnen **innerhalb von drei Werktagen** einen Termin vor.",
                     "We suggest a time **within three working days**."),
         w.ending("soon", t("Danke, wir sehen uns die Frist an", "Thank you, we look at the deadline"), soon)],
    )  # fmt: skip


TEMPLATE = Template(
    "tax_adviser",
    t("Steuerkanzlei", "Tax adviser"),
    t("Wer fragt, worum es geht, bis wann; Fristen kommen zuerst.",
      "Who asks, what about, by when; deadlines come first."),
    write,
)  # fmt: skip
