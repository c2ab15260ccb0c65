"""Leasing a vehicle: which, for how long, how far; nothing about anybody's income."""

from __future__ import annotations

from builder.library.parts import Ends, flow
from builder.library.template import Template
from builder.library.writing import Json, Writer, rich, t

w = Writer("template.leasing")
_COMPANY = w.chose("who", "company")


def _who() -> Json:
    fields = [
        w.pick("who", t("Für wen soll der Wagen sein?", "Whom is the vehicle for?"),
               private=("Für mich privat", "For myself"),
               company=("Für mein Unternehmen", "For my company"),
               freelance=("Ich bin selbstständig", "I am self-employed")),
        w.field("firm", "short_text", t("Name des Unternehmens", "Name of the company"),
                visible_if=_COMPANY, config={"max_length": 120}),
        w.field("number", "number", t("Wie viele Fahrzeuge?", "How many vehicles?"),
                visible_if=_COMPANY, config={"min": "1", "max": "500", "decimals": 0}),
    ]  # fmt: skip
    return w.step("who", t("Für wen", "For whom"), fields)


def _vehicle() -> Json:
    known = w.chose("idea", "known")
    fields = [
        w.pick("idea", t("Wissen Sie schon, welcher es sein soll?", "Do you know which it shall be?"),
               known=("Ja, ein bestimmtes Modell", "Yes, a certain model"),
               open=("Nein, beraten Sie mich", "No, advise me")),
        w.field("model", "short_text", t("Marke und Modell", "Make and model"), visible_if=known,
                config={"max_length": 120}),
        w.pick("body", t("Welche Form passt?", "Which body fits?"), "multiple_choice",
               visible_if=w.chose("idea", "open"), small=("Kleinwagen", "Small car"),
               estate=("Kombi", "Estate"), suv=("SUV", "SUV"), van=("Transporter", "Van"),
               bus=("Kleinbus", "Minibus")),
        w.pick("drive", t("Welcher Antrieb?", "Which drive?"), electric=("Elektrisch", "Electric"),
               hybrid=("Plug-in-Hybrid", "Plug-in hybrid"), petrol=("Benzin", "Petrol"),
               diesel=("Diesel", "Diesel"), open=("Ich bin offen", "I am open")),
        w.field("charging", "yes_no", t("Können Sie zu Hause oder im Betrieb laden?",
                "Can you charge at home or at work?"), visible_if=w.chose("drive", "electric")),
    ]  # fmt: skip
    return w.step("vehicle", t("Das Fahrzeug", "The vehicle"), fields)


def _contract() -> Json:
    months, distance = t("Monate", "months"), t("km im Jahr", "km a year")
    fields = [
        w.field("months", "slider", t("Wie lange möchten Sie leasen?", "How long shall the lease last?"),
                config={"min": "12", "max": "60", "step": "6", "unit": months}),
        w.field("distance", "slider", t("Wie viel fahren Sie?", "How far do you drive?"),
                config={"min": "5000", "max": "60000", "step": "2500", "unit": distance}),
        w.field("deposit", "currency", t("Möchten Sie etwas anzahlen?", "Would you like to pay a deposit?"),
                help=t("Ohne Anzahlung lassen Sie das Feld leer.", "Leave it empty for none."),
                required=False, config={"min": "0", "max": "100000"}),
        w.pick("service", t("Was soll in der Rate stecken?", "What shall the rate include?"),
               "multiple_choice", required=False, upkeep=("Wartung und Verschleiß", "Service and wear"),
               tyres=("Winterräder", "Winter tyres"), insurance=("Versicherung", "Insurance"),
               card=("Tank- oder Ladekarte", "Fuel or charging card")),
        w.field("start", "date", t("Ab wann brauchen Sie den Wagen?", "From when on do you need it?"),
                config={"earliest": "today", "latest": "today+540"}),
        w.field("return", "yes_no", t("Geben Sie einen Wagen zurück?", "Do you return a vehicle?"),
                required=False),
    ]  # fmt: skip
    return w.step("contract", t("Der Vertrag", "The contract"), fields)


def _total() -> Json:
    total = w.recall("total")
    return w.step(
        "total",
        t("Ihre Fahrleistung", "Your mileage"),
        [],
        text=rich(
            f"Über die ganze Laufzeit sind das **{total} Kilometer**. Mehr- und Minderkilometer werden "
            "am Ende abgerechnet; rechnen Sie deshalb lieber etwas großzügig.",
            f"Over the whole term that is **{total} kilometres**. What you drive more or less is "
            "settled at the end, so be rather generous.",
        ),
    )


def write(company: str) -> Json:
    """Return the flow document."""
    ends = Ends(w, company)
    total = {"divide": [{"multiply": [w.of("distance"), w.of("months")]}, "12"]}
    return flow(
        t("Leasing anfragen", "Ask for a lease"),
        rich("Drei Schritte bis zu Ihrer Rate. Nach Ihrem Einkommen fragen wir hier nicht.",
             "Three steps to your rate. We don't ask for your income here."),
        [_who(), _vehicle(), _contract(), _total(), ends.contact(ends.where())],
        [ends.thanks("Sie bekommen **innerhalb eines Werktags** passende Raten.",
                     "You get fitting rates **within one working day**.")],
        [w.reckon("total", "Kilometer insgesamt", total)],
    )  # fmt: skip


TEMPLATE = Template(
    "leasing",
    t("Fahrzeugleasing", "Vehicle leasing"),
    t("Privat oder gewerblich, Modell, Laufzeit, Kilometer; fragt nicht nach dem Einkommen.",
      "Private or business, model, term, mileage; doesn't ask for income."),
    write,
)  # fmt: skip
