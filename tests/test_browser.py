"""Pictures of documents in a real browser: headless Chromium, driven by Playwright.

Skipped where there is no Chromium on the path (on Debian: the package ``chromium``).
The accessibility check needs axe-core (from npm) too; ``AXE_CORE`` names its ``axe.min.js``.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pictures import ODD_TEXT, odd_document

from quoteattr.records import Quote, QuoteDocument, Span, Speaker
from quoteattr.render.html import to_html, to_page, to_pages
from quoteattr.render.palette import DARK, LIGHT

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
AXE = Path(os.environ.get("AXE_CORE") or "node_modules/axe-core/axe.min.js")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the path")

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as play:
        # Chromium as root, as in a container, has no sandbox.
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def show(browser, tmp_path):
    """Shows a page to the browser, with options of ``Browser.new_page``."""
    pages = []

    def show(html: str, **options) -> playwright.Page:
        path = tmp_path / "page.html"
        path.write_bytes(html.encode())
        page = browser.new_page(**options)
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(path.as_uri())
        pages.append(page)
        return page

    yield show
    for page in pages:
        page.close()


def rgb(colour: str) -> str:
    return f"rgb({int(colour[1:3], 16)}, {int(colour[3:5], 16)}, {int(colour[5:7], 16)})"


def style(page, selector: str, name: str, pseudo: str = "") -> str:
    return page.locator(selector).first.evaluate(
        "(e, [name, pseudo]) => getComputedStyle(e, pseudo || null)[name]", [name, pseudo]
    )


@pytest.mark.parametrize("script", [True, False])
def test_hostile_text_arrives_as_text(show, script):
    page = show(to_page(odd_document(), title="</title><script>hurt = 5</script>"))
    assert page.locator(".qa-text").evaluate("e => e.textContent") == ODD_TEXT
    assert page.evaluate("typeof window.hurt") == "undefined"
    assert len(page.asked) == 1  # the page itself
    assert page.title() == "</title><script>hurt = 5</script>"


def test_right_to_left_paragraphs_run_right_to_left(show):
    text = "שלום, אמר האיש.\n\nShalom, said the man."
    page = show(to_page(QuoteDocument(text)))
    ways = page.locator(".qa-text p").evaluate_all("x => x.map(e => getComputedStyle(e).direction)")
    assert ways == ["rtl", "ltr"]


def test_a_speaker_is_chosen_with_the_keyboard_and_without_scripts(show):
    page = show(to_page(odd_document()), java_script_enabled=False)
    theirs, others = ".qa-text .t-4.qa-q", ".qa-text .t-1.qa-q"
    assert style(page, others, "color") == rgb(LIGHT.ink)
    page.locator(".pick-2").focus()
    page.keyboard.press("Tab")  # over the details of the second
    page.keyboard.press("Tab")
    assert page.locator(".pick-3").evaluate("e => e === document.activeElement")
    assert style(page, others, "color") == rgb(LIGHT.faded)  # while it is looked at
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    assert (style(page, theirs, "color"), style(page, others, "color")) == (
        rgb(LIGHT.ink),
        rgb(LIGHT.faded),
    )
    page.keyboard.press("Enter")  # opens the details
    assert page.locator(".qa-card details[open]").count() == 1
    page.get_by_role("button", name="Show everyone").press("Enter")
    assert style(page, others, "color") == rgb(LIGHT.ink)
    assert len(page.asked) == 1


def test_without_scripts_a_label_leads_to_the_speaker(show):
    page = show(to_page(odd_document()), java_script_enabled=False)
    page.get_by_role("link", name="2 ").first.click()
    assert page.locator(".qa-card:target .qa-name").inner_text() == odd_document().speakers[1].name


def test_with_scripts_a_label_chooses_its_speaker(show):
    page = show(to_page(odd_document()))
    label = page.locator(".t-2 .qa-by")
    assert label.get_attribute("aria-pressed") == "false"
    label.click()
    assert page.locator(".pick-2").is_checked()
    assert label.get_attribute("aria-pressed") == "true"
    assert style(page, ".qa-text .t-1.qa-q", "color") == rgb(LIGHT.faded)
    assert style(page, ".qa-text .t-2.qa-q", "color") == rgb(LIGHT.ink)
    page.keyboard.press("Escape")
    assert not page.locator(".pick-2").is_checked()
    label.focus()
    page.keyboard.press("Space")
    assert page.locator(".pick-2").is_checked()


def test_what_is_said_inside_a_chosen_quote_stays_readable(show):
    page = show(to_page(odd_document()))
    page.locator(".pick-1").check()
    assert style(page, ".qa-text .t-2.qa-q", "color") == rgb(LIGHT.ink)


def test_two_pictures_on_one_page_do_not_disturb_each_other(show):
    page = show("".join(to_pages([odd_document(), odd_document()])))
    first, second = page.locator(".qa").nth(0), page.locator(".qa").nth(1)
    second.locator(".pick-2").check()
    colour = "e => getComputedStyle(e).color"
    assert first.locator(".qa-text .t-1.qa-q").first.evaluate(colour) == rgb(LIGHT.ink)
    assert second.locator(".qa-text .t-1.qa-q").first.evaluate(colour) == rgb(LIGHT.faded)
    assert second.locator(".qa-text .t-2.qa-q").first.evaluate(colour) == rgb(LIGHT.ink)


def test_pictures_in_a_notebook_follow_its_theme(show):
    html = to_html(odd_document())
    page = show(f"<body data-jp-theme-light='false'>{html}{html}", color_scheme="light")
    assert style(page, ".qa", "backgroundColor") == rgb(DARK.paper)
    page.locator(".qa >> nth=1").locator(".pick-2").check()
    assert style(page, ".qa >> nth=1 >> .qa-text .t-2.qa-q", "color") == rgb(DARK.ink)


def test_the_styles_of_a_notebook_for_links_and_lists_do_not_reach_it(show):
    """JupyterLab's weigh two classes and an element."""
    html = to_html(odd_document())
    foreign = (
        ".notebook a:link, .notebook a:hover { color: red; text-decoration: line-through }"
        ".notebook :is(ul, ol):not(.inline) { padding-left: 9em } .notebook ul { margin: 9em }"
    )

    def looks(page):
        found = [style(page, f".qa-by >> nth={n}", "color") for n in range(3)]
        found.append(style(page, ".qa-by >> nth=0", "text-decoration-line"))
        return found + [style(page, ".qa-side ul", name) for name in ("padding-left", "margin-top")]

    alone = looks(show(html))
    assert looks(show(f"<style>{foreign}</style><div class='notebook'>{html}</div>")) == alone


@pytest.mark.parametrize(("scheme", "theme"), [("light", LIGHT), ("dark", DARK)])
def test_light_and_dark(show, scheme, theme):
    page = show(to_page(odd_document()), color_scheme=scheme)
    assert style(page, ".qa", "backgroundColor") == rgb(theme.paper)
    assert style(page, ".qa-text .qa-direct", "backgroundColor") == rgb(theme.tints[1])


def test_kinds_differ_in_more_than_colour(show):
    page = show(to_page(odd_document()))
    looks = {
        (
            style(page, f".qa-text .qa-{kind}", "borderBottomStyle"),
            style(page, f".qa-text .qa-{kind}", "backgroundImage") != "none",
        )
        for kind in ("direct", "indirect", "mixed")
    }
    assert len(looks) == 3
    lines = {
        style(page, f".qa-text .qa-{role}", "textDecorationStyle") for role in ("cue", "source")
    }
    assert len(lines) == 2


def test_confidence_on_demand(show):
    page = show(to_page(odd_document()), java_script_enabled=False)
    assert "attr(data-sure)" not in style(page, ".t-2 .qa-by", "content", "::after")
    page.get_by_label("Show how sure the model is").check()
    assert "40%" in style(page, ".t-2 .qa-by", "content", "::after")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_sticks_out(show, width):
    page = show(to_page(odd_document()), viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    side, text = (page.locator(name).bounding_box() for name in (".qa-side", ".qa-text"))
    assert (side["x"] > text["x"] + text["width"]) is (width == 1280)


# The top of a quote's first letter below the bottom of its label, in pixels.
BELOW = """label => {
  const words = document.createTreeWalker(label.closest(".qa-q"), NodeFilter.SHOW_TEXT);
  const letter = document.createRange();
  letter.setStart(words.nextNode(), 0);
  letter.setEnd(words.currentNode, 1);
  return letter.getBoundingClientRect().top - label.getBoundingClientRect().bottom;
}"""
PHONES = range(320, 460, 20)


# In how many pieces a quote's first word stands.
PIECES = """label => {
  const words = document.createTreeWalker(label.closest(".qa-q"), NodeFilter.SHOW_TEXT);
  const word = document.createRange();
  word.setStart(words.nextNode(), 0);
  word.setEnd(words.currentNode, words.currentNode.data.search(/\\s|$/));
  return word.getClientRects().length;
}"""


def reported() -> QuoteDocument:
    """Quotes whose labels and sources whose numbers come to stand anywhere in a line."""
    said = "the water stood high, Ida Brandt said that nobody had asked."
    text = "\n\n".join("At the bridge" + " there" * n + f" {said}" for n in range(9))
    starts = [n for n in range(len(text)) if text.startswith("that nobody", n)]
    who = Speaker("s1", "the Harbour Authority of Upper Sorby and Lund", "organisation")
    return QuoteDocument(
        text,
        tuple(
            Quote(
                f"q{n}",
                "indirect",
                "speech",
                (Span.of(text, start, start + 21),),
                cue=Span.of(text, start - 5, start - 1),
                source=Span.of(text, start - 16, start - 6),
                speakers=(who,),
            )
            for n, start in enumerate(starts, 1)
        ),
        (who,),
    )


@pytest.mark.parametrize("width", PHONES)
def test_a_label_stands_where_its_quote_begins(show, width):
    page = show(to_page(reported()), viewport={"width": width, "height": 800})
    below = page.locator(".qa-by").evaluate_all(f"labels => labels.map({BELOW})")
    assert len(below) == 9
    assert max(below) < 0


@pytest.mark.parametrize("width", PHONES)
def test_a_label_leaves_room_for_the_first_word(show, width):
    page = show(to_page(reported()), viewport={"width": width, "height": 800})
    page.get_by_label("Show how sure the model is").check()
    pieces = page.locator(".qa-by").evaluate_all(f"labels => labels.map({PIECES})")
    assert pieces == [1] * 9


@pytest.mark.parametrize("width", PHONES)
def test_a_number_stands_behind_its_words(show, width):
    page = show(to_page(reported()), viewport={"width": width, "height": 800})
    ties = page.locator(".qa-tie")
    boxes = "e => [...e.getClientRects()].map(x => [x.left, x.right, x.top, x.bottom])"
    assert ties.count() == 9
    for tie in ties.all():
        (left, _, top, _), *more = tie.evaluate(boxes)
        _, right, _, bottom = tie.evaluate(f"e => ({boxes})(e.previousElementSibling)")[-1]
        assert not more
        assert top < bottom
        assert left >= right - 1


def test_paper_has_no_controls(show):
    page = show(to_page(odd_document()), color_scheme="dark")
    page.locator(".pick-1").check()
    page.emulate_media(media="print")
    assert not page.locator(".qa-bar").is_visible()
    assert not page.locator(".pick-1").is_visible()
    assert page.locator(".qa-side").is_visible()
    assert style(page, ".qa", "backgroundColor") == rgb(LIGHT.paper)
    assert page.pdf()[:4] == b"%PDF"


@pytest.mark.skipif(not AXE.is_file(), reason="no axe-core: npm install --no-save axe-core")
@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 390), ("light", 1280), ("dark", 1280)], ids=str
)
def test_axe_finds_nothing(show, scheme, width):
    page = show(
        to_page(odd_document(), title="Odd"),
        color_scheme=scheme,
        viewport={"width": width, "height": 800},
    )
    page.add_script_tag(path=AXE)
    assert_accessible(page)
    page.locator(".pick-2").check()
    page.locator(".qa-sure").check()
    for summary in page.locator("summary").all():
        summary.click()
    assert_accessible(page)


@pytest.mark.skipif(not AXE.is_file(), reason="no axe-core: npm install --no-save axe-core")
def test_axe_finds_nothing_on_a_page_of_several(show):
    documents = (QuoteDocument(ODD_TEXT, id=name) for name in ("a", "b"))
    page = show("".join(to_pages([odd_document(), *documents])))
    page.add_script_tag(path=AXE)
    assert_accessible(page)


def assert_accessible(page) -> None:
    found = page.evaluate("tags => axe.run({runOnly: tags})", WCAG)
    assert [(x["id"], x["impact"], x["nodes"][0]["html"][:200]) for x in found["violations"]] == []
    assert len(found["passes"]) > 15
