"""What a form sent, in the shape in which the widget sends it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from builder.embed.questions import PREFIX
from builder.fields import KINDS
from builder.fields.group import MOST
from builder.flows.document import Field, FlowDocument


@dataclass
class Posted:
    """Reads one form's inputs; `files` are what the answers name, by the ids they name them with."""

    sent: QueryDict
    sent_files: MultiValueDict[str, Any]
    submission_id: str
    files: dict[str, Any] = field(default_factory=dict)

    def answers(self, document: FlowDocument) -> dict[str, Any]:
        """Give all answers by key."""
        return self._answers(document.keys.values(), PREFIX)

    def used(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Give the files that some answers name: those of hidden questions went with them."""
        named = {
            one["id"]
            for value in answers.values()
            if isinstance(value, list)
            for one in value
            if isinstance(one, dict) and "id" in one
        }
        return {name: file for name, file in self.files.items() if name in named}

    def _answers(self, fields: Any, prefix: str) -> dict[str, Any]:
        read = ((one.key, self._read(one, prefix + one.key)) for one in fields)
        return {key: value for key, value in read if value is not None}

    def _read(self, asked: Field, name: str) -> Any:
        match KINDS[asked.kind].value_type:
            case "none":
                return None
            case "record":
                return self._record(asked, name)
            case "records":
                return self._entries(asked, name)
            case "files":
                return self._files(name)
            case "choices":
                return self.sent.getlist(name) or None
            case "flag":
                return {"yes": True, "no": False, "on": True}.get(self.sent.get(name, ""))
        return self.sent.get(name)

    def _record(self, asked: Field, name: str) -> dict[str, str] | None:
        parts = KINDS[asked.kind].parts(asked)
        given = {part: self.sent.get(f"{name}.{part}", "") for part in parts}
        return given if any(given.values()) else None

    def _entries(self, asked: Field, name: str) -> list[dict[str, Any]] | None:
        """Read the entries in their places: blank ones count as not there, but keep theirs."""
        entries = [self._answers(asked.fields, f"{name}.{at}.") for at in range(MOST)]
        while entries and not any(entries[-1].values()):
            entries.pop()
        return entries or None

    def _files(self, name: str) -> list[dict[str, Any]] | None:
        """Name the files. Sent again, the same ones have the same names: it is the same enquiry."""
        answer = []
        for at, file in enumerate(self.sent_files.getlist(name)):
            about = f"{self.submission_id} {name} {at}".encode()
            digest = base64.urlsafe_b64encode(hashlib.sha256(about).digest()).decode()
            made = f"f-{digest[:22]}"
            self.files[made] = file
            answer.append({"id": made, "name": file.name, "size": file.size})
        return answer or None
