"""Make the pictures of docs/field-kinds.md: `python -m docs.pictures.make [KIND…]`.

`kinds.json` says by kind what is asked, and what is done to the controls one after the other: a text is typed, a file of
the demo chosen, anything chooses a radio button or a checkbox, and "" leaves alone.
"""

from __future__ import annotations

import io
import json
import os
import sys
from itertools import zip_longest
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Locator, Page, Route, sync_playwright

from zenflow.testing.chromium import find_or_install

ROOT = Path(__file__).parents[2]
ASKED = json.loads((ROOT / "docs/pictures/kinds.json").read_text(encoding="utf-8"))
SITE = "https://zenflow.example/"
HTML = """<!doctype html><html lang="de"><meta charset="utf-8"><style>body {{ margin: 0 }}</style>
<script type="application/json" id="zenflow-flow">{}</script>
<div id="zenflow-preview" data-runtime="/runtime.js" data-more="/more.js"></div>
<script src="/preview.js"></script></html>"""
AROUND, WIDTH = 12, 480  # pixels of the page around a block, and of its picture


def field(asked: dict[str, Any]) -> dict[str, Any]:
    """Write a field as it is served."""
    nothing = dict.fromkeys(("help", "visible_if", "purpose", "required_if"))
    nothing |= dict.fromkeys(("required_message", "invalid_message"))
    pairs = zip_longest(asked.get("choices", []), asked.get("pictures", []))
    lists = {
        "choices": [
            {"id": label, "value": label, "label": label, "help": None}
            | {"picture": {"hash": shown, "width": 640, "height": 480} if shown else None}
            for label, shown in pairs
        ],
        "fields": [field(one) for one in asked.get("fields", [])],
    }
    names = {"id": asked["kind"], "key": asked["kind"], "required": True}
    return {**names, **nothing, "config": {}, "checks": [], **asked, **lists}


def page_of(kind: str) -> str:
    flow = json.loads((ROOT / "widget/dev/flow.json").read_text(encoding="utf-8"))
    # With a second question, since the only choice of a step leads on at once.
    fields = [field({"kind": kind, **ASKED[kind]})]
    fields += [{**field({"kind": "email", "label": "…"}), "id": "other", "key": "other"}]
    flow["steps"] = [{**flow["steps"][0], "title": "…", "fields": fields}]
    texts = ROOT / "builder/flows/messages/de.json"
    flow["messages"] = json.loads(texts.read_text(encoding="utf-8"))
    return HTML.format(json.dumps(flow).replace("<", r"\u003c"))


def serve(route: Route) -> None:
    name = route.request.url.removeprefix(SITE)
    if name.startswith("e/a."):
        route.fulfill(path=ROOT / f"demo/pictures/roof-{name[4:]}")
    elif name.endswith(".js"):
        built = ROOT / "builder/static/builder/embed" / name
        route.fulfill(path=built, content_type="text/javascript")
    elif name in ASKED:
        route.fulfill(body=page_of(name), content_type="text/html; charset=utf-8")
    else:
        route.abort()


def answer(control: Locator, what: str) -> None:
    match control.get_attribute("type"):
        case "radio" | "checkbox":
            control.check()
        case "file":
            control.set_input_files(ROOT / "demo/pictures" / what)
        case _:
            control.fill(what)


def picture(page: Page, kind: str) -> bytes:
    """Answer the field and take its block, with the list that stands open."""
    page.goto(SITE + kind)
    block = page.locator(".field").first
    block.evaluate("(one) => { one.style.marginBottom = '300px'; }")  # nothing else in the picture
    for at, what in enumerate(ASKED[kind].get("answers", [])):
        if what:
            answer(block.locator("input, textarea").nth(at), what)
    page.locator("img").evaluate_all("(all) => Promise.all(all.map((one) => one.decode()))")
    if kind != "dropdown":
        page.evaluate("document.activeElement.blur()")
    shown = [one.bounding_box() for one in (*block.all(), *block.locator(".popup:visible").all())]
    boxes = [box for box in shown if box]
    left, top = boxes[0]["x"] - AROUND, boxes[0]["y"] - AROUND
    width = boxes[0]["width"] + 2 * AROUND
    height = max(box["y"] + box["height"] for box in boxes) + AROUND - top
    clip = {"x": left, "y": top, "width": width, "height": height}
    return page.screenshot(clip=clip, full_page=True)  # type: ignore[arg-type]


def main(kinds: list[str]) -> None:
    # The browser's own controls speak the page's language, not the browser's.
    flags = ["--enable-blink-features=LangAttributeAwareFormControlUI"]
    flags += ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_or_install(), args=flags)
        sizes: Any = {"viewport": {"width": 440, "height": 900}, "device_scale_factor": 2}
        page = browser.new_page(**sizes, locale="de-DE", reduced_motion="reduce")
        page.route("**/*", serve)
        for kind in kinds or ASKED:
            whole = Image.open(io.BytesIO(picture(page, kind))).convert("RGB")
            whole.thumbnail((WIDTH, whole.height))
            whole.save(ROOT / f"docs/pictures/kinds/{kind}.webp", quality=75, method=6)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
