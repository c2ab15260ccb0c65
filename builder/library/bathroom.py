"""A new bathroom: scope, size, access without steps, and a price range."""

from __future__ import annotations

from builder.library.parts import Ends, flow
from builder.library.template import Template
from builder.library.writing import Json, Writer, rich, t

w = Writer("template.bathroom")


def _wish() -> Json:
    fields = [
        w.pick("scope", t("Was haben Sie vor?", "What do you have in mind?"),
               full=("Das ganze Bad erneuern", "Renew the whole bathroom"),
               part=("Teile erneuern", "Renew parts of it"),
               shower=("Wanne gegen Dusche tauschen", "Replace the tub by a shower"),
               guest=("Gäste-WC", "Guest toilet")),
        w.pick("parts", t("Welche Teile?", "Which parts?"), "multiple_choice",
               visible_if=w.chose("scope", "part"), tiles=("Fliesen", "Tiles"),
               basin=("Waschtisch", "Basin"), toilet=("WC", "Toilet"),
               shower=("Dusche oder Wanne", "Shower or tub"),
               heating=("Heizkörper", "Radiator"), light=("Licht und Strom", "Light and sockets")),
        w.field("accessible", "yes_no", t("Soll es barrierefrei werden?", "Shall it be step-free?")),
        w.note("grant", t("Zuschuss möglich", "A grant is possible"),
               rich("Mit anerkanntem Pflegegrad zahlt die Pflegekasse bis zu 4.180 Euro je Person, wenn "
                    "der Antrag **vor** dem Umbau gestellt wird. Wir helfen Ihnen dabei.",
                    "With a recognised care level, the care insurance pays up to 4,180 euros a "
                    "person if you apply **before** the work begins. We help you with it."),
               visible_if=w.test("accessible", "equals", True)),
    ]  # fmt: skip
    return w.step("wish", t("Ihr Vorhaben", "Your plan"), fields)


def _room() -> Json:
    fields = [
        w.field("size", "number", t("Wie groß ist das Bad?", "How large is the room?"),
                config={"min": "1", "max": "60", "decimals": 1, "unit": t("m²", "m²")}),
        w.pick("level", t("Welche Ausstattung schwebt Ihnen vor?", "Which fittings do you like?"),
               simple=("Zweckmäßig", "Practical"), good=("Gehoben", "Upmarket"),
               best=("Etwas Besonderes", "Something special")),
        w.pick("pipes", t("Wie alt sind die Leitungen?", "How old are the pipes?"),
               new=("Jünger als 20 Jahre", "Less than 20 years"), old=("Älter", "Older"),
               unknown=("Weiß ich nicht", "I don't know")),
        w.pick("owner", t("Wem gehört die Wohnung?", "Whose home is it?"),
               mine=("Mir", "Mine"), rented=("Ich wohne zur Miete", "I rent"),
               let=("Ich vermiete sie", "I let it")),
        w.pick("when", t("Wann soll es losgehen?", "When shall it begin?"),
               soon=("In den nächsten drei Monaten", "Within three months"),
               year=("In diesem Jahr", "This year"), later=("Später", "Later")),
    ]  # fmt: skip
    return w.step("room", t("Der Raum", "The room"), fields)


def _estimate() -> Json:
    low, high = w.recall("price_low"), w.recall("price_high")
    return w.step(
        "estimate",
        t("Eine erste Schätzung", "A first estimate"),
        [],
        text=rich(
            f"Solche Bäder kosten bei uns meist zwischen **{low} und {high} Euro**, mit Fliesen, "
            "Sanitär und Elektro. Nach einem Aufmaß vor Ort bekommen Sie einen festen Preis.",
            f"Bathrooms like this usually cost between **{low} and {high} euros**, with tiles, "
            "plumbing and electricity. Once we have measured it, you get a fixed price.",
        ),
        visible_if=w.chose("scope", "full"),
    )


def write(company: str) -> Json:
    """Return the flow document."""
    ends = Ends(w, company)
    photos = ends.files("photos", t("Fotos oder Grundriss", "Photos or a floor plan"),
                        t("Ein Foto aus jeder Ecke hilft sehr.", "A photo from each corner helps."),
                        ["picture", "pdf"])  # fmt: skip
    base = {"if": w.chose("pipes", "old"), "then": "2500", "else": "0"}

    def price(simple: str, good: str, best: str, fixed: str) -> Json:
        metre = w.by("level", good, simple=simple, good=good, best=best)
        return {"add": [fixed, {"multiply": [w.of("size"), metre]}, base]}

    return flow(
        t("Neues Bad planen", "Plan a new bathroom"),
        rich("Sagen Sie uns, was Ihnen vorschwebt. Eine Preisspanne sehen Sie gleich.",
             "Tell us what you have in mind. You see a price range at once."),
        [_wish(), _room(), _estimate(), ends.contact(ends.where(), photos)],
        [ends.thanks("Wir rufen an oder schreiben, um einen Termin für das Aufmaß zu finden.",
                     "We call or write to find a time to measure it.")],
        [w.reckon("price_low", "Preis ab", price("1500", "2000", "3000", "6000")),
         w.reckon("price_high", "Preis bis", price("2200", "3000", "4500", "9000"))],
    )  # fmt: skip


TEMPLATE = Template(
    "bathroom",
    t("Badsanierung", "Bathroom"),
    t("Umfang, Größe, Barrierefreiheit; nennt eine Preisspanne und den Zuschuss der Pflegekasse.",
      "Scope, size, step-free access; names a price range and a possible grant."),
    write,
)  # fmt: skip
