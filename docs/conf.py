"""How Sphinx builds the documentation: ``sphinx-build -W docs docs/_build/html``.

The pages are Markdown that reads well without Sphinx, too; what only Sphinx needs (the order of
pages, links that leave the folder) is added here.
"""

import os
import re
import runpy
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

os.environ.setdefault("MPLBACKEND", "Agg")
os.environ.setdefault("OMP_NUM_THREADS", "1")

HERE = Path(__file__).parent
ROOT = HERE.parent

project = "quoteattr"
author = "The quoteattr developers"
copyright = "The quoteattr developers"
(release,) = re.findall(
    r'^__version__ = "(.+)"', (ROOT / "quoteattr" / "__init__.py").read_text("utf-8"), re.M
)
version = release

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.napoleon",
    "sphinx.ext.viewcode",
    "sphinx_gallery.gen_gallery",
]
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}
exclude_patterns = ["_build", "templates"]
templates_path = ["templates"]
nitpicky = False

# Markdown ------------------------------------------------------------------------------------
myst_heading_anchors = 3
# Where the examples have a folder, the site has a gallery.
GALLERY = {"../examples/README.md": "gallery/index.rst"}
# Pages of the repository beside this folder; they get a page of their own in the build.
OUTSIDE = {
    "../quoteattr/models/en/README.md": "about/model-card.md",
    "../quoteattr/training/annotations/README.md": "about/annotations.md",
    "../CONTRIBUTING.md": "about/contributing.md",
    "../CHANGELOG.md": "about/changelog.md",
}

# API -----------------------------------------------------------------------------------------
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True
napoleon_use_rtype = False

# Gallery -------------------------------------------------------------------------------------
sphinx_gallery_conf = {
    "examples_dirs": str(ROOT / "examples"),
    "gallery_dirs": "gallery",
    "filename_pattern": r"plot_",
    "subsection_order": [
        "../examples/one_article",
        "../examples/many_articles",
        "../examples/beyond",
    ],
    "within_subsection_order": "FileNameSortKey",
    "abort_on_example_error": True,
    "capture_repr": ("_repr_html_", "__repr__"),
    "download_all_examples": False,
    "show_memory": False,
    "show_signature": False,
    "remove_config_comments": True,
    "min_reported_time": 1_000,
    "plot_gallery": "True",
    "write_computation_times": False,
}

# HTML ----------------------------------------------------------------------------------------
html_theme = "furo"
html_title = f"quoteattr {release}"
html_copy_source = False
html_show_sphinx = False
html_static_path = ["static"]
html_css_files = ["gallery.css"]

CONTENTS = """
```{toctree}
:hidden:
:caption: Use it

gallery/index
counting
command-line
formats
rendering
integrations
API <api>
coming-from
```

```{toctree}
:hidden:
:caption: Know it

measured
limits
about/model-card
about/changelog
```

```{toctree}
:hidden:
:caption: Change it

architecture
training
research-notes
about/annotations
about/contributing
```
"""


def adapt(app, docname, source):
    """Give the first page its table of contents, and keep links inside the site."""
    text = source[0]
    for target, page in (GALLERY | OUTSIDE).items():
        text = text.replace(f"]({target})", f"]({page})")
    if docname == "index":
        text += CONTENTS
    source[0] = text


def bring_pages(app):
    """Write the pages of the repository that lie elsewhere, with links that fit their new place."""
    for target, page in OUTSIDE.items():
        text = (HERE / target).resolve().read_text("utf-8")
        text = re.sub(r"\]\((?:\.\./)*docs/", "](../", text)
        # what is no page of the site is named, not linked
        text = re.sub(r"\[([^\]]+)\]\((?!https?:|#|\.\./[\w-]+\.md)[^)]*\)", r"\1", text)
        path = HERE / page
        path.parent.mkdir(exist_ok=True)
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8", newline="\n")


class Page(HTMLParser):
    """The links and the anchors of one page as it came out."""

    def __init__(self, path):
        super().__init__()
        self.links, self.anchors = set(), set()
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.anchors.add(values.get("id"))
        self.links.add(values.get("href") or values.get("src") or "")


def dead_links(folder):
    """Yield page and link for each link that leads nowhere in the site."""
    pages = {path.resolve(): Page(path) for path in Path(folder).rglob("*.html")}
    for path, page in pages.items():
        for link in page.links:
            to = urlsplit(link)
            if to.scheme or to.netloc:
                continue
            target = (path.parent / unquote(to.path)).resolve() if to.path else path
            found = target.exists()
            if found and to.fragment and target in pages:
                found = unquote(to.fragment) in pages[target].anchors
            if not found:
                yield path.name, link


# What axe misses on the pages that Sphinx, the theme and the gallery make.
ACCESSIBLE = {
    r'role="heading">': 'role="heading" aria-level="2">',
    r'<aside class="sidebar-drawer">': '<aside class="sidebar-drawer" aria-label="Pages">',
    r'<aside class="toc-drawer">': '<aside class="toc-drawer" aria-label="On this page">',
    r'<th class="head"><p></p></th>': "<td></td>",
    r'<div class="highlight"><pre>': '<div class="highlight"><pre tabindex="0">',
    r"<th></th>": "<td></td>",
    r'<a class="reference internal" (href="[^"]+"><span class="doc">([^<"]+)</span></a></p>)': (
        r'<a class="reference internal" aria-label="\2" \1'
    ),
}


def make_accessible(app, exception):
    """Mend what axe would complain of."""
    if exception is None and app.builder.name == "html":
        for path in Path(app.outdir).rglob("*.html"):
            text = path.read_text("utf-8")
            for old, new in ACCESSIBLE.items():
                text = re.sub(old, new, text)
            path.write_text(text, "utf-8")


def check_links(app, exception):
    """Fail the build where a link of the finished site leads nowhere.

    Sphinx itself checks references between pages, but not what it and themes put around them.
    """
    if exception is None and app.builder.name == "html":
        dead = sorted(set(dead_links(app.outdir)))
        if dead:
            from sphinx.errors import ExtensionError  # the tests look at this file without Sphinx

            raise ExtensionError("dead links: " + ", ".join(map(" -> ".join, dead)))


def add_articles(app, exception):
    """Put the articles into the zip of each example, so that it runs where it is unpacked."""
    if exception is not None:
        return
    articles = sorted((ROOT / "examples" / "articles").iterdir())
    for path in (Path(app.outdir) / "_downloads").rglob("plot_*.zip"):
        with zipfile.ZipFile(path) as archive:
            scripts = {Path(name).name: archive.read(name) for name in archive.namelist()}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in scripts.items():
                archive.writestr(f"example/{Path(name).name}", data)
            for article in articles:
                archive.write(article, f"articles/{article.name}")


def draw_pictures(app):
    """Draw the picture of the README anew, where the build has the tag ``pictures``.

    Only then, since letters differ between machines, and a build should leave the sources alone.
    """
    if app.tags.has("pictures"):
        runpy.run_path(str(HERE / "images" / "article.py"), run_name="__main__")


def setup(app):
    """Connect the above."""
    app.connect("builder-inited", bring_pages, priority=100)
    app.connect("builder-inited", draw_pictures)
    app.connect("source-read", adapt)
    app.connect("build-finished", add_articles)
    app.connect("build-finished", make_accessible)
    app.connect("build-finished", check_links)
