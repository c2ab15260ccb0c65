"""Enquiries as people write them, none of which may be suspected, and spam, all of which must be."""

from __future__ import annotations

from relay.states import Suspicion

HONEST = (
    "Guten Tag, wir möchten unser Bad sanieren lassen. Wann hätten Sie Zeit für eine Besichtigung?",
    "Das Dach über der Küche ist undicht, bitte rufen Sie mich möglichst bald zurück: 0171 2345678.",
    "Wir ziehen am 1. März von Köln nach Düsseldorf, 3 Zimmer, 2. Stock ohne Aufzug.",
    "Größe der Fensterfläche ca. 48 m², Altbau, Doppelkastenfenster, alle zwei Monate reinigen.",
    "Ein Grundriss liegt hier: https://drive.google.com/file/d/1aB-cD_eFgH/view?usp=sharing",
    "Unsere Website ist www.schreinerei-hübner.example, dort sehen Sie die bisherigen Möbel.",
    "Fotos: https://bilder.example/a1 und https://bilder.example/a2, Plan: https://plan.example/x.pdf",
    "Wir haben drei Vergleichsobjekte gefunden:\nhttps://immo.example/expose/113\n"
    "https://immo.example/expose/207\nhttps://immo.example/expose/981\n"
    "und dieses, das uns am besten gefällt:\nhttps://www.immo.example/expose/455?ref=mail",
    "Ich brauche dringend einen Schlüsseldienst!!! Die Tür ist zu und der Herd ist an!!!",
    "HALLO, KÖNNEN SIE MIR BITTE EIN ANGEBOT FÜR DIE HEIZUNGSWARTUNG SCHICKEN? DANKE",
    "Angebot",
    "k. A.",
    "Hausrat 65.000 €, Wohnfläche 92 m², Fahrräder für 2.400 € mitversichern, SB 150 €.",
    "Wasserschaden vom 12.11.: Der Schlauch der Spülmaschine ist geplatzt. Die Küche stand ca. 3 cm "
    "unter Wasser, das Parkett im Flur wölbt sich. Gutachten habe ich als PDF. " * 6,
    "Bitte nur per E-Mail antworten: familie.öztürk@example.de oder info@example.org. Merci!",
    "Wie hoch ist der Beitrag bei <60 Jahren und wie hoch bei >60? (Preis < 20 € wäre schön)",
    "Laut Ihrem Prospekt [Seite 4] gibt es 10 % Rabatt; gilt das auch für den Tarif [Basis]?",
    "Die Seite zeigt „Error 404“ auf /kontakt. Ich hatte https://www.example.com/kontakt aufgerufen.",
    "Kaufe 20 Stk. à 12,50 € netto, Lieferung frei Haus, Zahlungsziel 14 Tage. MfG J. Weiß",
    "Здравствуйте, ich suche für meine Mutter einen Pflegeplatz; sie spricht vor allem Russisch.",
    "Merhaba, Türkçe danışmanlık da veriyor musunuz? Sonst gern auch auf Deutsch.",
    "Für die Hochzeit am 20.06. (ca. 80 Gäste, davon 12 vegan, 3 glutenfrei) suchen wir ein Catering: "
    "Sektempfang, Büfett, Mitternachtssuppe. Location: https://gut-lindenhof.example/scheune",
    "Bitte um Rückruf zwischen 17 und 18 Uhr, tagsüber bin ich auf der Baustelle.\n\n\nGruß\nJürgen",
    "Ist der Kredit auch ohne Schufa-Auskunft möglich? Es geht um 5.000 € für ein gebrauchtes Auto.",
)

SPAM = (
    (Suspicion.MARKUP, 'Best offers <a href="https://pills.example/">cheap pills</a> today'),
    (Suspicion.MARKUP, "[url=https://casino.example/]online casino[/url] bonus without deposit"),
    (Suspicion.MARKUP, "visit [link=http://seo.example]the best SEO[/link] now"),
    (Suspicion.MARKUP, "<A  class='x' HREF='//dates.example'>hot singles</A>"),
    (Suspicion.LINKS, " ".join(f"https://replica-{n}.example/watches" for n in range(8))),
    (
        Suspicion.LINKS,
        "Earn from home! www.a.example www.b.example http://c.example HTTP://D.example www.e.example",
    ),
)
