"""A celebration or a conference: guests, catering, and what it comes to."""

from __future__ import annotations

from builder.library.parts import Ends, flow
from builder.library.template import Template
from builder.library.writing import Json, Writer, rich, t

w = Writer("template.event")


def _occasion() -> Json:
    many = w.test("guests", "more_than", "150")
    fields = [
        w.pick("occasion", t("Was möchten Sie feiern oder veranstalten?", "What is the occasion?"),
               wedding=("Hochzeit", "Wedding"), birthday=("Geburtstag", "Birthday"),
               company=("Firmenfeier", "Company party"), meeting=("Tagung", "Conference"),
               funeral=("Trauerfeier", "Funeral meal"), other=("Etwas anderes", "Something else")),
        w.field("date", "date", t("An welchem Tag?", "On which day?"),
                config={"earliest": "today", "latest": "today+1095"}),
        w.field("flexible", "yes_no", t("Ginge auch ein anderer Tag?", "Would another day do?"),
                required=False),
        w.field("guests", "number", t("Mit wie vielen Gästen rechnen Sie?", "How many guests?"),
                config={"min": "5", "max": "1000", "decimals": 0},
                checks=[w.check("guests", many, t("Ab 150 Gästen planen wir mit einem Zelt.",
                                                  "From 150 guests on we plan with a tent."))]),
    ]  # fmt: skip
    return w.step("occasion", t("Der Anlass", "The occasion"), fields)


def _food() -> Json:
    guests = t("Gäste", "guests")
    fields = [
        w.pick("food", t("Was soll es zu essen geben?", "What shall there be to eat?"),
               buffet=("Buffet", "Buffet"), menu=("Menü am Tisch", "Served menu"),
               finger=("Fingerfood", "Finger food"), coffee=("Kaffee und Kuchen", "Coffee and cake"),
               none=("Nur Getränke", "Drinks only")),
        w.field("vegetarian", "number", t("Wie viele essen vegetarisch oder vegan?",
                "How many eat vegetarian or vegan?"), required=False,
                visible_if={"not": w.chose("food", "none")},
                config={"min": "0", "max": "1000", "decimals": 0, "unit": guests}),
        w.pick("drinks", t("Und die Getränke?", "And the drinks?"),
               flat=("Pauschale für den ganzen Abend", "A flat rate for the evening"),
               counted=("Nach Verbrauch", "By consumption"), own=("Wir bringen sie mit", "We bring them")),
        w.pick("extras", t("Was brauchen Sie außerdem?", "What else do you need?"), "multiple_choice",
               required=False, music=("Musik oder DJ", "Music or a DJ"), tech=("Beamer und Ton", "Projector and sound"),
               decoration=("Dekoration", "Decoration"), rooms=("Zimmer zum Übernachten", "Rooms for the night"),
               children=("Betreuung für Kinder", "Childcare")),
    ]  # fmt: skip
    return w.step("food", t("Essen und Trinken", "Food and drink"), fields)


def _estimate() -> Json:
    low, high = w.recall("price_low"), w.recall("price_high")
    return w.step(
        "estimate",
        t("Womit Sie rechnen können", "What to reckon with"),
        [],
        text=rich(
            f"Für {w.recall('guests')} Gäste liegen Essen und Getränke meist zwischen **{low} und "
            f"{high} Euro**. Raum, Personal und Technik kommen nach Ihren Wünschen dazu.",
            f"For {w.recall('guests')} guests, food and drink usually come to between **{low} and "
            f"{high} euros**. Room, staff and technology come on top, as you wish.",
        ),
    )


def write(company: str) -> Json:
    """Return the flow document."""
    ends = Ends(w, company)
    wishes = w.field("wishes", "long_text", t("Was ist Ihnen besonders wichtig?",
                     "What matters most to you?"), required=False, config={"max_length": 1500})  # fmt: skip

    def price(drinks: str, **food: str) -> Json:
        flat = {"if": w.chose("drinks", "flat"), "then": drinks, "else": "0"}
        a_guest = {"add": [w.by("food", "0", **food), flat]}
        return {"multiply": [w.of("guests"), a_guest]}

    return flow(
        t("Veranstaltung anfragen", "Ask for an event"),
        rich("Erzählen Sie uns von Ihrem Fest. Ob der Tag frei ist, sagen wir Ihnen gleich danach.",
             "Tell us about your event. We then say at once whether the day is free."),
        [_occasion(), _food(), _estimate(), ends.contact(wishes)],
        [ends.thanks("Wir prüfen den Tag und melden uns **innerhalb von 24 Stunden**.",
                     "We check the day and get back to you **within 24 hours**.")],
        [w.reckon("price_low", "Preis ab",
                  price("28", buffet="32", menu="42", finger="24", coffee="14", none="0")),
         w.reckon("price_high", "Preis bis",
                  price("42", buffet="55", menu="75", finger="38", coffee="22", none="0"))],
    )  # fmt: skip


TEMPLATE = Template(
    "event",
    t("Veranstaltung und Catering", "Events and catering"),
    t("Anlass, Gäste, Essen, Getränke; rechnet eine Preisspanne je nach Gästezahl.",
      "Occasion, guests, food, drink; works out a range by the number of guests."),
    write,
)  # fmt: skip
