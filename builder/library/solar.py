"""Solar power: roof, consumption, storage, and a first figure before anybody drives out."""

from __future__ import annotations

from builder.library.parts import Ends, flow
from builder.library.template import Template
from builder.library.writing import Json, Writer, rich, t

w = Writer("template.solar")
# A kilowatt peak takes five square metres of roof and yields this a year in Germany.
_AREA_PER_KWP, _YIELD = "5", "950"


def _roof() -> Json:
    fields = [
        w.pick("building", t("Um welches Gebäude geht es?", "Which building is it?"),
               house=("Einfamilienhaus", "Detached house"),
               multi=("Mehrfamilienhaus", "Apartment building"),
               business=("Gewerbe oder Landwirtschaft", "Business or farm"),
               rented=("Ich wohne zur Miete", "I rent")),
    ]  # fmt: skip
    return w.step(
        "building",
        t("Ihr Gebäude", "Your building"),
        fields,
        routes=[w.route("rented", w.chose("building", "rented"), ending="balcony")],
    )


def _area() -> Json:
    fields = [
        w.pick("shape", t("Welche Form hat das Dach?", "What shape is the roof?"),
               gable=("Satteldach", "Gable roof"), pent=("Pultdach", "Pent roof"),
               hip=("Walmdach", "Hip roof"), flat=("Flachdach", "Flat roof")),
        w.pick("facing", t("Wohin zeigt die größte freie Fläche?",
               "Where does the largest free side face?"), visible_if={"not": w.chose("shape", "flat")},
               south=("Süden", "South"), east_west=("Osten oder Westen", "East or west"),
               north=("Norden", "North"), unknown=("Weiß ich nicht", "I don't know")),
        w.field("roof_area", "number", t("Wie viel Dachfläche ist frei?", "How much of it is free?"),
                help=t("Ohne Fenster, Gauben und Schornstein; grob geschätzt genügt.",
                       "Without windows, dormers and chimney; a rough guess will do."),
                config={"min": "10", "max": "5000", "decimals": 0, "unit": t("m²", "m²")}),
        w.pick("shade", t("Liegt das Dach im Schatten?", "Is the roof in the shade?"),
               none=("Kaum", "Hardly"), some=("Zeitweise", "At times"),
               much=("Den halben Tag", "Half the day")),
    ]  # fmt: skip
    return w.step("area", t("Ihr Dach", "Your roof"), fields)


def _use() -> Json:
    unit = t("kWh im Jahr", "kWh a year")
    fields = [
        w.field("consumption", "number", t("Wie viel Strom verbrauchen Sie?",
                "How much electricity do you use?"), required=False,
                help=t("Steht auf der Jahresabrechnung. Vier Personen brauchen etwa 4.000 kWh.",
                       "Your annual bill says it. Four people use about 4,000 kWh."),
                config={"min": "500", "max": "1000000", "decimals": 0, "unit": unit}),
        w.pick("more", t("Was kommt dazu?", "What comes on top?"), "multiple_choice", required=False,
               car=("Elektroauto", "Electric car"), pump=("Wärmepumpe", "Heat pump"),
               pool=("Sauna oder Pool", "Sauna or pool")),
        w.pick("storage", t("Wünschen Sie einen Stromspeicher?", "Would you like a battery?"),
               yes=("Ja", "Yes"), later=("Vorbereiten, später nachrüsten", "Prepared, fitted later"),
               no=("Nein", "No")),
        w.pick("when", t("Wann möchten Sie loslegen?", "When would you like to begin?"),
               soon=("So bald wie möglich", "As soon as possible"),
               half=("Im nächsten halben Jahr", "Within half a year"),
               plan=("Ich plane erst", "I am only planning")),
    ]  # fmt: skip
    return w.step("use", t("Ihr Strom", "Your electricity"), fields)


def _estimate() -> Json:
    kwp, crop, low, high = (w.recall(key) for key in ("power", "crop", "price_low", "price_high"))
    return w.step(
        "estimate",
        t("Eine erste Schätzung", "A first estimate"),
        [],
        text=rich(
            f"Auf Ihr Dach passen etwa **{kwp} kWp**. Das bringt im Jahr rund **{crop} kWh**.\n\n"
            f"Schlüsselfertig kostet eine solche Anlage meist zwischen **{low} und {high} Euro**, "
            "für Wohnhäuser ohne Mehrwertsteuer. Genau wissen wir es nach dem Termin vor Ort.",
            f"Your roof takes about **{kwp} kWp**, which yields some **{crop} kWh** a year.\n\n"
            f"Turnkey, such a system usually costs between **{low} and {high} euros**, without VAT "
            "on homes. We know exactly once we have been there.",
        ),
    )


def _variables() -> list[Json]:
    usable = w.by("shade", "0.7", none="0.8", some="0.7", much="0.5")
    light = w.by("facing", "0.9", south="1", east_west="0.85", north="0.6")
    battery = {"if": w.chose("storage", "yes"), "then": "6000", "else": "0"}
    power = {"divide": [{"multiply": [w.of("roof_area"), usable]}, _AREA_PER_KWP]}

    def price(per_kwp: str) -> Json:
        return {"add": [{"multiply": [w.of("power"), per_kwp]}, battery]}

    return [
        w.reckon("power", "Leistung in kWp", power, decimals=1),
        w.reckon("crop", "Ertrag in kWh", {"multiply": [w.of("power"), _YIELD, light]}),
        w.reckon("price_low", "Preis ab", price("1200")),
        w.reckon("price_high", "Preis bis", price("1700")),
    ]


def write(company: str) -> Json:
    """Return the flow document."""
    ends = Ends(w, company)
    photos = ends.files(
        "photos",
        t("Fotos von Dach und Zählerschrank", "Photos of roof and meter cabinet"),
        t("Vom Garten oder der Straße aus genügt.", "From the garden or the street will do."),
        ["picture"],
    )
    balcony = w.ending(
        "balcony",
        t("Für Mieter passt ein Balkonkraftwerk", "As a tenant, look at a balcony system"),
        rich(
            "Bis 800 Watt dürfen Sie es ohne Elektriker anschließen; melden Sie es im "
            "Marktstammdatenregister an. Ein Dach planen wir mit der Eigentümerin oder dem "
            "Eigentümer.",
            "Up to 800 watts you may connect it without an electrician; register it in the "
            "Marktstammdatenregister. A roof we plan with its owner.",
        ),
    )
    return flow(
        t("Photovoltaik planen", "Plan solar power"),
        rich("Ein paar Angaben, dann sehen Sie eine erste Schätzung.",
             "A few details, then you see a first estimate."),
        [_roof(), _area(), _use(), _estimate(), ends.contact(ends.where(), photos)],
        [ends.thanks("Wir melden uns **innerhalb von drei Werktagen** mit einem Vorschlag.",
                     "We get back to you **within three working days** with a proposal."),
         {**balcony, "kind": "disqualified"}],
        _variables(),
    )  # fmt: skip


TEMPLATE = Template(
    "solar",
    t("Photovoltaik", "Solar power"),
    t("Dach, Verbrauch, Speicher; schätzt Leistung, Ertrag und Preisspanne.",
      "Roof, consumption, battery; estimates power, yield and a price range."),
    write,
)  # fmt: skip
