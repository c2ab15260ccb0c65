from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.richtext import is_allowed, read, write
from builder.templatetags.richtext import rich

PIECES = ["**", "*", "_", "__", "a", "b", " ", "[", "](https://a.de)", "](mailto:a@b.de)", "\n"]
PIECES += ["\n\n", "- ", "1. ", "2) ", "+ ", "\\", ".", "!", "<b>", "&amp;", "\u2028", "\x1c", "ß"]
PIECES += ["{{a|*b*}}", "{{", "}}", "|", "{{a|[b](c)}}"]


@pytest.mark.parametrize(
    ("source", "nodes"),
    [
        ("", []),
        ("  \n ", []),
        ("Eine\nZeile", [{"p": ["Eine Zeile"]}]),
        ("a\n\nb", [{"p": ["a"]}, {"p": ["b"]}]),
        ("**a** *b* _c_", [{"p": [{"b": ["a"]}, " ", {"i": ["b"]}, " ", {"i": ["c"]}]}]),
        ("- a\n- **b**", [{"ul": [["a"], [{"b": ["b"]}]]}]),
        ("3. a\n4. b", [{"ol": [["a"], ["b"]]}]),
        ("- a\n\n+ b", [{"ul": [["a"]]}, {"ul": [["b"]]}]),
        ("- a\n  - b\n- c", [{"ul": [["a"], ["b"], ["c"]]}]),
        ("[a](https://b.de/c)", [{"p": [{"a": ["a"], "href": "https://b.de/c"}]}]),
        ("[a](tel:+4930123)", [{"p": [{"a": ["a"], "href": "tel:+4930123"}]}]),
        ("a" + " " * 9 + "\n" + " " * 9 + "b", [{"p": ["a b"]}]),
        ("2026 - ein Jahr", [{"p": ["2026 - ein Jahr"]}]),
    ],
)
def test_the_subset_is_read(source, nodes):
    assert read(source) == nodes
    assert read(write(nodes)) == nodes


@pytest.mark.parametrize(
    "source",
    ["# a", "> a", "`a`", "<b>a</b>", "<script>", "***", "&lt;"],
)
def test_everything_else_stays_as_typed(source):
    assert read(source) == [{"p": [source]}]


@pytest.mark.parametrize(
    ("source", "nodes"),
    [
        ("Hallo {{a_b_c|*du*}}.", [{"p": ["Hallo {{a_b_c|*du*}}."]}]),
        ("**{{a|_b_}}** _c_", [{"p": [{"b": ["{{a|_b_}}"]}, " ", {"i": ["c"]}]}]),
        ("[{{a|]}}](https://b.de)", [{"p": [{"a": ["{{a|]}}"], "href": "https://b.de"}]}]),
        ("- {{a|- 1. \\}}", [{"ul": [["{{a|- 1. \\}}"]]}]),
        ("{{a b|*c*}}", [{"p": ["{{a b|", {"i": ["c"]}, "}}"]}]),
    ],
)
def test_recalls_are_left_whole(source, nodes):
    assert read(source) == nodes
    assert read(write(nodes)) == nodes


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "http://a.de", "data:text/html,x", "//a.de", "/a", "https:", "tel:x"],
)
def test_other_links_are_no_links(href):
    assert not is_allowed(href)
    assert "href" not in str(read(f"[a]({href})"))


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_nodes_survive_markdown(source):
    nodes = read(source)

    assert read(write(nodes)) == nodes


def test_pages_get_escaped_html():
    nodes = [
        {"p": ["<b>&", {"b": ["x", {"i": ["<"]}]}]},
        {"ul": [["a"], [{"a": ["b"], "href": 'https://a.de/?x="><script>'}]]},
        {"ol": [[{"a": ["c"], "href": "javascript:alert(1)"}]]},
    ]

    assert rich(nodes) == (
        "<p>&lt;b&gt;&amp;<strong>x<em>&lt;</em></strong></p>"
        '<ul><li>a</li><li><a href="https://a.de/?x=&quot;&gt;&lt;script&gt;" target="_blank"'
        ' rel="noopener noreferrer">b</a></li></ul>'
        "<ol><li>c</li></ol>"
    )
    assert rich(None) == ""


def test_the_time_of_a_long_gap_grows_with_its_length_alone():
    # Tried from each of its signs anew, this took minutes.
    words = "a" + " " * 200_000 + "b"
    assert write([{"p": [words]}]) == words
