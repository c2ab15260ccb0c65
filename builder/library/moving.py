"""A move: from where, to where, how much, and who packs."""

from __future__ import annotations

from builder.library.parts import PLACE, Ends, flow
from builder.library.template import Template
from builder.library.writing import Json, Writer, rich, t

w = Writer("template.moving")


def _house(name: str, title: tuple[str, str]) -> Json:
    floors = {
        "ground": ("Erdgeschoss", "Ground floor"), "first": ("1. Stock", "1st floor"),
        "second": ("2. Stock", "2nd floor"), "third": ("3. Stock", "3rd floor"),
        "higher": ("Höher", "Higher"), "house": ("Ganzes Haus", "A whole house"),
    }  # fmt: skip
    floor, lift = f"{name}_floor", f"{name}_lift"
    about = {"purpose": PLACE, "data_class": "personal"}
    fields = [
        w.field(f"{name}_place", "postcode_city", t("Postleitzahl und Ort", "Postcode and town"), **about),
        w.pick(floor, t("Stockwerk", "Floor"), "dropdown", **floors),
        w.field(lift, "yes_no", t("Gibt es einen Aufzug?", "Is there a lift?"),
                visible_if={"not": {"any": [w.chose(floor, "ground"), w.chose(floor, "house")]}}),
        w.field(f"{name}_near", "yes_no",
                t("Kann ein Lkw nah am Eingang halten?", "Can a lorry stop near the door?"),
                required=False),
    ]  # fmt: skip
    return w.step(name, t(*title), fields)


def _goods() -> Json:
    unit = t("m²", "m²")
    fields = [
        w.field("area", "number", t("Wie groß ist die jetzige Wohnung?", "How large is your home now?"),
                config={"min": "5", "max": "1000", "decimals": 0, "unit": unit}),
        w.pick("furnished", t("Wie voll ist sie?", "How full is it?"), sparse=("Eher leer", "Rather empty"),
               usual=("Normal", "As usual"), full=("Voll, mit Keller oder Dachboden", "Full, with cellar or attic")),
        w.pick("heavy", t("Ist Schweres dabei?", "Is anything heavy?"), "multiple_choice", required=False,
               piano=("Klavier oder Flügel", "Piano"), safe=("Tresor", "Safe"),
               aquarium=("Aquarium", "Aquarium"), machine=("Werkbank oder Maschine", "Workbench or machine")),
        w.pick("service", t("Was sollen wir übernehmen?", "What shall we do?"), "multiple_choice",
               carry=("Tragen und fahren", "Carry and drive"), pack=("Kartons packen", "Pack boxes"),
               mount=("Möbel ab- und aufbauen", "Take furniture apart and put it up"),
               kitchen=("Küche versetzen", "Move the kitchen"),
               stop=("Halteverbot einrichten", "Reserve the kerb"),
               clear=("Altes entsorgen", "Take old things away")),
        w.field("date", "date", t("Wann ziehen Sie um?", "When do you move?"),
                config={"earliest": "today", "latest": "today+730"}),
        w.field("flexible", "yes_no", t("Ist der Tag noch verschiebbar?", "Can the day be moved?"),
                help=t("Unter der Woche und zur Monatsmitte ist es günstiger.",
                       "Weekdays and the middle of the month are cheaper."), required=False),
    ]  # fmt: skip
    return w.step("goods", t("Was mitkommt", "What comes along"), fields)


def _estimate() -> Json:
    volume, boxes = w.recall("volume"), w.recall("boxes")
    return w.step(
        "estimate",
        t("Damit rechnen wir", "What we reckon with"),
        [],
        text=rich(
            f"Das sind erfahrungsgemäß etwa **{volume} Kubikmeter** und rund **{boxes} Kartons**. Genau "
            "nehmen wir es bei einer kurzen Besichtigung auf, gern per Video.",
            f"From experience that is about **{volume} cubic metres** and some **{boxes} boxes**. We "
            "take stock in a short visit, by video if you like.",
        ),
    )


def write(company: str) -> Json:
    """Return the flow document."""
    ends = Ends(w, company)
    density = w.by("furnished", "0.5", sparse="0.35", usual="0.5", full="0.65")
    heavy = {"multiply": [{"or": [{"count": w.id("heavy")}, "0"]}, "2"]}
    volume = {"add": [{"multiply": [w.of("area"), density]}, heavy]}
    return flow(
        t("Umzug anfragen", "Ask for a move"),
        rich("Je genauer Ihre Angaben, desto fester unser Preis.",
             "The more precise you are, the firmer our price."),
        [_house("from", ("Von wo ziehen Sie weg?", "Where do you move from?")),
         _house("to", ("Wohin ziehen Sie?", "Where do you move to?")),
         _goods(), _estimate(), ends.contact()],
        [ends.thanks("Sie bekommen **innerhalb von zwei Werktagen** ein Angebot.",
                     "You get a quotation **within two working days**.")],
        [w.reckon("volume", "Volumen in m³", volume),
         w.reckon("boxes", "Kartons", {"multiply": [w.of("area"), "0.8"]})],
    )  # fmt: skip


TEMPLATE = Template(
    "moving",
    t("Umzug", "Moving"),
    t("Zwei Adressen, Hausrat, Leistungen; schätzt Volumen und Kartons.",
      "Two addresses, goods, services; estimates volume and boxes."),
    write,
)  # fmt: skip
