"""What the documentation shows beside its doctests."""

import re
import runpy
import shutil
from pathlib import Path

import pytest

import quoteattr

ROOT = Path(__file__).parent.parent
DOCS = sorted((ROOT / "docs").glob("*.md"))


@pytest.mark.parametrize("page", [*DOCS, ROOT / "README.md"], ids=lambda page: page.name)
def test_links_and_pictures_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    for target in targets:
        assert (page.parent / target).is_file(), target


def test_every_public_name_and_field_is_on_the_api_page() -> None:
    page = (ROOT / "docs" / "api.rst").read_text(encoding="utf-8")
    errors, before = page[page.index("QuoteattrError") :], page[: page.index("QuoteattrError")]
    for name in quoteattr.__all__:
        is_error = isinstance(getattr(quoteattr, name), type) and issubclass(
            getattr(quoteattr, name), Exception
        )
        assert re.search(rf"\b{name}\b", errors if is_error else before), name
    for cls in (quoteattr.QuoteDocument, quoteattr.Quote, quoteattr.Speaker):
        table = page.split(f".. list-table:: ``{cls.__name__}``")[1].split("\n.. ")[0]
        for field in cls.__attrs_attrs__:
            assert f"``{field.name}``" in table, (cls, field.name)


def test_the_build_finds_dead_links(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.html").write_text(
        '<h1 id="top">A</h1> <a href="sub/b.html#on">1</a> <a href="#top">2</a>'
        '<a href="https://example.org/none">3</a> <a href="sub/none.html">4</a>',
        "utf-8",
    )
    (tmp_path / "sub" / "b.html").write_text(
        '<p id="on"><a href="../a.html#gone">5</a> <img src="c.png"></p>', "utf-8"
    )
    configuration = runpy.run_path(str(ROOT / "docs" / "conf.py"))
    found = sorted(configuration["dead_links"](tmp_path))
    assert found == [("a.html", "sub/none.html"), ("b.html", "../a.html#gone"), ("b.html", "c.png")]


def test_the_picture_of_the_readme_is_small_and_told_in_words() -> None:
    ((words, name),) = re.findall(
        r"!\[([^]]*)\]\(([^)]+)\)", (ROOT / "README.md").read_text("utf-8")
    )
    assert len(words.split()) > 10
    assert (ROOT / name).stat().st_size < 150_000


@pytest.mark.skipif(
    not (shutil.which("chromium") or shutil.which("chromium-browser")), reason="no chromium"
)
def test_the_picture_of_the_readme_can_be_drawn_again() -> None:
    pytest.importorskip("playwright")
    script = runpy.run_path(str(ROOT / "docs" / "images" / "article.py"))
    page = script["page_of"](script["ARTICLE"])
    assert "Beatrix Noland" in page
    drawn = script["small"](script["seen"](page), script["told"](page))
    # the sizes at the head of a PNG: the same, whatever the letters of this machine
    assert drawn[:24] == script["PICTURE"].read_bytes()[:24]


def test_the_picture_of_the_readme_shows_what_comes_out() -> None:
    image = pytest.importorskip("PIL.Image")
    script = runpy.run_path(str(ROOT / "docs" / "images" / "article.py"))
    with image.open(script["PICTURE"]) as picture:
        shown = picture.text["Description"]
    found = script["told"](script["page_of"](script["ARTICLE"]))
    assert shown == found, "draw it anew: python docs/images/article.py"


def test_every_page_has_its_place_in_the_contents() -> None:
    contents = runpy.run_path(str(ROOT / "docs" / "conf.py"))["CONTENTS"]
    pages = {page.stem for page in DOCS} - {"index"}
    assert pages <= set(contents.split())
    assert "<api>" in contents


def test_the_pages_for_users_are_short() -> None:
    """Whoever reads all of them has read at most 20,000 words."""
    for_maintainers = {"architecture", "training", "research-notes"}
    pages = [page for page in DOCS if page.stem not in for_maintainers]
    pages.append(ROOT / "docs" / "api.rst")
    assert sum(len(page.read_text(encoding="utf-8").split()) for page in pages) <= 20_000
