"""Keep the German catalogue in step with the code, without gettext's tools.

`python -m zenflow.catalogue` finds every text in the code and the templates, brings
locale/de/LC_MESSAGES/django.po in line and compiles it. `--check` changes nothing and fails
when a text is new, gone, untranslated, or not compiled yet.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "locale" / "de" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
APPS = ("tenants", "builder", "relay", "demo", "zenflow")
SINGLE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
KEYWORDS: dict[str, tuple[int, ...] | None] = {"gettext": None, "ngettext": (1, 2)}
# Texts of Django and unfold that we say in other words; they stand nowhere in our code.
OTHERS = (
    "Add",
    "Add %(name)s",
    "Add another %(verbose_name)s",
    'Are you sure you want to delete the %(object_name)s "%(escaped_object)s"? '
    "All of the following related items will be deleted:",
    "Change",
    "Designates whether the user can log into this admin site.",
    "Designates whether this user should be treated as active. "
    "Unselect this instead of deleting accounts.",
    "Filters",
    "History",
    "Log out",
    "No results found",
    "No, take me back",
    "Objects",
    "Select value",
    "Summary",
    "This field is required.",
    "This object doesn’t have a change history. It probably wasn’t added via this admin site.",
    "Type to search",
    "Yes, I’m sure",
    "staff status",
)
DATES = ('"POT-Creation-Date', '"PO-Revision-Date')
HEADER = "# German texts of Zenflow. Kept in step with the code by `python -m zenflow.catalogue`."

Key = str | tuple[str, str]
Found = dict[Key, list[str]]


def sources() -> Iterator[tuple[str, str]]:
    """Give each file that may hold texts: (path from the root, source)."""
    folders = [ROOT / app for app in APPS]
    for path in sorted(path for folder in folders for path in folder.rglob("*.py")):
        if not {"tests", "testing", "migrations"} & set(path.parts):
            yield str(path.relative_to(ROOT)), path.read_text()
    templates = [ROOT / "templates", *(folder / "templates" for folder in folders)]
    for folder in templates:
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".html", ".txt"}:
                name = str(path.relative_to(ROOT))
                yield name, path.read_text()


def find() -> Found:
    """Find every text with the places where it stands."""
    found: Found = {text: [] for text in OTHERS}
    for name, source in sources():
        read = in_python if name.endswith(".py") else in_template
        for key in read(source):
            found.setdefault(key, []).append(name)
    return found


def in_python(source: str) -> Iterator[Key]:
    """Find the texts that are handed to gettext as they stand; `_(name)` holds none."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        name = getattr(function, "id", None) or getattr(function, "attr", "")
        texts = [one.value for one in node.args if isinstance(one, ast.Constant)]
        if name in SINGLE and len(texts) == 1 and isinstance(texts[0], str) and texts[0]:
            yield texts[0]
        elif name in PLURAL and [type(text) for text in texts[:2]] == [str, str]:
            yield str(texts[0]), str(texts[1])


def in_template(source: str) -> Iterator[Key]:
    """Find the texts of a template, by Django's own reading of it."""
    file = io.BytesIO(templatize(source).encode())
    options = {"encoding": "utf-8"}
    for _line, text, _comments, _context in extract("python", file, KEYWORDS, (), options):
        yield text if isinstance(text, str) else (str(text[0]), str(text[1]))


def read() -> Catalog:
    """Read the catalogue as it stands."""
    if not PO.exists():
        return Catalog(locale="de")
    with PO.open("rb") as file:
        return read_po(file, locale="de")


def update(found: Found) -> Catalog:
    """Make a catalogue of what was found, with the translations there are."""
    before, after = read(), Catalog(locale="de", header_comment=HEADER, fuzzy=False)
    after.mime_headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Language", "de"),
        ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
    ]
    for key in sorted(found, key=str):
        old = before.get(key if isinstance(key, str) else key[0])
        # Files without lines: a moved text is no change of the catalogue.
        places = [(name, 0) for name in sorted(set(found[key]))]
        flags = {"python-format"} if "%(" in str(key) else set()
        after.add(key, old.string if old else None, places, flags=flags)
    return after


def untranslated(catalogue: Catalog) -> list[str]:
    """List the texts without a German wording."""
    return [str(message.id) for message in catalogue if message.id and not _is_done(message)]


def _is_done(message: Message) -> bool:
    words = message.string
    return all(words) if isinstance(words, tuple | list) and words else bool(words)


def as_po(catalogue: Catalog) -> bytes:
    """Give the catalogue's text; the header's dates would differ by the minute."""
    file = io.BytesIO()
    write_po(file, catalogue, width=100, include_lineno=False)
    lines = file.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(DATES)).encode()


def as_mo(catalogue: Catalog) -> bytes:
    """Give what Django reads, made of the text alone."""
    file = io.BytesIO()
    plain = read_po(io.BytesIO(as_po(catalogue)), locale="de")
    plain.creation_date = plain.revision_date = datetime(2000, 1, 1, tzinfo=UTC)
    write_mo(file, plain)
    return file.getvalue()


def faults() -> list[str]:
    """Say in sentences what is out of step."""
    catalogue = update(find())
    told = [f"Not translated: {text}" for text in untranslated(catalogue)]
    if not PO.exists() or PO.read_bytes() != as_po(catalogue):
        told.append(f"{PO.relative_to(ROOT)} is out of step with the code.")
    if not MO.exists() or MO.read_bytes() != as_mo(catalogue):
        told.append(f"{MO.relative_to(ROOT)} is older than its source.")
    return told


def main(arguments: list[str]) -> int:
    if "--check" in arguments:
        told = faults()
        hint = ["Run `python -m zenflow.catalogue`, then translate."] if told else []
        sys.stderr.write("".join(f"{line}\n" for line in told + hint))
        return 1 if told else 0
    catalogue = update(find())
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(as_po(catalogue))
    MO.write_bytes(as_mo(catalogue))
    left = untranslated(catalogue)
    sys.stdout.write(f"{len(catalogue)} texts, {len(left)} without a German wording.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
