"""Files: chosen, looked at on the spot, and sent with the enquiry in one body."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from builder.tests.claim_page import MEGABYTE, STEPS, Claim, pdf, picture
from builder.tests.widget_page import visit, widget_server

__all__ = ["visit", "widget_server"]  # fixtures

SEND = "Anfrage absenden"
# A line that moves when the test says so.
SLOW_LINE = """() => {
const send = XMLHttpRequest.prototype.send;
XMLHttpRequest.prototype.send = function (body) {
  const tell = (loaded) => this.upload.onprogress({loaded, total: body.size});
  window.timeouts = [...(window.timeouts ?? []), this.timeout];
  window.move = (share) => tell(share * body.size);
  window.go = () => send.call(this, body);
}; }
"""


@pytest.fixture
def claim(visit):
    return Claim(visit)


def saying(words):
    return re.compile(re.escape(words))


def listed(claim):
    return claim.page.locator(".files li")


def test_files_are_listed_with_their_sizes_and_shown_small(claim):
    claim.to_files().choose(picture(), pdf(size=1_500_000))
    expect(listed(claim)).to_have_count(2)
    expect(listed(claim).nth(1)).to_contain_text("gutachten.pdf1,4 MB")
    expect(claim.page.get_by_role("status")).to_have_text("2 Dateien sind ausgewählt.")
    painted = "(c) => [...c.getContext('2d').getImageData(48, 48, 1, 1).data]"
    assert listed(claim).nth(0).locator("canvas").evaluate(painted) == [255, 0, 0, 255]
    assert listed(claim).nth(1).locator("canvas").count() == 0
    assert claim.visit.seen("violations") == []


def test_nothing_is_sent_when_files_are_chosen_and_no_file_is_stored(claim):
    asked = []
    claim.to_files()
    claim.page.on("request", lambda request: asked.append(request.url))
    claim.choose(picture())
    expect(listed(claim)).to_have_count(1)
    claim.page.wait_for_timeout(300)
    assert asked == []
    kept = claim.page.evaluate("() => JSON.stringify(sessionStorage)")
    assert "schaden.png" in kept
    assert len(kept) < 1500


def test_more_files_can_be_added_and_each_taken_away(claim):
    claim.to_files().choose(picture("a.png"))
    claim.choose(picture("b.png"))
    claim.page.get_by_role("button", name="Entfernen a.png").click()
    expect(listed(claim)).to_have_count(1)
    expect(claim.page.get_by_role("status")).to_have_text("„a.png“ wurde entfernt.")
    expect(claim.page.get_by_role("button", name="Entfernen b.png")).to_be_focused()
    claim.page.get_by_role("button", name="Entfernen b.png").click()
    expect(claim.page.get_by_label("Fotos vom Schaden")).to_be_focused()
    claim.choose(picture("a.png"))
    expect(listed(claim)).to_have_count(1)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([pdf("brief.exe")], "„brief.exe“ wurde nicht hinzugefügt: Diese Art von Datei"),
        ([{**pdf(), "buffer": b""}], "„gutachten.pdf“ wurde nicht hinzugefügt: Die Datei ist leer"),
        ([pdf(size=2 * MEGABYTE + 1)], "Die Datei ist größer als 2 MB"),
        ([picture(f"{n}.png") for n in "1234"], "„4.png“ wurde nicht hinzugefügt: Es sind höchstens 3"),
        ([pdf("1.pdf", 2 * MEGABYTE), pdf("2.pdf", 2 * MEGABYTE)], "Zusammen dürfen die Dateien höchstens 3 MB"),
    ],
)  # fmt: skip
def test_what_will_not_do_is_said_at_once(claim, files, words):
    claim.to_files().choose(*files)
    expect(claim.page.get_by_text(words).last).to_be_visible()
    expect(claim.page.get_by_role("status")).to_contain_text(words)
    expect(claim.page.get_by_label("Fotos vom Schaden")).to_have_accessible_description(
        saying(words)
    )
    expect(listed(claim)).to_have_count(len(files) - 1)


def test_a_name_that_could_mislead_is_shown_and_sent_without_what_turns_it_round(claim):
    claim.to_review(picture("rech\u202egnp.exe\x07.png"))
    expect(claim.page.get_by_text("rechgnp.exe.png")).to_be_visible()


def test_files_travel_with_the_answers_in_one_body(claim):
    claim.to_review(picture(), pdf())
    expect(claim.page.get_by_text("gutachten.pdf (1 kB)")).to_be_visible()
    claim.visit.press(SEND)
    claim.visit.done()
    (submission,) = claim.visit.server.log()["submissions"]
    photos = submission["answers"]["photos"]
    assert [photo["name"] for photo in photos] == ["schaden.png", "gutachten.pdf"]
    assert submission["files"] == {photo["id"]: photo["size"] for photo in photos}
    assert claim.visit.seen("violations") == []
    assert claim.visit.stored("sessionStorage") == 0


def test_a_second_try_carries_the_same_bytes(claim, complaints):
    claim.to_review(picture())
    claim.visit.server.order(submit=["lost", "drop", "503"])
    claim.visit.press(SEND)
    claim.visit.done()
    log = claim.visit.server.log()  # which answers 409 where the same id has other bytes
    assert (len(log["submissions"]), log["tries"]) == (1, 4)
    complaints.clear()


def test_progress_is_shown_and_said_at_each_quarter(claim):
    claim.page.evaluate(SLOW_LINE)
    claim.to_review(pdf(size=MEGABYTE))
    claim.visit.press(SEND)
    claim.page.wait_for_function("() => window.move")
    status, bar = claim.page.get_by_role("status"), claim.page.locator(".upload progress")
    for share, said in ((0.1, "gesendet …"), (0.3, "25 Prozent"), (0.4, "25 Prozent"), (0.8, "75 Prozent")):  # fmt: skip
        claim.page.evaluate(f"() => move({share})")
        expect(status).to_contain_text(said)
        assert abs(bar.evaluate("(bar) => bar.value") - share) < 0.01
    expect(claim.page.get_by_text("von 1 MB übertragen")).to_be_visible()
    claim.page.evaluate("() => go()")
    claim.visit.done()


def test_the_more_there_is_to_send_the_longer_it_may_take(claim):
    claim.page.evaluate(SLOW_LINE)
    claim.to_review(pdf(size=MEGABYTE))
    claim.visit.press(SEND)
    claim.page.wait_for_function("() => window.timeouts")
    (timeout,) = claim.page.evaluate("() => timeouts")
    assert 30_000 + MEGABYTE / 16 <= timeout < 40_000 + MEGABYTE / 16


def test_offline_files_wait_too(claim):
    claim.to_review(picture())
    claim.page.context.set_offline(True)
    claim.visit.press(SEND)
    expect(claim.page.get_by_text("keine Verbindung zum Internet").last).to_be_visible()
    assert claim.visit.server.log()["tries"] == 0
    claim.page.context.set_offline(False)
    claim.visit.done()


@pytest.mark.parametrize("body", ["<html>413 Request Entity Too Large</html>", '{"detail": "Das ist zu viel."}'])  # fmt: skip
def test_too_much_for_the_server_leads_to_the_files(claim, complaints, body):
    refuse(claim, 413, body)
    words = "Das ist zu viel." if "detail" in body else "Fotos vom Schaden"
    claim.visit.at(STEPS[2])
    expect(claim.page.locator(".notice")).to_contain_text(words)
    expect(claim.page.get_by_label("Fotos vom Schaden")).to_have_attribute("aria-invalid", "true")
    expect(listed(claim)).to_have_count(1)
    complaints.clear()


def test_a_file_that_the_server_refuses_is_shown_at_its_field(claim, complaints):
    said = '{"errors": [{"field": "photos", "code": "file_broken", "message": "Das Bild ist beschädigt."}]}'
    refuse(claim, 422, said)
    claim.visit.at(STEPS[2])
    field = claim.page.get_by_label("Fotos vom Schaden")
    expect(field).to_have_accessible_description(saying("Das Bild ist beschädigt."))
    complaints.clear()


def test_a_file_that_was_moved_since_it_was_chosen_is_named_at_its_field(claim, tmp_path):
    path = tmp_path / "dach.pdf"
    path.write_bytes(b"%PDF-1.7")
    claim.to_files().page.get_by_label("Fotos vom Schaden").set_input_files(path)
    claim.visit.press("Weiter")
    claim.page.get_by_label("E-Mail-Adresse").fill("ada@abc.example")
    claim.visit.press("Weiter")
    path.unlink()
    claim.visit.press(SEND)
    claim.visit.at(STEPS[2])
    expect(claim.page.get_by_text("„dach.pdf“ lässt sich nicht mehr lesen.").last).to_be_visible()
    assert claim.visit.server.log()["tries"] == 0


def refuse(claim, status, body):
    claim.to_review(picture())
    headers = {"Access-Control-Allow-Origin": "*"}
    answer = lambda route: route.fulfill(status=status, body=body, headers=headers)  # noqa: E731
    claim.page.route("**/submissions", answer)
    claim.visit.press(SEND)


def test_files_that_a_reload_has_taken_are_asked_for_again(claim):
    claim.to_review(picture())
    claim.page.reload()
    claim.visit.at(STEPS[2])
    expect(claim.page.get_by_text("sind Ihre Dateien verloren gegangen").last).to_be_visible()
    expect(listed(claim)).to_have_count(0)
    claim.visit.press("Weiter")
    expect(claim.page.get_by_text("Bitte prüfen Sie diese Angaben")).to_be_visible()
    claim.choose(picture("neu.png"))
    claim.visit.press("Weiter")
    expect(claim.page.get_by_label("E-Mail-Adresse")).to_have_value("ada@abc.example")
    claim.visit.press("Weiter")
    claim.visit.press(SEND)
    claim.visit.done()
    (submission,) = claim.visit.server.log()["submissions"]
    assert [photo["name"] for photo in submission["answers"]["photos"]] == ["neu.png"]


def test_the_picker_offers_what_is_taken_and_forces_no_camera(claim):
    field = claim.to_files().page.get_by_label("Fotos vom Schaden")
    expect(field).to_have_attribute(
        "accept", "image/jpeg,image/png,image/webp,image/gif,application/pdf"
    )
    expect(field).to_have_attribute("multiple", "")
    assert field.get_attribute("capture") is None
