"""Household insurance: what an insurer needs for a quotation, and a sum to insure."""

from __future__ import annotations

from builder.library.parts import Ends, flow
from builder.library.template import Template
from builder.library.writing import Json, Writer, rich, t

w = Writer("template.household")


def _home() -> Json:
    fields = [
        w.pick("home", t("Wie wohnen Sie?", "How do you live?"),
               flat=("In einer Wohnung", "In a flat"), house=("In einem Haus", "In a house"),
               shared=("In einer Wohngemeinschaft", "In a shared flat")),
        w.field("area", "number", t("Wie groß ist die Wohnfläche?", "How large is the living area?"),
                help=t("Ohne Keller und Balkon; die Zahl steht im Mietvertrag.",
                       "Without cellar and balcony; your tenancy agreement says it."),
                config={"min": "10", "max": "1000", "decimals": 0, "unit": t("m²", "m²")}),
        w.pick("floor", t("In welchem Stockwerk?", "On which floor?"), "dropdown",
               visible_if={"not": w.chose("home", "house")},
               ground=("Erdgeschoss", "Ground floor"), upper=("Obergeschoss", "Upper floor"),
               top=("Dachgeschoss", "Top floor"), basement=("Souterrain", "Basement")),
    ]  # fmt: skip
    return w.step("home", t("Ihr Zuhause", "Your home"), fields)


def _things() -> Json:
    above = w.has("extras", "valuables")
    fields = [
        w.pick("extras", t("Was soll außerdem versichert sein?", "What else shall be insured?"),
               "multiple_choice", required=False,
               bicycle=("Fahrräder, auch unterwegs", "Bicycles, also on the way"),
               glass=("Glasbruch", "Broken glass"),
               nature=("Überschwemmung und andere Naturgefahren", "Flood and other natural hazards"),
               valuables=("Schmuck, Kunst, Instrumente", "Jewellery, art, instruments")),
        w.field("bicycle_value", "currency", t("Was waren die Fahrräder neu zusammen wert?",
                "What did the bicycles cost together when new?"),
                visible_if=w.has("extras", "bicycle"), config={"min": "0", "max": "50000"}),
        w.field("valuables_value", "currency", t("Was sind die Wertsachen ungefähr wert?",
                "Roughly what are the valuables worth?"), visible_if=above,
                config={"min": "0", "max": "1000000"},
                checks=[w.check("valuables_value", w.test("valuables_value", "more_than", "20000"),
                        t("Ab 20.000 Euro brauchen wir meist Fotos und Belege.",
                          "From 20,000 euros we usually need photos and receipts."))]),
        w.pick("deductible", t("Welche Selbstbeteiligung passt zu Ihnen?",
               "Which deductible suits you?"), none=("Keine", "None"),
               low=("150 Euro je Schaden", "150 euros a claim"),
               high=("300 Euro je Schaden", "300 euros a claim")),
    ]  # fmt: skip
    return w.step("things", t("Was versichert wird", "What is insured"), fields)


def _history() -> Json:
    fields = [
        w.field("begin", "date", t("Ab wann soll der Schutz gelten?", "From when on?"),
                config={"earliest": "today", "latest": "today+365"}),
        w.field("insured", "yes_no", t("Sind Sie zurzeit versichert?", "Are you insured now?")),
        w.field("insurer", "short_text", t("Bei welcher Gesellschaft?", "With which company?"),
                required=False, visible_if=w.test("insured", "equals", True),
                config={"max_length": 80}),
        w.pick("claims", t("Wie viele Schäden hatten Sie in den letzten fünf Jahren?",
               "How many claims did you have in the last five years?"),
               none=("Keinen", "None"), one=("Einen", "One"), more=("Mehrere", "Several")),
        w.field("claims_what", "long_text", t("Was ist passiert?", "What happened?"),
                visible_if={"not": w.chose("claims", "none")}, config={"max_length": 1000}),
    ]  # fmt: skip
    return w.step("history", t("Ihr bisheriger Schutz", "Your cover until now"), fields)


def _sum() -> Json:
    total = w.recall("insured_sum")
    return w.step(
        "sum",
        t("Unser Vorschlag", "What we suggest"),
        [],
        text=rich(
            f"Für Ihre Wohnung empfehlen wir eine Versicherungssumme von **{total} Euro**. Das "
            "sind 650 Euro je Quadratmeter und was Sie eigens genannt haben. So verzichten "
            "Versicherer üblicherweise darauf, eine Unterversicherung zu prüfen.",
            f"For your home we suggest a sum insured of **{total} euros**: 650 euros a square "
            "metre, and what you named besides. With that, insurers usually don't check for "
            "under-insurance.",
        ),
    )


def write(company: str) -> Json:
    """Return the flow document."""
    ends = Ends(w, company)
    named = {"add": [{"or": [w.of(key), "0"]} for key in ("bicycle_value", "valuables_value")]}
    sum_ = {"add": [{"multiply": [w.of("area"), "650"]}, named]}
    return flow(
        t("Hausratversicherung anfragen", "Ask for household insurance"),
        rich("In drei Minuten zu Ihrem Angebot, ohne Verpflichtung.",
             "Three minutes to your quotation, without obligation."),
        [_home(), _things(), _history(), _sum(), ends.contact(ends.where())],
        [ends.thanks("Ihr Angebot kommt innerhalb von **zwei Werktagen** per E-Mail.",
                     "Your quotation comes by e-mail within **two working days**.")],
        [w.reckon("insured_sum", "Versicherungssumme", sum_)],
    )  # fmt: skip


TEMPLATE = Template(
    "household",
    t("Hausratversicherung", "Household insurance"),
    t("Wohnfläche, Wertsachen, Vorschäden; rechnet die Versicherungssumme aus.",
      "Living area, valuables, past claims; works out the sum to insure."),
    write,
)  # fmt: skip
