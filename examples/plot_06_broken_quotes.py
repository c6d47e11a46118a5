"""
Where does a quote go on?
=========================

A cue may stand in the middle of a quote ("A," she said, "B"), and a long quote may run over
several paragraphs, the marks opened again in each and closed only in the last.
Both are one quote whose ``content`` has several spans.
"""

from pathlib import Path

import matplotlib.pyplot as plt

import quoteattr

names = ["climate-talks", "health", "obituary"]
texts = [Path(f"articles/{name}.txt").read_text(encoding="utf-8") for name in names]
docs = list(quoteattr.load("en").pipe(texts))


def pieces(quote):
    """The content paragraph by paragraph."""
    return [part for span in quote.content for part in span.text.split("\n") if part.strip()]


broken = [
    (name, quote)
    for name, doc in zip(names, docs, strict=True)
    for quote in doc
    if len(pieces(quote)) > 1
]
for name, quote in broken[:6]:
    print(f"{name}, {quote.speaker.name if quote.speaker else 'nobody'}:")
    for part in pieces(quote):
        print(f"    {part}")

# %%
# ``quote.text`` joins the pieces; nothing has to be guessed from marks.

direct = [quote for _, quote in broken if quote.kind == "direct"]
print(max(direct, key=lambda quote: len(quote.content)).text)

# %%
# Each row is one quote: dark where it is content, a line where its cue and other words intervene.

shown = broken[:12]
fig, ax = plt.subplots(figsize=(7, 3.6), layout="constrained")
for row, (_, quote) in enumerate(shown):
    length = quote.end - quote.start
    ax.hlines(row, 0, length, color="#9fb3c8")
    for span in quote.content:
        ax.barh(
            row, span.end - span.start, left=span.start - quote.start, height=0.6, color="#1f5f8b"
        )
labels = [quote.speaker.name if quote.speaker else "?" for _, quote in shown]
ax.set_yticks(range(len(shown)), labels, fontsize=8)
ax.invert_yaxis()
ax.set_xlabel("characters from the beginning of the quote")
ax.set_title("Quotes in several pieces")
plt.show()
