"""A charging point at home: the place, the meter, the permission."""

from __future__ import annotations

from builder.library.parts import Ends, flow
from builder.library.template import Template
from builder.library.writing import Json, Writer, rich, t

w = Writer("template.wallbox")
_RENTED = {"not": w.chose("owner", "mine")}


def _place() -> Json:
    fields = [
        w.pick("where", t("Wo soll geladen werden?", "Where shall it charge?"),
               garage=("In der Garage am Haus", "In the garage at the house"),
               carport=("Carport oder Einfahrt", "Carport or drive"),
               underground=("Tiefgarage", "Underground car park"), firm=("Auf dem Firmenhof", "At the company")),
        w.pick("owner", t("Wem gehört der Stellplatz?", "Whose parking space is it?"),
               mine=("Mir allein", "Mine alone"), shared=("Einer Eigentümergemeinschaft", "A community of owners"),
               rented=("Ich miete ihn", "I rent it")),
        w.note("permission", t("Erlaubnis nötig", "Permission needed"),
               rich("Sie haben ein Recht auf die Ladestation, brauchen aber vorher die Zustimmung der "
                    "Gemeinschaft oder der Vermieterin. Ein Muster für den Antrag schicken wir Ihnen mit.",
                    "You have a right to a charging point, yet need the consent of the community or the "
                    "landlord first. We send you a model letter."), visible_if=_RENTED),
        w.field("distance", "number", t("Wie weit ist es bis zum Zählerschrank?",
                "How far is it to the meter cabinet?"),
                help=t("Den Weg, den ein Kabel nähme.", "The way that a cable would take."),
                config={"min": "0", "max": "300", "decimals": 0, "unit": t("m", "m")}),
        w.field("digging", "yes_no", t("Muss dafür im Freien gegraben werden?",
                "Does anybody have to dig outdoors for it?"), required=False),
    ]  # fmt: skip
    return w.step("place", t("Der Stellplatz", "The parking space"), fields)


def _power() -> Json:
    fast = w.chose("power", "fast")
    fields = [
        w.pick("power", t("Wie schnell soll geladen werden?", "How fast shall it charge?"),
               usual=("11 kW, über Nacht voll", "11 kW, full overnight"),
               fast=("22 kW, wenn es eilt", "22 kW, when in a hurry"), unknown=("Beraten Sie mich", "Advise me")),
        w.note("grid", t("Der Netzbetreiber entscheidet mit", "The grid operator has a say"),
               rich("11 kW werden nur angemeldet. Über 12 kW muss der Netzbetreiber zustimmen; das dauert "
                    "bis zu zwei Monate.",
                    "11 kW only have to be registered. Above 12 kW the grid operator must agree, which "
                    "takes up to two months."), visible_if=fast),
        w.pick("cabinet", t("Wie alt ist der Zählerschrank?", "How old is the meter cabinet?"),
               new=("Nach 2010 erneuert", "Renewed after 2010"), old=("Älter", "Older"),
               unknown=("Weiß ich nicht", "I don't know")),
        w.pick("with", t("Was soll zusammenspielen?", "What shall it work with?"), "multiple_choice",
               required=False, solar=("Photovoltaik", "Solar power"), battery=("Stromspeicher", "Battery"),
               tariff=("Dynamischer Stromtarif", "Dynamic tariff"), bill=("Abrechnung als Dienstwagen", "Billing as a company car")),
        w.pick("device", t("Haben Sie schon eine Wallbox?", "Do you have a charging point yet?"),
               none=("Nein, bitte mit anbieten", "No, please include one"), have=("Ja, nur anschließen", "Yes, just connect it")),
    ]  # fmt: skip
    return w.step("power", t("Die Ladestation", "The charging point"), fields)


def _estimate() -> Json:
    low, high = w.recall("price_low"), w.recall("price_high")
    return w.step(
        "estimate",
        t("Eine erste Schätzung", "A first estimate"),
        [],
        text=rich(
            f"Fertig angeschlossen rechnen Sie mit **{low} bis {high} Euro**. Ein neuer Zählerschrank, falls "
            "er nötig ist, käme dazu.",
            f"Ready for use, reckon with **{low} to {high} euros**. A new meter cabinet, if one is "
            "needed, would come on top.",
        ),
    )


def write(company: str) -> Json:
    """Return the flow document."""
    ends = Ends(w, company)
    photos = ends.files("photos", t("Fotos von Stellplatz und Zählerschrank", "Photos of space and cabinet"),
                        t("Bitte den Zählerschrank geöffnet.", "The cabinet open, please."), ["picture"])  # fmt: skip

    def price(fixed: str, metre: str, device: str) -> Json:
        box = {"if": w.chose("device", "none"), "then": device, "else": "0"}
        dug = {"if": w.test("digging", "equals", True), "then": "60", "else": "0"}
        cable = {"multiply": [w.of("distance"), {"add": [metre, dug]}]}
        return {"add": [fixed, cable, box]}

    return flow(
        t("Wallbox anschließen lassen", "Have a charging point fitted"),
        rich("Mit zwei Fotos sparen wir uns oft den ersten Besuch.",
             "Two photos often spare us the first visit."),
        [_place(), _power(), _estimate(), ends.contact(ends.where(), photos)],
        [ends.thanks("Ein festes Angebot bekommen Sie **innerhalb einer Woche**.",
                     "You get a firm quotation **within a week**.")],
        [w.reckon("price_low", "Preis ab", price("600", "12", "500")),
         w.reckon("price_high", "Preis bis", price("1200", "25", "1100"))],
    )  # fmt: skip


TEMPLATE = Template(
    "wallbox",
    t("Elektriker: Wallbox", "Electrician: charging point"),
    t("Stellplatz, Zählerschrank, Erlaubnis; nennt eine Preisspanne.",
      "Parking space, meter cabinet, permission; names a price range."),
    write,
)  # fmt: skip
