from __future__ import annotations

from django_scopes import scope

from builder.models import Assistant, Field, Step
from builder.preview import draft_flow


def test_a_preview_shows_the_draft_in_the_served_form(client, cast):
    with scope(tenant=cast.alpha):
        Step.objects.filter(title="Umfang").update(title="Neuer Umfang")
        flow = draft_flow(cast.household)
    served = client.get(f"/e/v1/assistants/{cast.household.public_id}").json()

    assert flow.keys() == served.keys()
    assert flow["steps"][1]["title"] == "Neuer Umfang"
    assert served["steps"][1]["title"] == "Umfang"
    assert (flow["version"], flow["number"]) == (None, None)


def test_a_preview_speaks_the_wanted_language(cast):
    with scope(tenant=cast.alpha):
        assert draft_flow(cast.household, "en-US")["title"] == "Contents insurance"
        assert draft_flow(cast.household, "fr")["title"] == "Hausratversicherung"


def test_an_unfinished_draft_can_be_looked_at(cast):
    with scope(tenant=cast.alpha):
        bare = Assistant.objects.create(tenant=cast.alpha, name="Neu", title="")
        assert draft_flow(bare)["steps"] == []
        step = Step.objects.create(assistant=bare, title="")
        Field.objects.create(step=step, kind="gone", label="", config={})

        assert draft_flow(bare)["steps"][0]["fields"][0]["key"] == "gone"
