from __future__ import annotations

import hashlib
import threading
from datetime import timedelta

import pytest
import rfc8785
from django.db import connection, connections
from django.utils import timezone
from django_scopes import scope

from builder import keeping, keys, publishing
from builder.document import compile
from builder.flows.findings import finding
from builder.models import Assistant, Choice, Field, FlowVersion, RevisionConflict, Step, Text
from builder.publishing import NotPublishable
from zenflow.testing.cast import make_assistant, make_published, make_tenant


@pytest.fixture(autouse=True)
def _no_checks_of_other_apps(monkeypatch):
    monkeypatch.setattr(publishing, "PUBLISH_CHECKS", [])


@pytest.fixture
def live(cast):
    """Open Alpha's scope and give its published assistant."""
    with scope(tenant=cast.alpha):
        yield cast.household


def change(assistant, title="Neu"):
    """Change the draft as a form would."""
    assistant.advance(assistant.revision, title=title)


def codes(findings):
    return {finding.code for finding in findings}


def test_a_version_is_the_draft_frozen_with_its_checksum(live, cast):
    change(live)
    document = compile(live).to_json()

    version = publishing.publish(live, cast.edda, "Neuer Titel")

    version.refresh_from_db()
    assert version.document == document
    assert version.sha256 == hashlib.sha256(rfc8785.dumps(document)).hexdigest()
    assert (version.number, version.note, version.published_by) == (2, "Neuer Titel", cast.edda)
    live.refresh_from_db()
    assert live.live_version == version
    assert live.state == Assistant.State.LIVE


def test_later_changes_of_the_draft_do_not_reach_a_version(live, cast):
    before = cast.version.document
    change(live)
    Step.objects.all().delete()

    cast.version.refresh_from_db()

    assert cast.version.document == before


def test_the_version_before_is_superseded(live, cast):
    first = cast.version
    change(live)
    publishing.publish(live, cast.alice)

    first.refresh_from_db()

    assert first.superseded_at is not None
    assert live.live_version.superseded_at is None


def test_a_superseded_version_is_accepted_for_seven_days(live, cast):
    first, now = cast.version, timezone.now()
    assert publishing.accepts(first, now + timedelta(days=1000))
    first.superseded_at = now

    assert publishing.accepts(first, now + timedelta(days=7, microseconds=-1))
    assert not publishing.accepts(first, now + timedelta(days=7))


def test_a_withdrawn_version_is_not_accepted_any_more(live, cast):
    first = cast.version
    assert publishing.can_withdraw(first)

    assert publishing.withdraw(first)

    assert not publishing.accepts(first, timezone.now())
    assert not publishing.can_withdraw(first)
    assert not publishing.withdraw(first)


def test_withdrawing_what_is_live_pauses_the_assistant(live, cast):
    publishing.withdraw(cast.version)

    live.refresh_from_db()

    assert live.state == Assistant.State.PAUSED
    assert live.live_version is None
    assert not publishing.can_resume(live)
    assert not publishing.resume(live)


def test_withdrawing_an_old_version_leaves_the_live_one_alone(live, cast):
    first = cast.version
    change(live)
    second = publishing.publish(live, cast.alice)

    publishing.withdraw(first)

    live.refresh_from_db()
    assert live.live_version == second
    assert live.state == Assistant.State.LIVE


def test_after_a_withdrawal_the_same_draft_can_be_published_again(live, cast):
    publishing.withdraw(cast.version)
    live.refresh_from_db()

    assert publishing.publish(live, cast.alice).number == 2


def test_nothing_is_published_without_a_change(live, cast):
    with pytest.raises(NotPublishable) as refusal:
        publishing.publish(live, cast.alice)

    (only,) = publishing.errors(refusal.value.findings)
    assert only.sentence % only.params == "Nothing has changed since version 1."
    assert FlowVersion.objects.count() == 1


def test_what_the_linter_finds_stops_publishing_and_leaves_nothing_behind(live, cast):
    seen = live.revision
    Choice.objects.filter(field__key="home").delete()

    with pytest.raises(NotPublishable) as refusal:
        publishing.publish(live, cast.alice)

    assert "too_few_choices" in codes(refusal.value.findings)
    assert live.revision == seen
    live.refresh_from_db()
    assert live.revision == seen
    assert FlowVersion.objects.count() == 1


def test_other_apps_can_stop_publishing_with_reasons_of_their_own(live, cast, monkeypatch):
    change(live)
    no_endings = finding("no_endings", {})
    monkeypatch.setattr(publishing, "PUBLISH_CHECKS", [lambda assistant: [no_endings]])

    with pytest.raises(NotPublishable) as refusal:
        publishing.publish(live, cast.alice)

    assert publishing.errors(refusal.value.findings) == [no_endings]


def test_a_warning_stops_nothing(live, cast):
    change(live)
    findings = publishing.can_publish(live)

    assert codes(findings) == {"stale_translation"}
    assert findings[0].params == {"slot": "title", "locale": "en"}
    assert publishing.publish(live, cast.alice).number == 2


def test_a_key_is_frozen_by_its_first_publication(live, cast):
    Field.objects.filter(key="contact_email").update(key="mail")
    Choice.objects.filter(value="flat").update(value="apartment")

    findings = publishing.errors(publishing.can_publish(live))

    assert [(one.code, one.params) for one in findings] == [
        ("key_frozen", {"was": "flat", "now": "apartment"}),
        ("key_frozen", {"was": "contact_email", "now": "mail"}),
    ]
    home, email = (Field.objects.get(key=key) for key in ("home", "mail"))
    assert [one.where for one in findings] == [{"field": str(home.pk)}, {"field": str(email.pk)}]


def test_keys_that_were_left_empty_are_made_of_the_labels_and_stay(live, cast):
    step = Step.objects.get(title="Umfang")
    field = Field.objects.create(
        step=step, kind="short_text", label="Größe?", config={}, position=9
    )
    Text.objects.create(assistant=live, object_id=field.pk, slot="label", locale="en", text="Size?")

    version = publishing.publish(live, cast.alice)

    field.refresh_from_db()
    assert field.key == "groesse"
    assert "groesse" in [f["key"] for f in version.document["steps"][1]["fields"]]
    field.label = "Fläche?"
    field.save()
    assert "groesse" in [f.key for f in compile(live).steps[1].fields]


def test_publishing_what_somebody_else_changed_meanwhile_is_refused(live, cast):
    seen = live.revision
    change(Assistant.objects.get(pk=live.pk))

    with pytest.raises(RevisionConflict):
        publishing.publish(live, cast.alice, seen=seen)


def older(value):
    """Take away what documents got only later."""
    later = {"required_if", "required_message", "invalid_message", "checks", "picture", "theme"}
    if isinstance(value, dict):
        inner = {"fields"} if "choices" in value else set()
        return {key: older(one) for key, one in value.items() if key not in later | inner}
    return [older(one) for one in value] if isinstance(value, list) else value


def test_a_version_of_an_older_shape_says_the_same_and_comes_back(live, cast):
    version = cast.version
    version.document = older(version.document)
    version.sha256 = publishing.checksum(version.document)
    version.save()
    live.refresh_from_db()

    assert [one.code for one in publishing.errors(publishing.can_publish(live))] == ["unchanged"]
    before = compile(live)
    keeping.restore(version, None)
    assert compile(live) == before
    assert keys.frozen(live)


def test_a_pause_is_no_change_of_the_draft(live, cast):
    seen = live.revision

    assert publishing.pause(live)
    assert not publishing.pause(live)

    live.refresh_from_db()
    assert (live.state, live.revision) == (Assistant.State.PAUSED, seen)
    assert publishing.can_resume(live)
    assert publishing.resume(live)
    assert not publishing.resume(live)
    assert live.state == Assistant.State.LIVE


def test_publishing_does_not_end_a_pause(live, cast):
    publishing.pause(live)
    change(live)

    publishing.publish(live, cast.alice)

    live.refresh_from_db()
    assert live.state == Assistant.State.PAUSED


def test_an_old_version_comes_back_into_the_draft(live, cast):
    first = cast.version
    change(live)
    Step.objects.filter(title="Umfang").delete()
    publishing.freeze(live, cast.alice)

    restored = keeping.restore(first, None, seen=live.revision)

    assert compile(restored).to_json() == first.document
    assert publishing.publish(restored, cast.alice).sha256 == first.sha256


def test_restoring_over_somebody_elses_change_is_refused(live, cast):
    seen = live.revision
    change(Assistant.objects.get(pk=live.pk))

    with pytest.raises(RevisionConflict):
        keeping.restore(cast.version, None, seen=seen)


def test_a_copy_asks_the_same_with_ids_of_its_own(live, cast):
    copy = publishing.duplicate(live)

    mine, theirs = compile(live), compile(copy)
    assert theirs.title == mine.title
    assert list(theirs.keys) == list(mine.keys)
    assert not set(theirs.fields) & set(mine.fields)
    assert (copy.state, copy.live_version, copy.tenant) == ("draft", None, cast.alpha)
    assert copy.public_id != live.public_id
    assert publishing.publish(copy, cast.alice).number == 1


def test_copies_have_names_of_their_own(live, cast):
    live.name = "x" * 80
    live.save()

    names = {publishing.duplicate(live).name for _ in range(3)}

    assert len(names) == 3
    assert all(len(name) <= 80 for name in names)


def test_what_was_out_of_date_is_so_in_a_copy_too(live, cast):
    change(live)

    findings = publishing.can_publish(publishing.duplicate(live))

    assert codes(findings) == {"stale_translation"}


@pytest.mark.django_db(transaction=True, databases=["default"])
def test_of_two_who_publish_at_once_one_is_refused():
    if connection.vendor != "postgresql":
        pytest.skip("threads need a server")
    tenant = make_tenant("Alpha", "https://www.alpha.example")
    assistant = make_assistant(tenant)
    outcomes: list[int | str | None] = []
    start = threading.Barrier(2)

    def publish():
        with scope(tenant=tenant):
            mine = Assistant.objects.get(pk=assistant.pk)
            start.wait()
            try:
                outcomes.append(publishing.publish(mine, None).number)
            except RevisionConflict:
                outcomes.append("conflict")
        connections.close_all()

    threads = [threading.Thread(target=publish) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(outcomes, key=str) == [1, "conflict"]


def test_nobody_publishes_or_restores_across_tenants(cast):
    with scope(tenant=cast.beta):
        with pytest.raises(Assistant.DoesNotExist):
            publishing.publish(cast.household, cast.bob)
        with pytest.raises(Assistant.DoesNotExist):
            keeping.restore(cast.version, None)
        assert not publishing.pause(cast.household)
        assert not publishing.withdraw(cast.version)


def test_two_assistants_number_their_versions_alone(live, cast):
    make_published(cast.alpha, "Anderer")

    assert list(FlowVersion.objects.values_list("number", flat=True)) == [1, 1]
