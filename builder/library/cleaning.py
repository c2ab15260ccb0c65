"""Cleaning of offices, practices and stairs: how much, how often, and a monthly price."""

from __future__ import annotations

from builder.library.parts import PLACE, Ends, flow
from builder.library.template import Template
from builder.library.writing import Json, Writer, rich, t

w = Writer("template.cleaning")
_ONCE = w.chose("often", "once")


def _object() -> Json:
    area = t("m²", "m²")
    sub = [
        w.field("room", "short_text", t("Bereich", "Area"), config={"max_length": 60},
                help=t("Büro, Küche, Treppenhaus", "Office, kitchen, stairs")),
        w.field("size", "number", t("Größe", "Size"), required=False,
                config={"min": "1", "max": "100000", "decimals": 0, "unit": area}),
    ]  # fmt: skip
    fields = [
        w.pick("object", t("Was soll gereinigt werden?", "What shall be cleaned?"),
               office=("Büro", "Office"), practice=("Praxis", "Practice"), stairs=("Treppenhaus", "Stairs"),
               shop=("Laden", "Shop"), hall=("Halle oder Lager", "Hall or store"), private=("Privathaushalt", "Household")),
        w.field("area", "number", t("Wie groß ist die Fläche insgesamt?", "How large is it altogether?"),
                config={"min": "10", "max": "100000", "decimals": 0, "unit": area}),
        w.field("rooms", "group", t("Besondere Bereiche", "Special areas"), required=False, fields=sub,
                config={"min": 0, "max": 10, "item": t("Bereich", "Area")}),
    ]  # fmt: skip
    return w.step("object", t("Das Objekt", "The place"), fields)


def _work() -> Json:
    fields = [
        w.pick("often", t("Wie oft?", "How often?"), once=("Einmalig", "Once"),
               monthly=("Alle zwei Wochen", "Every other week"), weekly=("Einmal in der Woche", "Once a week"),
               often=("Zwei- bis dreimal in der Woche", "Two or three times a week"), daily=("Jeden Werktag", "Every working day")),
        w.pick("tasks", t("Was gehört dazu?", "What is part of it?"), "multiple_choice",
               floors=("Böden", "Floors"), desks=("Schreibtische und Flächen", "Desks and surfaces"),
               toilets=("Sanitärräume", "Toilets"), kitchen=("Küche", "Kitchen"), waste=("Abfall trennen", "Sorting waste"),
               windows=("Fenster", "Windows"), carpet=("Teppich", "Carpet")),
        w.pick("time", t("Wann können wir hinein?", "When can we get in?"), "multiple_choice",
               early=("Vor 8 Uhr", "Before 8"), day=("Tagsüber", "During the day"), evening=("Nach 17 Uhr", "After 5 p.m."),
               weekend=("Am Wochenende", "At the weekend")),
        w.pick("material", t("Wer stellt Mittel und Geräte?", "Who provides materials and machines?"),
               you=("Bitte Sie", "You, please"), us=("Wir", "We do")),
        w.field("begin", "date", t("Ab wann?", "From when on?"), required=False, config={"earliest": "today"}),
    ]  # fmt: skip
    return w.step("work", t("Die Arbeit", "The work"), fields)


def _estimate() -> Json:
    low, high = w.recall("price_low"), w.recall("price_high")
    return w.step(
        "estimate",
        t("Eine erste Schätzung", "A first estimate"),
        [],
        text=rich(
            f"Für eine solche Fläche liegen wir meist bei **{low} bis {high} Euro im Monat**, zuzüglich "
            "Mehrwertsteuer. Nach einer Begehung nennen wir einen festen Preis.",
            f"For such a place we are usually at **{low} to {high} euros a month**, plus VAT. After a "
            "visit we name a fixed price.",
        ),
        visible_if={"not": _ONCE},
    )


def write(company: str) -> Json:
    """Return the flow document."""
    ends = Ends(w, company)
    firm = w.field("firm", "short_text", t("Name des Unternehmens", "Name of the company"), required=False,
                   config={"max_length": 120})  # fmt: skip
    address = w.field("address", "address", t("Anschrift des Objekts", "Address of the place"),
                      purpose=PLACE, data_class="personal")  # fmt: skip
    times = w.by("often", "1", monthly="2.17", weekly="4.33", often="10.8", daily="21.7")

    def price(a_metre: str, least: str) -> Json:
        visit = {"max": [{"multiply": [w.of("area"), a_metre]}, least]}
        return {"multiply": [visit, times]}

    return flow(
        t("Reinigung anfragen", "Ask for cleaning"),
        rich("Zwei Schritte, dann sehen Sie, womit Sie im Monat rechnen können.",
             "Two steps, then you see what to reckon with a month."),
        [_object(), _work(), _estimate(), ends.contact(firm, address)],
        [ends.thanks("Wir schlagen Ihnen **innerhalb von zwei Werktagen** eine Begehung vor.",
                     "We suggest a visit **within two working days**.")],
        [w.reckon("price_low", "Preis ab", price("0.18", "35")),
         w.reckon("price_high", "Preis bis", price("0.32", "55"))],
    )  # fmt: skip


TEMPLATE = Template(
    "cleaning",
    t("Gebäudereinigung", "Cleaning"),
    t("Objekt, Bereiche, Turnus, Leistungen; schätzt den Preis im Monat.",
      "Place, areas, rhythm, tasks; estimates the monthly price."),
    write,
)  # fmt: skip
