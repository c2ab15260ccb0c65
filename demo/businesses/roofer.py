"""A roof repair with photos, as a roofer would want to see it before driving out."""

from __future__ import annotations

from builder.library.writing import Json, Writer, either, rich, t
from demo.businesses.business import Business

w = Writer("roofer")
_REPLY = t("Damit wir uns bei Ihnen melden können.", "So that we can get back to you.")
_PLACE = t("Damit wir wissen, wohin wir kommen.", "So that we know where to come.")
_LEAKS = w.test("leaking", "equals", True)


def _concern() -> Json:
    concern = w.field(
        "concern",
        "single_choice",
        t("Worum geht es?", "What is it about?"),
        choices=[
            w.choice("concern", "repair", t("Ein Schaden am Dach", "Damage to the roof"),
                     help=t("Sturm, undichte Stelle, lose Ziegel", "Storm, a leak, loose tiles")),
            w.choice("concern", "renewal", t("Ein neues Dach", "A new roof"),
                     help=t("Neu decken, auch mit Dämmung", "Re-roofing, with insulation too")),
            w.choice("concern", "gutter", t("Die Dachrinne", "The gutter"),
                     help=t("Reinigen, abdichten, erneuern", "Cleaning, sealing, renewing")),
            w.choice("concern", "check", t("Eine Dachprüfung", "An inspection"),
                     help=t("Mit Bericht und Fotos", "With a report and photos")),
        ],
    )  # fmt: skip
    return w.step(
        "concern",
        t("Ihr Anliegen", "Your concern"),
        [concern],
        routes=[w.route("damage", w.chose("concern", "repair"), step="damage"),
                w.route("roof", None, step="roof")],
    )  # fmt: skip


def _damage() -> Json:
    urgent = rich(
        "Stellen Sie ein Gefäß unter und rufen Sie uns an: **0561 0000 77**, Tag und Nacht. "
        "Ihre Anfrage können Sie trotzdem fertig ausfüllen.",
        "Put a bucket underneath and call us: **0561 0000 77**, day and night. "
        "You can finish your enquiry all the same.",
    )
    cause = w.field(
        "cause",
        "dropdown",
        t("Was war die Ursache?", "What caused it?"),
        choices=w.options(
            "cause",
            storm=("Sturm", "Storm"),
            hail=("Hagel", "Hail"),
            snow=("Schneelast", "Snow"),
            branch=("Ast oder Baum", "Branch or tree"),
            animal=("Marder oder Vögel", "Marten or birds"),
            age=("Alter, Verschleiß", "Age, wear"),
            work=("Frühere Arbeiten am Dach", "Earlier work on the roof"),
            unknown=("Weiß ich nicht", "I don't know"),
        ),
    )
    fields = [
        w.field("leaking", "yes_no", t("Kommt Wasser ins Haus?", "Is water coming in?")),
        w.field("urgent", "statement", t("Das eilt", "This is urgent"), visible_if=_LEAKS,
                config={"statement": urgent, "tone": "attention"}),
        cause,
        w.field("since", "date", t("Seit wann?", "Since when?"), required=False,
                config={"latest": "today"}),
    ]  # fmt: skip
    return w.step("damage", t("Der Schaden", "The damage"), fields)


def _roof() -> Json:
    shape = w.field(
        "shape",
        "picture_choice",
        t("Welche Form hat das Dach?", "What shape is the roof?"),
        choices=w.options(
            "shape",
            gable=("Satteldach", "Gable roof"),
            hip=("Walmdach", "Hip roof"),
            pent=("Pultdach", "Pent roof"),
            flat=("Flachdach", "Flat roof"),
        ),
    )
    covering = w.field(
        "covering",
        "dropdown",
        t("Womit ist es gedeckt?", "What covers it?"),
        choices=w.options(
            "covering",
            clay=("Tonziegel", "Clay tiles"),
            concrete=("Betondachsteine", "Concrete tiles"),
            slate=("Schiefer", "Slate"),
            metal=("Blech", "Metal"),
            bitumen=("Bitumen", "Bitumen"),
            fibre=("Faserzement, Wellplatten", "Fibre cement, corrugated sheets"),
            green=("Begrünt", "Green roof"),
            unknown=("Weiß ich nicht", "I don't know"),
        ),
        checks=[
            w.check(
                "covering",
                w.chose("covering", "fibre"),
                t(
                    "Platten von vor 1993 können Asbest enthalten. Bitte berühren Sie sie nicht.",
                    "Sheets from before 1993 may contain asbestos. Please don't touch them.",
                ),
            )
        ],
    )
    age = w.field(
        "age",
        "slider",
        t("Wie alt ist das Dach ungefähr?", "Roughly how old is the roof?"),
        required=False,
        config={"min": "0", "max": "100", "step": "5", "unit": t("Jahre", "years")},
    )
    return w.step("roof", t("Ihr Dach", "Your roof"), [shape, covering, age])


def _photos() -> Json:
    photos = w.field(
        "photos",
        "file",
        t("Fotos vom Dach", "Photos of the roof"),
        help=t(
            "Eines von weitem, eines von nahem. Bitte steigen Sie dafür nicht aufs Dach.",
            "One from afar, one close up. Please don't climb onto the roof for it.",
        ),
        required=False,
        purpose=t("Damit wir das richtige Material mitbringen.", "To bring the right material."),
        data_class="personal",
        config={"max_files": 6, "types": ["picture"]},
    )
    plan = w.field(
        "plan",
        "file",
        t("Plan oder Gutachten", "Plan or report"),
        required=False,
        purpose=t("Damit wir genauer rechnen können.", "For a more exact quotation."),
        data_class="personal",
        config={"max_files": 2, "types": ["pdf", "picture"]},
        visible_if=w.chose("concern", "renewal"),
    )
    note = w.field(
        "note",
        "long_text",
        t("Was sollten wir noch wissen?", "What else should we know?"),
        help=t("Etwa: Hund im Garten, enge Einfahrt.", "Say, a dog, or a narrow driveway."),
        required=False,
        config={"max_length": 1500},
    )
    return w.step("photos", t("Zeigen Sie uns das Dach", "Show us the roof"), [photos, plan, note])


def _place() -> Json:
    storeys = w.field(
        "storeys",
        "single_choice",
        t("Wie hoch ist das Haus?", "How tall is the house?"),
        choices=w.options(
            "storeys",
            one=("Ein Stockwerk", "One storey"),
            two=("Zwei Stockwerke", "Two storeys"),
            more=("Drei oder mehr", "Three or more"),
        ),
    )
    where = w.field("address", "address", t("Wo steht das Haus?", "Where is the house?"),
                    purpose=_PLACE, data_class="personal")  # fmt: skip
    return w.step("place", t("Das Haus", "The house"), [where, storeys])


def _contact() -> Json:
    about = {"purpose": _REPLY, "data_class": "personal"}
    statement = rich(
        "Die Dachdeckerei Brandt darf meine Angaben und Fotos verwenden, um meine Anfrage zu "
        "beantworten.",
        "Dachdeckerei Brandt may use my answers and photos to respond to my enquiry.",
    )
    when = w.field(
        "reachable",
        "multiple_choice",
        t("Wann erreichen wir Sie am besten?", "When can we reach you best?"),
        required=False,
        choices=w.options(
            "reachable",
            morning=("Vormittags", "In the morning"),
            afternoon=("Nachmittags", "In the afternoon"),
            evening=("Abends bis 19 Uhr", "In the evening until 7"),
        ),
    )
    fields = [
        w.field("name", "full_name", t("Ihr Name", "Your name"), **about),
        w.field("phone", "phone", t("Telefon", "Phone"), required=False, required_if=_LEAKS,
                required_message=t("Bei Wassereinbruch rufen wir sofort zurück. Dafür brauchen "
                                   "wir Ihre Nummer.",
                                   "With water coming in we call back at once. For that we need "
                                   "your number."), **about),
        w.field("email", "email", t("E-Mail-Adresse", "E-mail address"), **about),
        when,
        w.field("consent", "consent", t("Einwilligung", "Consent"),
                purpose=t("Nachweis Ihrer Einwilligung.", "Evidence of your consent."),
                data_class="personal", config={"statement": statement}),
    ]  # fmt: skip
    return w.step(
        "contact",
        t("Wie erreichen wir Sie?", "How do we reach you?"),
        fields,
        routes=[w.route("urgent", either(_LEAKS), ending="urgent")],
    )


def document() -> Json:
    """Return the flow document, in German and English."""
    thanks = rich(
        "Wir schauen uns alles an und melden uns **bis morgen Abend** mit einem Vorschlag.",
        "We look through everything and get back to you **by tomorrow evening**.",
    )
    urgent = rich(
        "Wir rufen Sie **innerhalb einer Stunde** zurück. Wenn es schneller gehen muss: "
        "0561 0000 77.",
        "We call you back **within an hour**. If that is too long: 0561 0000 77.",
    )
    return {
        "schema": 1,
        "locales": ["de", "en"],
        "default_locale": "de",
        "time_zone": "Europe/Berlin",
        "title": t("Dach anfragen", "Ask about your roof"),
        "intro": rich(
            "Mit ein paar Fotos sparen Sie uns und sich den ersten Weg.",
            "A few photos spare us both the first visit.",
        ),
        "recipient": ROOFER.recipient,
        "theme": ROOFER.theme,
        "steps": [_concern(), _damage(), _roof(), _photos(), _place(), _contact()],
        "endings": [
            w.ending("thanks", t("Danke, Ihre Anfrage ist da", "Thank you, we have it"), thanks),
            w.ending("urgent", t("Danke, wir kümmern uns sofort", "Thank you, we are on it"), urgent),
        ],
    }  # fmt: skip


ROOFER = Business(
    slug="brandt",
    name="Dachdeckerei Brandt",
    legal_name="Dachdeckerei Brandt GmbH",
    contact="0561 0000 77",
    privacy_url="https://www.dach-brandt.example/datenschutz",
    owner=("kunde@dach-brandt.example", "Jonas", "Brandt"),
    assistant="Dach anfragen",
    public_id="demo-dach",
    document=document,
    mailbox="werkstatt@dach-brandt.example",
    theme={
        "accent": "#a33b1f",
        "on_accent": "#ffffff",
        "ink": "#241c18",
        "quiet": "#635650",
        "accent_dark": "#f0a184",
        "on_accent_dark": "#2a130b",
        "radius": "2",
        "font": "geometric",
    },
    pictures={w.id(f"shape.{name}"): f"roof-{name}" for name in ("gable", "hip", "pent", "flat")},
)
