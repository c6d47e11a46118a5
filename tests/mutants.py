"""Valid files with something wrong in them: of plain data, of text, of bytes."""

import copy
from typing import Any

from hypothesis import strategies as st

# What somebody's script, or somebody with bad intentions, puts where something else belongs.
ODD: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2**63, 10**30, 0.5, 1e300, float("nan"), float("inf"),
    "", "s1", "q1", "E1", "0", "\ud800", "\x00", "a\nb", "Quote", "Speaker", "text",
    [], {}, [[]], [0, 1], [[0, 1]], ["s1"], {"id": "q1"}, {"text": "x"},
)  # fmt: skip
VALUES = st.sampled_from(ODD) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
TOKENS = st.sampled_from(
    (
        "", "\t", " ", "\r", "\n", "\n\n", "|", "#", "\x00", "\ufeff", "\x85", "\u2028", "\ud800",
        "9" * 5000, "-1", "٣", "²", "T1", "E1", "E2", "R1", "A1", "*", "O", "B-", "B-q1", "I-s1",
        "null", "NaN", "{}", "[]", '"', "{" * 3000, "[" * 200_000, "# text = ", "# quote = ", "…",
    )
) | st.text(max_size=4)  # fmt: skip


def _places(data: Any) -> list[tuple[Any, Any]]:
    """Every container inside plain data with every key of it."""
    keys = list(data) if isinstance(data, dict) else range(len(data))
    found = []
    for key in keys:
        found.append((data, key))
        if isinstance(data[key], dict | list):
            found += _places(data[key])
    return found


@st.composite
def plain(draw: st.DrawFn, valid: Any) -> Any:
    """Plain data with up to three values replaced, taken out, doubled or exchanged."""
    data = [copy.deepcopy(valid)]
    for _ in range(draw(st.integers(1, 3))):
        places = _places(data)
        container, key = places[draw(st.integers(0, len(places) - 1))]
        change = draw(st.sampled_from(("replace", "remove", "double", "exchange", "add")))
        if change == "replace":
            container[key] = copy.deepcopy(draw(VALUES))
        elif change == "remove" and len(places) > 1:
            del container[key]
        elif change == "double" and isinstance(container, list) and container is not data:
            container.insert(key, copy.deepcopy(container[key]))
        elif change == "exchange":
            other, place = places[draw(st.integers(0, len(places) - 1))]
            container[key] = copy.deepcopy(other[place])
        elif isinstance(container, dict):
            container[draw(st.text(max_size=4))] = copy.deepcopy(draw(VALUES))
        if not data:
            return None
    return data[0]


@st.composite
def lines(draw: st.DrawFn, valid: str) -> str:
    """A text with up to three changes to its lines, or in them."""
    text = valid
    for _ in range(draw(st.integers(1, 3))):
        rows = text.split("\n")
        n = draw(st.integers(0, len(rows) - 1))
        change = draw(st.sampled_from(("remove", "double", "move", "put", "cut", "token")))
        if change == "remove":
            del rows[n]
        elif change == "double":
            rows.insert(n, rows[n])
        elif change == "move":
            rows.insert(draw(st.integers(0, len(rows) - 1)), rows.pop(n))
        else:
            at = draw(st.integers(0, len(rows[n])))
            end = {"put": at, "cut": len(rows[n])}.get(change, min(len(rows[n]), at + 3))
            put = "" if change == "cut" else draw(TOKENS)
            rows[n] = rows[n][:at] + put + rows[n][end:]
        text = "\n".join(rows)
    return text


@st.composite
def flipped(draw: st.DrawFn, valid: bytes, within: int | None = None) -> bytes:
    """Bytes of which up to four are others, or that are cut; ``within`` the first so many."""
    size = min(len(valid), within or len(valid))
    if draw(st.integers(0, 4)) == 0:
        return valid[: draw(st.integers(0, size - 1))]
    data = bytearray(valid)
    for _ in range(draw(st.integers(1, 4))):
        data[draw(st.integers(0, size - 1))] ^= draw(st.integers(1, 255))
    return bytes(data)
