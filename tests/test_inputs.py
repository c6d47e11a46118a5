"""What is given in the place of a text."""

from pathlib import Path

import pytest

import quoteattr
from quoteattr import Extractor, TextContentError


@pytest.mark.parametrize("path", ["article.txt", "/data/news/may.html", "C:\\news\\a.jsonl"])
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
