"""Memory is given back to the system after so much text."""

import ctypes

import pytest

import quoteattr
from quoteattr import extractor as extractor_module
from quoteattr import memory


@pytest.fixture
def trimmed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for every time that memory was given back."""
    calls: list[int] = []

    def trim(pad: int) -> int:
        calls.append(pad)
        return 1

    monkeypatch.setattr(memory, "_trim", lambda: trim)
    return calls


def test_every_so_many_characters(trimmed: list[int]) -> None:
    reading = memory.Reading()
    for _ in range(7):
        reading.note(memory.EVERY // 2)
    assert trimmed == [0, 0, 0]


def test_what_is_read_is_counted(
    extractor: quoteattr.Extractor, trimmed: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "EVERY", 60)
    monkeypatch.setattr(extractor_module, "_reading", memory.Reading())
    text = "“It is late,” said Ida Brandt."
    extractor(text)
    assert trimmed == []
    list(extractor.pipe([text, text, text], batch_size=1))
    assert trimmed == [0, 0]


def test_any_c_library_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())
    memory._trim.cache_clear()
    try:
        assert memory._trim()(0) == 0
    finally:
        memory._trim.cache_clear()
