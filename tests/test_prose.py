"""The inline markup: what becomes a node, what stays text, and what is reported."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros import prose
from macros.prose import Cite, Emphasis, Link, Node, Ours, Str, Strong, faults, parse, plain


def told(text: str) -> list[str]:
    """The faults of a text."""
    return list(faults(text))


def every(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Each node of a tree."""
    for node in nodes:
        yield node
        if isinstance(node, Strong | Emphasis | Link):
            yield from every(node.children)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", ()),
        ("Rest.", (Str("Rest."),)),
        ("**Stop** now", (Strong((Str("Stop"),)), Str(" now"))),
        ("*may* help", (Emphasis((Str("may"),)), Str(" help"))),
        ("***both***", (Strong((Emphasis((Str("both"),)),)),)),
        ("**a *b* c**", (Strong((Str("a "), Emphasis((Str("b"),)), Str(" c"))),)),
        ("*a **b***", (Emphasis((Str("a "), Strong((Str("b"),)))),)),
        ("[Overuse](causes/overuse)", (Link((Str("Overuse"),), "causes/overuse"),)),
        ("[**Stop**](#signs)", (Link((Strong((Str("Stop"),)),), "#signs"),)),
        ("**[a](causes/b)**", (Strong((Link((Str("a"),), "causes/b"),)),)),
        ("Less pain [@wang-2021].", (Str("Less pain "), Cite(("wang-2021",)), Str("."))),
        ("[@a-2020; @b-2021]", (Cite(("a-2020", "b-2021")),)),
        ("Twice [ours].", (Str("Twice "), Ours(), Str("."))),
        ("one\ntwo\n", (Str("one two"),)),
    ],
)
def test_markup_becomes_a_tree(text: str, tree: tuple[Node, ...]) -> None:
    assert parse(text) == tree
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("5*3*2", "5*3*2"),
        ("5 * 3", "5 * 3"),
        ("it hurts [sic]", "it hurts [sic]"),
        ("a [b [c] d", "a [b [c] d"),
        ("a ] b", "a ] b"),
        (r"\*not emphasis\*", "*not emphasis*"),
        (r"\[ours\]", "[ours]"),
        (r"\[text](causes/x)", None),
        (r"a \ b \n", r"a \ b \n"),
        ("\\\\*so*", "\\so"),
        ("<b>bold</b> &amp; <!-- x -->", "<b>bold</b> &amp; <!-- x -->"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("{{ 7*7 }}", "{{ 7*7 }}"),
        ("{% raw %}{{ x }}{% endraw %}", "{% raw %}{{ x }}{% endraw %}"),
        ("# no heading", "# no heading"),
        ("- no list", "- no list"),
        ("https://example.org", "https://example.org"),
        ("_under_ `code` ~~gone~~", "_under_ `code` ~~gone~~"),
    ],
)
def test_what_is_no_markup_stays_text(text: str, words: str | None) -> None:
    assert all(isinstance(node, Str | Emphasis) for node in parse(text))
    if words is not None:
        assert plain(text) == words
        assert told(text) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("**Stop now", '"**" is opened and not closed.'),
        ("*Stop now", '"*" is opened and not closed.'),
        ("Stop now**", '"**" has no partner.'),
        ("**a *b** c*", '"*" is opened and not closed.'),
        ("**a **b** c**", '"**" has no partner.'),
        ("****a****", '"****" is too many stars in a row.'),
        ("[](causes/overuse)", "no text to click on"),
        ("[ ](causes/overuse)", "no text to click on"),
        ("[[@a-2020]](causes/overuse)", "no text to click on"),
        ("[a]()", "A link has no target."),
        ("[a](causes/overuse", '"](" does not belong to a link.'),
        ("a](causes/overuse)", '"](" does not belong to a link.'),
        ("[a [b](causes/x) c](causes/y)", "another link inside it"),
        ("[a **b](causes/x) c**", '"**" is opened and not closed.'),
        ("[a](overuse)", "is not an entry"),
        ("[a](/causes/overuse)", "is not an entry"),
        ("[a](causes/overuse.html)", "is not an entry"),
        ("[a](../causes/overuse)", "is not an entry"),
        ("[a](causes/Overuse)", "is not an entry"),
        ("[a](http://example.org)", "is not an entry"),
        ("[a](//example.org)", "is not an entry"),
        ("[a](https://safe@example.org/)", "is not an entry"),
        ('[a](https://example.org/" onclick="x)', "is not an entry"),
        ("[sic](see below)", "is not an entry"),
        ("[@]", '"[@]" is not a citation.'),
        ("[@Wang2021]", '"[@Wang2021]" is not a citation.'),
        ("[@a-2020, @b-2021]", "is not a citation."),
        ("[@a-2020;]", "is not a citation."),
        ("[see @a-2020]", "is not a citation."),
        ("[@a-2020; @a-2020]", "names a work twice."),
    ],
)
def test_wrong_markup_is_reported_and_stays_readable(text: str, fault: str) -> None:
    assert any(fault in message for message in told(text)), told(text)
    assert plain(text) is not None


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java script:alert(1)",
        "java\nscript:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "java\u200bscript:alert(1)",
        "javascript&colon;alert(1)",
        "&#106;avascript:alert(1)",
        "&#x6A;avascript&#58;alert(1)",
        "%6Aavascript:alert(1)",
        "%256Aavascript%253Aalert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "DATA:text/html;base64,PHNjcmlwdD4=",
    ],
)
def test_a_link_that_runs_code_is_refused_in_any_disguise(target: str) -> None:
    text = f"[click]({target})"
    assert not any(isinstance(node, Link) for node in every(parse(text)))
    assert prose.links(text) == ()
    assert any("could run code" in message for message in told(text)), told(text)


@pytest.mark.parametrize(
    "target",
    [
        "causes/overuse",
        "exercises/wall-calf-stretch",
        "#signs",
        "https://www.nhs.uk",
        "https://www.nhs.uk/conditions/?a=1&b=2#top",
        "mailto:someone@example.org",
    ],
)
def test_links_that_are_allowed(target: str) -> None:
    assert prose.links(f"See [this]({target}).") == (target,)
    assert told(f"See [this]({target}).") == []


def test_plain_leaves_no_gap_where_a_citation_was() -> None:
    text = "**Cold** dulls [pain](causes/overuse) [@a-2020; @b-2021] [ours]. *Rest* [ours], a bit."
    assert plain(text) == "Cold dulls pain. Rest, a bit."


def test_what_a_text_cites_and_links_to_comes_once_and_in_order() -> None:
    text = "One [@b-2021]. **Two [@a-2020; @b-2021].** [x](causes/y) [z](causes/y) [ours]"
    assert prose.cited(text) == ("b-2021", "a-2020")
    assert prose.links(text) == ("causes/y",)
    assert prose.has_ours(text)
    assert not prose.has_ours("ours")


HOSTILE = [
    "[", "]", "*", "**", "a*", "*a", "**a *b ", "[a](", "](", "[@", "[@@", "[[@a-1]", "[](x/x)",
    "[a](x/x)", "[a](bad)", "[a **b](x/x)", "\\", "\\[", "[ours]", "[ours](", "(", "](()", "](x)",
    "[a@b", "@@@@", "[@a-1;", "**[", "]**", "*[a](x/x)*", " ", "&amp;", "%25", "***a*** ", "[sic] ",
]  # fmt: skip


def seconds(text: str) -> float:
    """The better of two, so that a busy machine does not fail the test."""
    best = float("inf")
    for _ in range(2):
        prose._read.cache_clear()
        parse.cache_clear()
        start = time.perf_counter()
        parse(text)
        best = min(best, time.perf_counter() - start)
    return best


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_length(piece: str) -> None:
    """Eight times the text may take about eight times as long; the square would be sixty-four."""
    for opening, closing in (("", ""), ("[", ""), ("[", "](x/x)")):
        short, long = (opening * n + piece * n + closing * n for n in (250, 2_000))
        assert seconds(long) < 24 * seconds(short) + 0.02


@pytest.mark.parametrize("piece", HOSTILE)
def test_deep_nesting_does_not_overflow(piece: str) -> None:
    text = piece * 3_000
    assert isinstance(plain(text), str)
    prose.cited(text)
    list(faults(text))


PIECES = st.sampled_from([*HOSTILE, "a", "word", "\n", ")", "causes/x", "javascript:", "é", "😀"])


@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join)))
def test_any_text_can_be_read(text: str) -> None:
    tree = parse(text)
    assert isinstance(plain(text), str)
    assert all(isinstance(message, str) and message for message in faults(text))
    for node in every(tree):
        if isinstance(node, Link):
            assert prose._TARGET.fullmatch(node.target)
            assert not any(isinstance(inner, Link) for inner in every(node.children))


@given(st.lists(PIECES, max_size=40).map("".join))
def test_neighbouring_words_are_one_node(text: str) -> None:
    tree = parse(text)
    assert not any(isinstance(a, Str) and isinstance(b, Str) for a, b in pairwise(tree))
