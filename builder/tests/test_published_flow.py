from __future__ import annotations

import json

import brotli
import pytest
from django.core.cache import cache
from django.core.cache.backends.redis import RedisCache
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope
from redis.exceptions import ConnectionError as RedisAway

from builder import publishing
from builder.embed import flows, live
from builder.embed.live import REMEMBERED
from builder.served import served_form
from zenflow.testing.household import household


@pytest.fixture(autouse=True)
def _nothing_remembered(cast):
    live.forget()
    forget_answers()
    cache.clear()


@pytest.fixture
def clock(monkeypatch):
    """Give the look-up's clock into the test's hands."""

    class Clock:
        now = 1000.0

    monkeypatch.setattr(live, "clock", lambda: Clock.now)
    return Clock


def forget_answers():
    flows.answer.cache_clear()
    flows.flow_bytes.cache_clear()


def address(assistant):
    return f"/e/v1/assistants/{assistant.public_id}"


def alpha_pauses(cast):
    with scope(tenant=cast.alpha):
        assert publishing.pause(cast.household)


def test_it_holds_everything_the_widget_needs(client, cast):
    response = client.get(address(cast.household), {"lang": "en"})

    flow = response.json()
    assert response.status_code == 200
    assert flow["title"] == "Contents insurance"
    assert flow["intro"][0] == {"p": ["A few questions, then ", {"b": ["we"]}, " get in touch."]}
    assert (flow["locale"], flow["locales"]) == ("en", ["de", "en"])
    assert flow["version"] == str(cast.version.pk)
    assert flow["number"] == 1
    assert flow["messages"]["next"] == "Continue"
    assert flow["recipient"]["name"] == "Alpha Versicherung AG"
    assert flow["receipt_url"].endswith("/r/")
    assert "default_locale" not in flow


@pytest.mark.parametrize(
    ("lang", "locale"),
    [("de-AT", "de"), ("EN_us", "en"), ("fr", "de"), ("", "de"), ("%00", "de"), ("a" * 9000, "de")],
)
def test_the_language_comes_from_the_address_and_falls_back(client, cast, lang, locale):
    response = client.get(address(cast.household), {"lang": lang})

    assert response.json()["locale"] == locale
    assert response["Content-Language"] == locale


@pytest.mark.parametrize("header", ["en", "*;q=0", ";;;,", "x" * 5000, "en;q=nonsense"])
def test_what_the_browser_speaks_decides_nothing(client, cast, header):
    response = client.get(address(cast.household), headers={"accept-language": header})

    assert response.json()["locale"] == "de"
    assert "accept-language" not in response["Vary"].lower()


def test_it_needs_two_queries_cold_and_none_warm(client, cast):
    # Cold: 1 live pointer, 2 version. Warm: the process has both.
    with CaptureQueriesContext(connection) as cold:
        client.get(address(cast.household))
    with CaptureQueriesContext(connection) as warm:
        client.get(address(cast.household))

    assert len(cold) == 2
    assert len(warm) == 0


def test_another_process_finds_it_in_the_shared_cache(client, cast):
    client.get(address(cast.household))
    live.forget()
    forget_answers()

    # 1 live pointer
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address(cast.household)).status_code == 200
    assert len(queries) == 1


def test_it_is_served_without_redis(client, cast, monkeypatch):
    def away(*args, **kwargs):
        raise RedisAway

    monkeypatch.setattr(RedisCache, "get", away)
    monkeypatch.setattr(RedisCache, "set", away)

    assert client.get(address(cast.household)).json()["title"] == "Hausratversicherung"


def test_an_etag_saves_the_second_transfer(client, cast):
    first = client.get(address(cast.household))
    again = client.get(address(cast.household), headers={"if-none-match": first["ETag"]})

    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("header", ['"other", {}', "*", "{}", 'W/"x",{}'])
def test_an_etag_is_found_however_it_is_sent(client, cast, header):
    etag = client.get(address(cast.household))["ETag"]

    response = client.get(address(cast.household), headers={"if-none-match": header.format(etag)})

    assert response.status_code == 304


def test_languages_versions_and_texts_have_etags_of_their_own(client, cast, clock, monkeypatch):
    etags = {client.get(address(cast.household), {"lang": lang})["ETag"] for lang in ("de", "en")}
    with scope(tenant=cast.alpha):
        publishing.freeze(cast.household, cast.alice)
    clock.now += REMEMBERED
    etags.add(client.get(address(cast.household))["ETag"])
    monkeypatch.setattr(flows, "edition", lambda: "another")
    flows.answer.cache_clear()
    etags.add(client.get(address(cast.household))["ETag"])

    assert len(etags) == 4


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br;q=0.000,gzip;q=0", ""),
        ("identity", ""),
        ("brotli", ""),
        ("", ""),
    ],
)
def test_it_comes_compressed_for_those_who_take_it(client, cast, accepted, encoding):
    response = client.get(address(cast.household), headers={"accept-encoding": accepted})

    assert response.get("Content-Encoding", "") == encoding
    assert "Accept-Encoding" in response["Vary"]
    if encoding == "br":
        assert json.loads(brotli.decompress(response.content))["number"] == 1


def test_a_typical_flow_is_small(client, cast):
    response = client.get(address(cast.household), headers={"accept-encoding": "br"})

    assert len(response.content) < 8_000


def test_a_pause_holds_within_two_seconds(client, cast, clock):
    assert client.get(address(cast.household)).status_code == 200
    alpha_pauses(cast)
    clock.now += REMEMBERED - 0.001
    assert client.get(address(cast.household)).status_code == 200

    clock.now += 0.001
    response = client.get(address(cast.household))

    assert response.status_code == 410
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    assert response.json() == {
        "type": "urn:zenflow:paused",
        "title": response.json()["title"],
        "status": 410,
        "detail": "Zurzeit werden hier keine Anfragen angenommen.",
        "code": "paused",
        "contact": "So erreichen Sie Alpha Versicherung AG: 030 123456",
    }


def test_a_paused_one_speaks_the_visitors_language(client, cast):
    alpha_pauses(cast)

    problem = client.get(address(cast.household), {"lang": "en"}).json()

    assert problem["detail"] == "No enquiries are being taken here at the moment."
    assert problem["contact"] == "How to reach Alpha Versicherung AG: 030 123456"


def test_it_is_back_within_two_seconds_of_going_on(client, cast, clock):
    alpha_pauses(cast)
    assert client.get(address(cast.household)).status_code == 410
    with scope(tenant=cast.alpha):
        assert publishing.resume(cast.household)

    clock.now += REMEMBERED

    assert client.get(address(cast.household)).status_code == 200


def test_a_switched_off_tenant_takes_no_enquiries(client, cast):
    cast.alpha.is_active = False
    cast.alpha.save()

    assert client.get(address(cast.household)).json()["code"] == "closed"


def test_an_archived_assistant_is_closed(client, cast):
    cast.household.state = cast.household.State.ARCHIVED
    cast.household.save()

    assert client.get(address(cast.household)).json()["code"] == "closed"


def test_a_draft_that_was_never_published_looks_like_an_unknown_one(client, cast):
    draft = cast.household
    draft.state, draft.live_version = draft.State.DRAFT, None
    draft.save()

    unpublished, unknown = client.get(address(draft)), client.get("/e/v1/assistants/nobody")

    assert unpublished.status_code == 404
    assert unpublished.content == unknown.content
    assert unknown.json()["code"] == "unknown_assistant"


@pytest.mark.parametrize("public_id", ["x" * 25, "%00", "ä", "a b", "'; DROP TABLE", "..%2f"])
def test_an_impossible_id_is_unknown_without_a_query(client, cast, public_id):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"/e/v1/assistants/{public_id}")

    assert response.status_code == 404
    assert len(queries) == 0


def test_unknown_ids_do_not_fill_the_memory(client, cast, monkeypatch):
    monkeypatch.setattr(live, "_MOST", 3)
    for number in range(10):
        client.get(f"/e/v1/assistants/nobody{number}")

    assert len(live._remembered) <= 3


def test_no_cookie_is_set_and_none_is_read(client, cast):
    client.force_login(cast.alice)
    response = client.get(address(cast.household))

    assert not response.cookies
    assert "cookie" not in response["Vary"].lower()


def test_any_website_may_read_it_without_credentials(client, cast):
    response = client.get(address(cast.household), headers={"origin": "https://shop.example"})

    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response


def test_the_host_header_decides_nothing(client, cast, settings):
    settings.ALLOWED_HOSTS = ["*"]
    usual = client.get(address(cast.household))
    other = client.get(address(cast.household), headers={"host": "evil.example"})

    assert other.content == usual.content
    assert b"evil" not in other.content


def test_head_answers_like_get_without_the_body(client, cast):
    get, head = client.get(address(cast.household)), client.head(address(cast.household))

    assert head.status_code == 200
    assert head.content == b""
    assert head["ETag"] == get["ETag"]
    assert head["Content-Length"] == get["Content-Length"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_other_methods_get_a_problem_document(client, cast, method):
    response = getattr(client, method)(address(cast.household))

    assert response.status_code == 405
    assert response["Content-Type"] == "application/problem+json"
    assert "GET" in response["Allow"]


@pytest.mark.parametrize("accept", ["text/html", "application/xml;q=1", "nonsense", "*/*;q=0"])
def test_the_accept_header_decides_nothing(client, cast, accept):
    assert client.get(address(cast.household), headers={"accept": accept}).status_code == 200


def test_a_database_that_is_away_is_a_problem_to_try_again(client, cast, monkeypatch):
    def away(public_id):
        raise OperationalError

    monkeypatch.setattr(live, "_look_up", away)
    response = client.get(address(cast.household))

    assert response.status_code == 503
    assert response.json()["code"] == "unavailable"
    assert int(response["Retry-After"]) > 0


def test_a_version_that_was_stored_before_a_key_existed_is_served_with_its_default(settings):
    stored = household().to_json()
    del stored["theme"], stored["steps"][0]["fields"][0]["checks"]

    form = served_form("", 1, stored, "de")

    assert form["theme"] == {}
    assert form["steps"][0]["fields"][0]["checks"] == []
    assert form["limits"]["file_mb"] == settings.SUBMISSION_FILE_MAX_MB
