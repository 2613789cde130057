"""Formulas, links, outlines, callouts' titles, and texts in a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Entity, EntityKind, Rich
from bot.render import Entry, bold, code, italic, join, link, pre, quote, render_outline, to_terminal
from bot.render.formulas import formula
from bot.render.links import readable_url, working_url
from bot.render.scripts import lowered, raised
from tests.tdlib import judge, judge_wire

READABLE = {
    r"x^2 \le \alpha": "x² ≤ α",
    r"x_{n+1}": "xₙ₊₁",
    r"x_{i,j}": "x_(i,j)",
    r"e^{i\pi}+1=0": "e^(iπ)+1 = 0",
    r"2^{10}": "2¹⁰",
    r"\frac{a+b}{c}": "(a+b)/c",
    r"\frac12": "1/2",
    r"\sqrt{x}": "√x",
    r"\sqrt[3]{x+1}": "∛(x+1)",
    r"\sqrt[n]{x}": "ⁿ√x",
    r"O(n\log n)": "O(n log n)",
    r"\sin(2x)": "sin(2x)",
    r"\log_2 n": "log₂ n",
    r"\max_i a_i": "maxᵢ aᵢ",
    r"\sum_{i=1}^{n} x_i": "∑ᵢ₌₁ⁿ xᵢ",
    r"\int_0^\infty f(x)\,dx": "∫₀^∞ f(x) dx",
    r"\mathbb{R}^n": "ℝⁿ",
    r"T_{\text{комп}}": "T_комп",
    r"\text{если } x > 0": "если x > 0",
    r"90^\circ": "90°",
    r"\bar{x} \ne \hat y": "x̄ ≠ ŷ",
    r"\left(\frac{1}{2}\right)^2": "(1/2)²",
    r"P(A\mid B)": "P(A | B)",
    r"\{x \in X\}": "{x ∈ X}",
    r"\not= \not\in": "≠ ∉",
    r"f'(x)": "f′(x)",
    r"\mathrm{ker}\,A": "ker A",
    r"\mathbf{x} \cdot \vec{y}": "x · y⃗",
    r"a-b": "a−b",
    r"x \to \infty": "x → ∞",
    r"A \cap B = \emptyset": "A ∩ B = ∅",
    r"\left. x\right|": "x|",
    r"50\%": "50%",
    r"\begin{aligned}a&=b\\c&=d\end{aligned}": "a = b\nc = d",
}

UNREADABLE = [
    r"\binom{n}{k}",
    r"\begin{pmatrix}a&b\end{pmatrix}",
    r"\frac{a}",
    r"\sqrt[x",
    r"{a",
    "a}",
    "a & b",
    r"\overline{abc}",
    r"\text{$x$}",
    r"\unknown x",
    "^",
    "\\",
    r"\not\alpha",
    r"\sqrt[q]{x}",
    "{" * 30 + "}" * 30,
    "x" * 3000,
]


@pytest.mark.parametrize("tex", READABLE)
def test_formulas_in_plain_characters(tex: str) -> None:
    """What TeX says is said in characters that every phone has."""
    assert formula(tex) == (READABLE[tex], True)


@pytest.mark.parametrize("tex", UNREADABLE, ids=lambda tex: tex[:12])
def test_formulas_that_stay_tex(tex: str) -> None:
    """A formula is never shown half: what is not understood stays as it was written."""
    assert formula(tex) == (tex, False)


@given(
    st.lists(
        st.sampled_from(["\\frac", "{", "}", "x", "^", "_", "\\sqrt", "[", "]", " ", "\\text", "\\\\", "&"])
    )
)
def test_any_tex_ends(pieces: list[str]) -> None:
    """Broken TeX neither fails nor grows."""
    tex = "".join(pieces)
    text, readable = formula(tex)
    assert readable or text == tex.strip()
    assert len(text) <= 3 * len(tex) + 1


def test_scripts_all_or_nothing() -> None:
    """A power or an index is small as a whole or not at all."""
    assert (raised("n+1"), lowered("n+1")) == ("ⁿ⁺¹", "ₙ₊₁")
    assert (raised("ж"), lowered("2ж"), raised("")) == (None, None, None)


URLS = st.one_of(
    st.sampled_from(
        [
            *(
                "https://ru.wikipedia.org/wiki/Гипервизор",
                "http://пример.рф/",
                "https://a.b/?q=1#x",
                "http://1.2.3.4:80/",
            ),
            *(
                "https://a.b:0/",
                "https://a.b:65536/",
                "http://a",
                "http://.a/",
                "http://a./",
                "http://[::1]/",
                "https://",
            ),
            *(
                "tg://resolve?domain=abc",
                "tg:resolve",
                "tg://",
                "mailto:a@b.ru",
                "ftp://a.b",
                "//a.b/",
                "/x",
                "#x",
                "",
            ),
            *(
                "http://a.b\\c",
                "http://a b.ru",
                "http://a.b/\u200b",
                "HTTPS://A.RU/",
                "http://a@b.ru/",
                "http://a_b.ru",
            ),
            *(
                "https://-a.ru",
                "https://a-.ru",
                "https://a..ru",
                "https://a.b.c.d.e/",
                "https://a.1/",
                "https://x.y/%zz",
            ),
        ]
    ),
    st.text(alphabet="htps:/.@ab1яг?#[]-_%\\ ", max_size=25).map(lambda rest: "https://" + rest),
    st.text(alphabet="abZ/?=&%-_.~ #:", max_size=15).map(lambda rest: "tg://" + rest),
    st.text(max_size=20),
)


@given(URLS)
def test_links_let_through_are_taken(url: str) -> None:
    """What counts as a working address is one to Telegram."""
    address = working_url(url)
    if address:
        assert judge_wire("a", [{"type": "text_link", "offset": 0, "length": 1, "url": address}]) == []


@pytest.mark.parametrize(
    "url",
    [
        "https://ru.wikipedia.org/wiki/Гипервизор_(ОС)",
        "http://пример.рф/",
        "https://a.b:8443/x?y=1#z",
        "http://192.168.0.1/",
        "tg://resolve?domain=abc",
    ],
)
def test_ordinary_links_work(url: str) -> None:
    """Addresses that people write are kept."""
    assert working_url(url) == url


def test_addresses_that_cannot_be_links() -> None:
    """Mail and local addresses are worth showing, links into the notes are not."""
    assert readable_url("mailto:me@x.ru?subject=a") == "me@x.ru"
    assert readable_url("http://localhost:8080/a%20b") == "http://localhost:8080/a b"
    assert [readable_url(url) for url in ("../a.md", "#x", "javascript:x", "http://[", "")] == [""] * 5


def test_an_outline_page() -> None:
    """Entries are numbered through all pages and indented below the least of the page."""
    entries = [Entry("Введение", 1, note="3 раздела"), *(Entry(f"Раздел {at}", 2) for at in range(5))]
    first = render_outline("Лекции", entries, size=3)
    assert first.text.text == "Лекции\n1. Введение  3 раздела\n   2. Раздел 0\n   3. Раздел 1"
    assert first.text.entities == (Entity(EntityKind.BOLD, 0, 6), Entity(EntityKind.ITALIC, 20, 9))
    assert (first.first, first.count, first.page, first.pages) == (0, 3, 0, 2)
    second = render_outline("", entries, page=1, size=3)
    assert second.text.text == "4. Раздел 2\n5. Раздел 3\n6. Раздел 4"
    assert (second.first, second.count) == (3, 3)


@pytest.mark.parametrize("page", [-1, 5])
def test_pages_that_are_gone(page: int) -> None:
    """An old button may ask for a page that does not exist any more."""
    assert render_outline("t", [Entry("a")], page=page).page == 0


def test_an_empty_outline() -> None:
    """No entries is one page without any."""
    page = render_outline("Пусто", [])
    assert (page.text.text, page.pages, page.count) == ("Пусто", 1, 0)


@given(st.lists(st.tuples(st.text(max_size=300), st.integers(0, 5)), max_size=20), st.text(max_size=400))
def test_outline_pages_fit(found: list[tuple[str, int]], title: str) -> None:
    """Whatever the headings are, a page is one right message."""
    page = render_outline(title, [Entry(*entry) for entry in found])
    assert [fault for fault in judge(page.text) if fault != "empty text"] == []


def test_plain_terminal() -> None:
    """Quotes behind a bar, code indented, addresses behind links; no codes without colour."""
    rich = join(
        bold("H"), "\n", quote("q\nr"), "\n", pre("a\n b"), "\n", link("x", "https://a.ru"), " ", code("c")
    )
    assert to_terminal(rich) == "H\n│ q\n│ r\n    a\n     b\nx (https://a.ru) c"


def test_coloured_terminal() -> None:
    """Styles are ANSI codes, opened and closed in order."""
    rich = join(bold(join("b", italic("i"))), " ", code("c"))
    assert (
        to_terminal(rich, colour=True) == "\x1b[1mb\x1b[22m\x1b[1m\x1b[3mi\x1b[23m\x1b[22m \x1b[36mc\x1b[39m"
    )


def test_addresses_are_not_said_twice() -> None:
    """A link that shows its address needs no other."""
    assert to_terminal(link("https://a.ru", "https://a.ru")) == "https://a.ru"


def test_escapes_of_notes_do_not_reach_the_terminal() -> None:
    """A text that was not cleaned cannot command the terminal."""
    assert "\x1b" not in to_terminal(Rich("a\x1b[2Jb"))
