"""Files that go along with the enquiry: what an answer says of them, and not what is in them."""

from __future__ import annotations

import re
from typing import Any

from .base import Field, FieldKind, Invalid, JsonSchema, gettext_noop, whole
from .text import has_control, normalise, unreadable

MEGABYTE = 2**20
MOST_FILES = 20
MOST_MEGABYTES = 1000
LONGEST_NAME = 120
TYPES = ("picture", "pdf", "document")
_ID = re.compile(r"f-[A-Za-z0-9_-]{8,32}")
# What turns a name round where it is shown, so that "exe.jpg" is read where ".exe" ends it.
_TURNS_ROUND = re.compile("[\u202a-\u202e\u2066-\u2069]")


class File(FieldKind):
    """Photos and documents. Their contents travel beside the answers, under the same ids."""

    name = "file"
    in_groups = False
    value_type = "files"
    label = gettext_noop("Files")
    description = gettext_noop("Photos or documents that go along with the enquiry.")
    data_class = "personal"
    config_schema = {
        "type": "object",
        "properties": {
            "max_files": {"type": "integer", "minimum": 1, "maximum": MOST_FILES},
            "max_mb": {"type": ["integer", "null"], "minimum": 1, "maximum": MOST_MEGABYTES},
            "types": {
                "type": "array",
                "items": {"enum": list(TYPES)},
                "minItems": 1,
                "uniqueItems": True,
            },
        },
        "required": ["max_files", "max_mb", "types"],
        "additionalProperties": False,
    }

    def default_config(self) -> dict[str, Any]:
        """Take a few files of every type, as large as the instance takes them."""
        return {"max_files": 5, "max_mb": None, "types": list(TYPES)}

    def lint_config(self, field: Field) -> list[str]:
        """Refuse bounds that the kind can't keep, and types that it doesn't know."""
        most, types = field.config.get("max_mb"), field.config.get("types")
        found = [] if self.most(field) == field.config.get("max_files") else ["bad_max_files"]
        if most is not None and self.largest(field) != most:
            found.append("bad_max_mb")
        known = isinstance(types, list) and types and all(one in TYPES for one in types)
        return found if known else [*found, "bad_file_types"]

    def most(self, field: Field) -> int:
        """Give the most files that the field takes."""
        wanted = whole(field.config.get("max_files"))
        return wanted if wanted is not None and 1 <= wanted <= MOST_FILES else MOST_FILES

    def largest(self, field: Field) -> int:
        """Give the most megabytes of a file; an instance takes less, and says so itself."""
        wanted = whole(field.config.get("max_mb"))
        fits = wanted is not None and 1 <= wanted <= MOST_MEGABYTES
        return wanted if fits and wanted is not None else MOST_MEGABYTES

    def types(self, field: Field) -> list[str]:
        """Give the types that the field takes; every one where its config names none."""
        wanted = field.config.get("types")
        found = [one for one in TYPES if isinstance(wanted, list) and one in wanted]
        return found or list(TYPES)

    def read(self, field: Field, raw: Any) -> list[dict[str, Any]] | None:
        """Read what is said of each file, then refuse too many."""
        if raw is None:
            return None
        if not isinstance(raw, list):
            raise Invalid("wrong_type")
        if len(raw) > self.most(field):
            raise Invalid("too_many_files", max=self.most(field))
        files = [self._read(field, one) for one in raw]
        if len({file["id"] for file in files}) < len(files):
            raise Invalid("wrong_type")
        return files or None

    def answer_schema(self, field: Field) -> JsonSchema:
        """Describe the field's values as JSON Schema."""
        said = {
            "id": {"type": "string", "pattern": f"^{_ID.pattern}$"},
            "name": {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME},
            "size": {
                "type": "integer",
                "minimum": 1,
                "maximum": self.largest(field) * MEGABYTE,
            },
        }
        return {
            "type": "array",
            "items": {
                "type": "object",
                "properties": said,
                "required": list(said),
                "additionalProperties": False,
            },
            "minItems": 1,
            "maxItems": self.most(field),
        }

    def words(self, field: Field, value: Any, locale: str) -> str:
        """Name the files."""
        return ", ".join(file["name"] for file in value)

    def _read(self, field: Field, raw: Any) -> dict[str, Any]:
        if not isinstance(raw, dict) or raw.keys() != {"id", "name", "size"}:
            raise Invalid("wrong_type")
        size = whole(raw["size"])
        if not (isinstance(raw["id"], str) and _ID.fullmatch(raw["id"])):
            raise Invalid("wrong_type")
        if not isinstance(raw["name"], str) or size is None or size < 0:
            raise Invalid("wrong_type")
        name = _read_name(raw["name"])
        if size == 0:
            raise Invalid("file_empty")
        if size > self.largest(field) * MEGABYTE:
            raise Invalid("file_too_large", max=self.largest(field))
        return {"id": raw["id"], "name": name, "size": size}


def _read_name(raw: str) -> str:
    """Give a name its one shape; refuse one that lies or can't be shown."""
    if unreadable(raw):
        raise Invalid("file_name_refused")
    name = normalise(raw)
    if has_control(name, lines=False) or _TURNS_ROUND.search(name):
        raise Invalid("file_name_refused")
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Invalid("file_name_refused")
    return name
