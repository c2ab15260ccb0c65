"""Put an assistant away, and take it out again."""

from __future__ import annotations

from builder.models import Assistant

State = Assistant.State


def can_archive(assistant: Assistant) -> bool:
    """Tell whether it isn't put away yet."""
    return bool(assistant.state != State.ARCHIVED)


def archive(assistant: Assistant) -> bool:
    """Close it for good, as far as end users see; its versions and their evidence stay.

    Nothing of it is accepted any more, not even what is open in a browser.
    """
    others = Assistant.objects.filter(pk=assistant.pk).exclude(state=State.ARCHIVED)
    return _moved(assistant, others.update(state=State.ARCHIVED), State.ARCHIVED)


def can_unarchive(assistant: Assistant) -> bool:
    """Tell whether it is put away."""
    return bool(assistant.state == State.ARCHIVED)


def unarchive(assistant: Assistant) -> bool:
    """Take it out: paused where it has a live version, so that nobody is asked unawares."""
    state = State.PAUSED if assistant.live_version_id else State.DRAFT
    mine = Assistant.objects.filter(pk=assistant.pk, state=State.ARCHIVED)
    return _moved(assistant, mine.update(state=state), state)


def _moved(assistant: Assistant, moved: int, state: str) -> bool:
    if moved:
        assistant.state = state
    return bool(moved)
