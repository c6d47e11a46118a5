"""Draw the picture at the top of the README: ``sphinx-build -t pictures ...`` runs this.

An article of the examples as the package renders it, seen by headless Chromium: light theme, two
dots a pixel, letters as the machine has them. Needs Chromium on the path, and Playwright and
Pillow, which the extras ``test`` and ``docs`` bring.
"""

import io
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


def small(png: bytes) -> bytes:
    """The same picture with a palette."""
    from PIL import Image

    picture = Image.open(io.BytesIO(png)).convert("RGB")
    out = io.BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    PICTURE.write_bytes(small(seen(page_of(ARTICLE))))
