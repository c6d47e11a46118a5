"""Draw the picture at the top of the README: ``sphinx-build -t pictures ...`` runs this.

An article of the examples as the package renders it, seen by headless Chromium: light theme, two
dots a pixel, letters as the machine has them (the committed picture: Caladea and DejaVu, which
are ``fonts-crosextra-caladea`` and ``fonts-dejavu-core`` on Debian).
What stands above the article is the file's description, too, so that a test can tell when
another model finds something else.
Needs Chromium on the path, and Playwright and Pillow, which the extras ``test`` and ``docs`` bring.
"""

import io
import re
import shutil
from pathlib import Path

import quoteattr

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "examples" / "articles" / "health.txt"
PICTURE = Path(__file__).with_suffix(".png")
WIDTH, HEIGHT = 960, 664
# Few colours and their mixtures: a palette keeps the file small, and nothing is seen of it.
COLOURS = 96


def page_of(article: Path) -> str:
    """The article as a page, its first line as the title."""
    title, _, text = article.read_text(encoding="utf-8").partition("\n")
    return quoteattr.extract(text.lstrip("\n")).render("page", title=title)


def seen(html: str) -> bytes:
    """The top of a page as a PNG."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as play:
        # Chromium as root, as in a container, has no sandbox.
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", device_scale_factor=2
        )
        page.set_content(html)
        return page.screenshot()


def told(html: str) -> str:
    """What the page says above the article: how many quotes, by whom."""
    (line,) = re.findall(r'<div class="qa-head">.*?<p>([^<]+?)\.? *<', html, re.DOTALL)
    return line


def small(png: bytes, words: str) -> bytes:
    """The same picture with a palette, and with words for its description."""
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    about = PngInfo()
    about.add_text("Description", words)
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    out = io.BytesIO()
    flat = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    flat.save(out, "PNG", optimize=True, pnginfo=about)
    return out.getvalue()


if __name__ == "__main__":
    page = page_of(ARTICLE)
    PICTURE.write_bytes(small(seen(page), told(page)))
