"""A roof: damage that can't wait, or a renewal that wants planning."""

from __future__ import annotations

from builder.library.parts import Ends, flow
from builder.library.template import Template
from builder.library.writing import Json, Writer, rich, t

w = Writer("template.roof")
_LEAKS = w.test("leaking", "equals", True)


def _concern() -> Json:
    field = w.pick(
        "concern", t("Worum geht es?", "What is it about?"),
        damage=("Ein Schaden am Dach", "Damage to the roof"),
        renewal=("Neu decken", "Re-roofing"), insulation=("Dämmen", "Insulation"),
        window=("Dachfenster oder Gaube", "Roof window or dormer"),
        gutter=("Dachrinne", "Gutter"),
    )  # fmt: skip
    ways = [
        w.route("damage", w.chose("concern", "damage"), step="damage"),
        w.route("roof", None, step="roof"),
    ]
    return w.step("concern", t("Ihr Anliegen", "Your concern"), [field], routes=ways)


def _damage() -> Json:
    fields = [
        w.field("leaking", "yes_no", t("Dringt Wasser ein?", "Is water coming in?")),
        w.note("bucket", t("Bis wir da sind", "Until we are there"),
               rich("Stellen Sie ein Gefäß unter und halten Sie Strom und Möbel fern. Gehen Sie "
                    "bitte nicht selbst auf das Dach.",
                    "Put a bucket underneath, and keep electricity and furniture away. Please "
                    "don't climb onto the roof yourself."), visible_if=_LEAKS),
        w.pick("cause", t("Was war die Ursache?", "What caused it?"), "dropdown",
               storm=("Sturm", "Storm"), hail=("Hagel", "Hail"), snow=("Schnee", "Snow"),
               tree=("Baum oder Ast", "Tree or branch"), age=("Alter", "Age"),
               unknown=("Weiß ich nicht", "I don't know")),
        w.field("since", "date", t("Seit wann besteht der Schaden?", "Since when?"), required=False,
                config={"latest": "today"}),
        w.field("insured", "yes_no", t("Ist der Schaden Ihrer Versicherung gemeldet?",
                "Is your insurer told?"), required=False),
    ]  # fmt: skip
    return w.step("damage", t("Der Schaden", "The damage"), fields)


def _roof() -> Json:
    fields = [
        w.pick("shape", t("Welche Form hat das Dach?", "What shape is the roof?"),
               gable=("Satteldach", "Gable roof"), hip=("Walmdach", "Hip roof"),
               pent=("Pultdach", "Pent roof"), flat=("Flachdach", "Flat roof")),
        w.pick("covering", t("Womit ist es gedeckt?", "What covers it?"), "dropdown",
               clay=("Tonziegel", "Clay tiles"), concrete=("Betondachsteine", "Concrete tiles"),
               slate=("Schiefer", "Slate"), metal=("Blech", "Metal"), bitumen=("Bitumen", "Bitumen"),
               fibre=("Faserzement, Wellplatten", "Fibre cement, corrugated sheets"),
               unknown=("Weiß ich nicht", "I don't know"),
               checks=[w.check("covering", w.chose("covering", "fibre"),
                   t("Platten von vor 1993 können Asbest enthalten. Bitte berühren Sie sie nicht.",
                     "Sheets from before 1993 may hold asbestos. Please don't touch them."))]),
        w.field("roof_area", "number", t("Wie groß ist die Dachfläche ungefähr?",
                "Roughly how large is the roof?"),
                help=t("Grundfläche des Hauses mal 1,3 trifft es bei Satteldächern meist.",
                       "For a gable roof, the house's footprint times 1.3 is usually right."),
                config={"min": "5", "max": "5000", "decimals": 0, "unit": t("m²", "m²")}),
        w.field("year", "number", t("Wann wurde zuletzt gedeckt?", "When was it last covered?"),
                required=False, config={"min": "1800", "max": "2100", "decimals": 0}),
    ]  # fmt: skip
    return w.step("roof", t("Ihr Dach", "Your roof"), fields)


def _estimate() -> Json:
    low, high = w.recall("price_low"), w.recall("price_high")
    return w.step(
        "estimate",
        t("Eine erste Schätzung", "A first estimate"),
        [],
        text=rich(
            f"Dächer dieser Größe neu zu decken kostet meist zwischen **{low} und {high} Euro**, mit "
            "Gerüst und Entsorgung. Verbindlich wird der Preis nach der Besichtigung.",
            f"Re-covering a roof of this size usually costs between **{low} and {high} euros**, with "
            "scaffolding and disposal. The price is binding once we have seen it.",
        ),
        visible_if=w.chose("concern", "renewal"),
    )


def write(company: str) -> Json:
    """Return the flow document."""
    ends = Ends(w, company)
    photos = ends.files("photos", t("Fotos", "Photos"),
                        t("Vom Boden aus genügt.", "From the ground will do."), ["picture"])  # fmt: skip
    urgent = rich("Wir rufen Sie so schnell wie möglich zurück.",
                  "We call you back as soon as we can.")  # fmt: skip

    def price(low: str, flat: str) -> Json:
        per_metre = {"if": w.chose("shape", "flat"), "then": flat, "else": low}
        return {"multiply": [w.of("roof_area"), per_metre]}

    return flow(
        t("Dach anfragen", "Ask about your roof"),
        rich("Mit ein paar Angaben sparen Sie uns und sich den ersten Weg.",
             "A few details spare us both the first visit."),
        [_concern(), _damage(), _roof(), _estimate(),
         ends.contact(ends.where(), photos, needs_phone=_LEAKS,
                      routes=[w.route("urgent", _LEAKS, ending="urgent")])],
        [ends.thanks("Wir melden uns **innerhalb von zwei Werktagen**.",
                     "We get back to you **within two working days**."),
         w.ending("urgent", t("Danke, wir kümmern uns sofort", "Thank you, we are on it"), urgent)],
        [w.reckon("price_low", "Preis ab", price("150", "120")),
         w.reckon("price_high", "Preis bis", price("280", "240"))],
    )  # fmt: skip


TEMPLATE = Template(
    "roof",
    t("Dachdecker", "Roofer"),
    t("Schaden oder Sanierung; Wassereinbruch gilt als dringend, neu decken wird geschätzt.",
      "Damage or renewal; a leak counts as urgent, re-roofing is estimated."),
    write,
)  # fmt: skip
