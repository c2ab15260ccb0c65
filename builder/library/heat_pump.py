"""A heat pump: the house, the old heating, and how well the two would fit."""

from __future__ import annotations

from builder.library.parts import Ends, flow
from builder.library.template import Template
from builder.library.writing import Json, Writer, rich, t

w = Writer("template.heat_pump")
_BROKEN = w.chose("state", "broken")


def _house() -> Json:
    fields = [
        w.pick("house", t("Um welches Haus geht es?", "Which house is it?"),
               single=("Einfamilienhaus", "Detached house"), row=("Reihen- oder Doppelhaus", "Terraced or semi-detached"),
               multi=("Mehrfamilienhaus", "Apartment building"), new=("Neubau", "New building")),
        w.field("area", "number", t("Wie viel Fläche wird beheizt?", "How much is heated?"),
                config={"min": "30", "max": "3000", "decimals": 0, "unit": t("m²", "m²")}),
        w.pick("built", t("Wann wurde es gebaut?", "When was it built?"), visible_if={"not": w.chose("house", "new")},
               before78=("Vor 1978", "Before 1978"), before95=("1978 bis 1994", "1978 to 1994"),
               before10=("1995 bis 2009", "1995 to 2009"), later=("Ab 2010", "From 2010 on")),
        w.pick("renewed", t("Was ist schon gedämmt oder erneuert?", "What is insulated or renewed?"), "multiple_choice",
               required=False, roof=("Dach", "Roof"), walls=("Außenwände", "Outer walls"),
               windows=("Fenster", "Windows"), cellar=("Kellerdecke", "Cellar ceiling")),
    ]  # fmt: skip
    return w.step("house", t("Ihr Haus", "Your house"), fields)


def _heating() -> Json:
    fields = [
        w.pick("fuel", t("Womit heizen Sie?", "What do you heat with?"), oil=("Öl", "Oil"), gas=("Gas", "Gas"),
               electric=("Strom", "Electricity"), wood=("Holz oder Pellets", "Wood or pellets"),
               none=("Noch keine Heizung", "No heating yet")),
        w.pick("state", t("Wie geht es der Heizung?", "How is the heating?"),
               visible_if={"not": w.chose("fuel", "none")}, fine=("Sie läuft", "It works"),
               old=("Sie ist älter als 20 Jahre", "It is more than 20 years old"), broken=("Sie ist ausgefallen", "It has failed")),
        w.field("use", "number", t("Wie viel verbrauchen Sie im Jahr?", "How much do you use a year?"), required=False,
                visible_if={"any": [w.chose("fuel", "oil"), w.chose("fuel", "gas")]},
                help=t("In Kilowattstunden; ein Liter Öl sind 10 kWh.", "In kilowatt hours; a litre of oil is 10 kWh."),
                config={"min": "500", "max": "500000", "decimals": 0, "unit": t("kWh", "kWh")}),
        w.pick("radiators", t("Wie wird die Wärme verteilt?", "How is the heat spread?"),
               floor=("Fußbodenheizung", "Underfloor heating"), mixed=("Teils, teils", "Some of both"),
               radiators=("Heizkörper", "Radiators")),
        w.pick("spot", t("Wo könnte das Außengerät stehen?", "Where could the outdoor unit stand?"),
               garden=("Im Garten", "In the garden"), wall=("An der Hauswand", "At the wall"),
               roof=("Auf einem Flachdach", "On a flat roof"), unknown=("Weiß ich nicht", "I don't know")),
        w.field("distance", "yes_no", t("Sind es von dort drei Meter bis zum Nachbarn?",
                "Are there three metres to the neighbour from there?"), required=False),
    ]  # fmt: skip
    return w.step("heating", t("Ihre Heizung", "Your heating"), fields)


def _estimate() -> Json:
    load, share = w.recall("load"), w.recall("grant")
    return w.step(
        "estimate",
        t("Eine erste Einschätzung", "A first assessment"),
        [],
        text=rich(
            f"Ihr Haus braucht an kalten Tagen ungefähr **{load} kW**. Für selbst genutzte Häuser sind bis "
            f"zu **{share} Prozent** Förderung möglich; den Antrag stellen Sie, bevor Sie uns fest "
            "beauftragen. Genau rechnen wir es nach DIN EN 12831.",
            f"On cold days your house needs about **{load} kW**. For homes that you live in, grants of up "
            f"to **{share} per cent** are possible; you apply before you place the order. We work it out "
            "precisely by DIN EN 12831.",
        ),
    )


def _variables() -> list[Json]:
    watts = w.by("built", "45", before78="110", before95="80", before10="60", later="40")
    saved = {"multiply": [{"or": [{"count": w.id("renewed")}, "0"]}, "8"]}
    quick = {"any": [w.chose("fuel", "oil"), w.chose("fuel", "gas")]}
    a_metre = {"max": [{"subtract": [w.of("watts"), saved]}, "35"]}
    load = {"divide": [{"multiply": [w.of("area"), a_metre]}, "1000"]}
    return [
        w.reckon("watts", "Watt je Quadratmeter, ungedämmt", watts),
        w.reckon("load", "Heizlast in kW", load, decimals=1),
        w.reckon("grant", "Förderung in Prozent", {"if": quick, "then": "70", "else": "55"}),
    ]


def write(company: str) -> Json:
    """Return the flow document."""
    ends = Ends(w, company)
    urgent = rich("Wir rufen Sie heute noch an. Bis dahin helfen elektrische Heizlüfter, nie der Grill.",
                  "We call you today. Until then electric heaters help, never a barbecue.")  # fmt: skip
    return flow(
        t("Wärmepumpe planen", "Plan a heat pump"),
        rich("Passt eine Wärmepumpe zu Ihrem Haus? Nach zwei Schritten wissen Sie mehr.",
             "Does a heat pump fit your house? Two steps and you know more."),
        [_house(), _heating(), _estimate(),
         ends.contact(ends.where(), needs_phone=_BROKEN, routes=[w.route("urgent", _BROKEN, ending="urgent")])],
        [ends.thanks("Wir melden uns **innerhalb von drei Werktagen**, um einen Termin vor Ort zu finden.",
                     "We get back to you **within three working days** to find a time for a visit."),
         w.ending("urgent", t("Danke, wir kümmern uns sofort", "Thank you, we are on it"), urgent)],
        _variables(),
    )  # fmt: skip


TEMPLATE = Template(
    "heat_pump",
    t("Heizung: Wärmepumpe", "Heating: heat pump"),
    t("Haus, Dämmung, alte Heizung; schätzt Heizlast und Förderung, Ausfall gilt als dringend.",
      "House, insulation, old heating; estimates load and grant, a failure counts as urgent."),
    write,
)  # fmt: skip
