from __future__ import annotations

import time
from threading import Event
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tenants import resetting
from tenants.accounts import invitation_link
from tenants.models import Member, User
from zenflow.testing.cast import Cast

PASSWORD = "drei-Birnen-am-Zaun"
APART = resetting.apart
RESET = "/account/password/reset/"


@pytest.fixture(autouse=True)
def _mails_at_once(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the instance send mail, and a test see it."""
    settings.EMAIL_HOST = "mail.example"
    monkeypatch.setattr(resetting, "apart", lambda work, *args: work(*args))


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _invite(owner: User, email: str) -> User:
    page = reverse("admin:tenants_member_add")
    assert _client(owner).post(page, {"email": email, "role": "editor"}).status_code == 302
    return User.objects.get(email=email)


def _set_password(link: str) -> bool:
    """Open a link as a browser does; tell whether it let a password be set."""
    browser = Client()
    page = browser.get(link.removeprefix(settings.PUBLIC_URL), follow=True)
    there = page.request["PATH_INFO"]
    done = browser.post(there, {"password1": PASSWORD, "password2": PASSWORD})
    return done.status_code == 302


def _logs_in(email: str) -> bool:
    sent = {"login": email, "password": PASSWORD}
    return Client().post("/account/login/", sent).status_code == 302


def test_an_invited_person_sets_a_password_by_the_link_and_logs_in(cast: Cast) -> None:
    person = _invite(cast.alice, "new@example.com")
    assert _set_password(invitation_link(person))
    assert _logs_in(person.email)


def test_a_link_works_once(cast: Cast) -> None:
    link = invitation_link(_invite(cast.alice, "new@example.com"))
    assert (_set_password(link), _set_password(link)) == (True, False)


def test_an_owners_link_opens_no_team_that_the_person_joins_later(cast: Cast) -> None:
    link = invitation_link(_invite(cast.alice, "new@example.com"))
    person = User.objects.get(email="new@example.com")
    Member.objects.create(tenant=cast.beta, user=person)  # as staff do
    assert not _set_password(link)


def test_an_owners_link_opens_no_team_that_the_person_goes_over_to(cast: Cast) -> None:
    person = _invite(cast.alice, "new@example.com")
    link = invitation_link(person)
    Member.objects.filter(user=person).delete()
    _invite(cast.bob, "new@example.com")
    assert not _set_password(link)


@pytest.mark.parametrize("email", ["alice@example.com", "nobody@example.com"])
@pytest.mark.parametrize("fault", [None, ConnectionRefusedError("needle")])
def test_asking_for_a_new_password_answers_alike_for_everybody(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, email: str, fault: Exception | None
) -> None:
    def send(self: Any) -> int:
        if fault:
            raise fault
        return 1

    monkeypatch.setattr("django.core.mail.EmailMessage.send", send)
    response = Client().post(RESET, {"email": email})
    assert (response.status_code, response["Location"]) == (302, f"{RESET}done/")


def test_asking_for_a_new_password_does_the_same_work_for_everybody(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[Any] = []
    monkeypatch.setattr(resetting, "apart", lambda work, *args: left.append(work))
    asked = []
    for email in ("alice@example.com", "nobody@example.com"):
        with CaptureQueriesContext(connection) as queries:
            Client().post(RESET, {"email": email})
        asked.append([query["sql"] for query in queries])
    assert asked[0] == asked[1]
    assert left == [resetting.send_link, resetting.send_link]
    assert mail.outbox == []


def test_what_is_left_to_a_thread_is_done_and_a_failure_is_logged_without_names(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    done = Event()

    def fail(email: str) -> None:
        done.set()
        raise ConnectionRefusedError(email)

    APART(fail, "alice@example.com")
    assert done.wait(10)
    while "could not be sent" not in caplog.text:
        time.sleep(0.01)
    assert "ConnectionRefusedError" in caplog.text
    assert "alice" not in caplog.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_instance_without_mail_says_so_and_promises_no_link(
    cast: Cast, settings: Any, method: str
) -> None:
    settings.EMAIL_HOST = ""
    sent = {"email": "alice@example.com"}
    response = getattr(Client(), method)(RESET, sent)
    assert response.status_code == 200
    assert "kann keine E-Mails senden" in response.content.decode()
    assert "<form" not in response.content.decode()
    assert mail.outbox == []


def test_only_people_with_an_account_are_written_to(cast: Cast) -> None:
    for email in ("alice@example.com", "nobody@example.com"):
        Client().post(RESET, {"email": email})
    assert [message.to for message in mail.outbox] == [["alice@example.com"]]


def test_a_mailed_link_leads_to_our_own_origin_whatever_host_was_named(cast: Cast) -> None:
    Client().post(RESET, {"email": "alice@example.com"}, headers={"Host": "localhost:4711"})
    body = str(mail.outbox[0].body)
    link = next(word for word in body.split() if "/reset/key/" in word)
    assert link.startswith(f"{settings.PUBLIC_URL}/account/")
    assert _set_password(link)


@pytest.mark.parametrize(
    "target", ["http://localhost/x", "//localhost:9/", "https://evil.example", "javascript:x"]
)
def test_nobody_is_led_away_after_logging_in_or_out(cast: Cast, target: str) -> None:
    client = _client(cast.alice)
    seen = client.get("/account/login/", {"next": target})
    left = client.post("/account/logout/", {"next": target})
    assert (seen["Location"], left["Location"]) == ("/admin/", "/account/login/")


def test_a_person_is_led_back_to_the_page_they_wanted(cast: Cast) -> None:
    seen = _client(cast.alice).get("/account/login/", {"next": "/admin/builder/assistant/"})
    assert seen["Location"] == "/admin/builder/assistant/"


@pytest.mark.parametrize("lookup", ["password__startswith", "password", "is_superuser"])
def test_staff_cant_spell_out_a_password_by_filtering(cast: Cast, lookup: str) -> None:
    people = reverse("staff:tenants_user_changelist")
    assert _client(cast.sam).get(people, {lookup: "p"}).status_code == 400


def test_staff_filter_by_what_the_page_offers(cast: Cast) -> None:
    people = reverse("staff:tenants_user_changelist")
    page = _client(cast.sam).get(people, {"is_staff__exact": "1"}).content.decode()
    assert cast.sam.email in page
    assert cast.alice.email not in page


def test_an_owner_cant_add_an_account_that_another_owner_may_have_taken_over(cast: Cast) -> None:
    owner = _client(cast.bob)
    for taken in (cast.alice, cast.otto, cast.sam):
        taken.set_password("known to whoever invited them")
        taken.save()
        answer = owner.post("/admin/tenants/member/add/", {"email": taken.email, "role": "editor"})
        assert answer.status_code == 200
        assert "bereits verwendet" in answer.content.decode()
        assert not taken.memberships.filter(tenant=cast.beta).exists()
