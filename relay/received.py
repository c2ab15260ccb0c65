"""The files of an enquiry as they came in: each was declared, is what was declared, and is wanted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings

from builder.fields import Field, Invalid
from builder.fields.file import MOST_FILES, TYPES, File
from builder.flows.answers import Checked, Problem
from relay import file_types
from relay.uploads import SealedFile, Spool

_KIND = File()
# What the answer tells of a file; the rest stands beside its contents.
_SAID = ("id", "name", "type", "size")
_SEPARATORS = re.compile(r"[/\\]")


class MismatchError(Exception):
    """What the answers say of files and what came with them differ: no widget of ours sent this."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that is taken: what the payload says of it, and its sealed contents."""

    about: dict[str, Any]
    spool: Spool


def judge(checked: Checked, files: Mapping[str, SealedFile]) -> tuple[Checked, Sequence[Taken]]:
    """Return the answers with what their files are, and the files. Raises MismatchError.

    What can't be taken is among the errors of the answers, at its question.
    """
    asked = [
        field
        for visited in checked.path.steps
        for field in visited.fields
        if field.kind == _KIND.name and field.key in checked.answers
    ]
    if not asked and not files:
        return checked, ()
    _check_declared([one for field in asked for one in checked.answers[field.key]], files)
    if len(files) > MOST_FILES:
        many = Problem(asked[-1].key, "too_many_files", {"max": MOST_FILES})
        return replace(checked, errors=[*checked.errors, many]), ()
    return _judge_each(checked, asked, files)


def _judge_each(
    checked: Checked, asked: Sequence[Field], files: Mapping[str, SealedFile]
) -> tuple[Checked, Sequence[Taken]]:
    answers, errors, taken = dict(checked.answers), list(checked.errors), []
    for field in asked:
        found = []
        for said in answers[field.key]:
            try:
                found.append(_take(field, said, files[said["id"]]))
            except Invalid as invalid:
                errors.append(Problem(field.key, invalid.code, invalid.params))
        answers[field.key] = [{name: one.about[name] for name in _SAID} for one in found]
        taken += found
    return replace(checked, answers=answers, errors=errors), taken


def _check_declared(declared: Sequence[dict[str, Any]], files: Mapping[str, SealedFile]) -> None:
    ids = [one["id"] for one in declared]
    if len(set(ids)) != len(ids) or set(ids) != files.keys():
        raise MismatchError
    if any(files[one["id"]].size != one["size"] for one in declared):
        raise MismatchError


def _take(field: Field, said: dict[str, Any], file: SealedFile) -> Taken:
    """Judge a file by what is in it. Raises Invalid."""
    spool, name = file.spool, _plain(said["name"])
    if spool.problem:
        raise Invalid(spool.problem, max=_LIMITS[spool.problem]())
    try:
        type_ = file_types.judge(file, spool.size, _KIND.types(field))
    except Invalid as invalid:
        raise Invalid(invalid.code, **invalid.params, name=name) from None
    about = {
        "id": said["id"],
        "field": field.key,
        "name": file_types.with_extension(name, type_),
        "type": type_.mime,
        "size": spool.size,
        "sha256": spool.sha256,
        "content": spool.number,
    }
    return Taken(about, spool)


def _plain(name: str) -> str:
    """Cut folders off: a name is stored by the receiver, and must not choose where."""
    plain = _SEPARATORS.split(name)[-1].lstrip(".").strip()
    return plain or "file"


_LIMITS = {
    "file_too_large": lambda: settings.SUBMISSION_FILE_MAX_MB,
    "files_too_large": lambda: settings.SUBMISSION_FILES_MAX_MB,
}
assert {one.group for one in file_types.TYPES} == set(TYPES)  # noqa: S101
