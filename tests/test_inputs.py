"""What is given in the place of a text."""

from pathlib import Path

import pytest

import quoteattr
from quoteattr import Extractor, TextContentError


@pytest.mark.parametrize("path", ["article.txt", "/data/news/may.html", "C:\\news\\a.JSONL"])
def test_a_path_is_no_text(extractor: Extractor, path: str) -> None:
    with pytest.raises(TextContentError, match=r"is the path of a file; read the file first:") as e:
        extractor(path)
    assert (e.value.text, "\n" in str(e.value)) == (path, False)
    assert isinstance(e.value, quoteattr.InputError | ValueError)
    first, second = extractor.pipe([path, "Go"], on_error="return")
    assert (first.ok, second.ok) == (False, True)


@pytest.mark.parametrize("text", ["He opened a.txt", "Go", "a.txt\nb.txt", str(Path("news") / "a")])
def test_what_only_looks_like_a_path_is_read(extractor: Extractor, text: str) -> None:
    assert extractor(text).text == text


def test_a_path_with_blanks_is_one_where_the_file_is_there(
    extractor: Extractor, tmp_path: Path
) -> None:
    path = tmp_path / "my article.txt"
    assert extractor(str(path)).ok
    path.write_text("Go")
    with pytest.raises(TextContentError, match="is the path of a file"):
        extractor(str(path))


def test_an_address_is_no_text(extractor: Extractor) -> None:
    with pytest.raises(TextContentError, match="fetch the page"):
        extractor("https://example.org/news/may.html")
