"""What is given in the place of a text."""

from pathlib import Path

import pytest

import quoteattr
from quoteattr import Extractor, TextContentError


@pytest.mark.parametrize(
    "path",
    ["article.txt", "/data/news/may.html", "C:\\news\\a.JSONL", "news/no such file.txt"],
)
def test_a_path_is_no_text(extractor: Extractor, path: str) -> None:
    with pytest.raises(TextContentError, match=r"is the path of a file; read the file and") as e:
        extractor(path)
    assert (e.value.text, "\n" in str(e.value)) == (path, False)
    assert isinstance(e.value, quoteattr.InputError | ValueError)
    first, second = extractor.pipe([path, "Go"], on_error="return")
    assert (first.ok, second.ok) == (False, True)


@pytest.mark.parametrize(
    "text",
    [
        "He opened a.txt",
        "Read http://a.org/may.html",
        "www.a.org is down",
        "WWW.:",
        "https://…",
        "Go",
        "a.txt\nb.txt",
        str(Path("news") / "a"),
    ],
)
def test_what_only_looks_like_a_path_is_read(extractor: Extractor, text: str) -> None:
    assert extractor(text).text == text


def test_what_is_a_path_does_not_depend_on_the_disk(
    extractor: Extractor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("Our article.txt").write_text("Go", encoding="utf-8")
    assert extractor("Our article.txt").ok


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/news/may.html",
        "https://www.example.org/news/2026/05/bridge-closed",
        "HTTP://example.org",
        " www.example.org/news\n",
    ],
)
def test_an_address_is_no_text(extractor: Extractor, address: str) -> None:
    with pytest.raises(TextContentError, match="fetch the page"):
        extractor(address)
