"""
Which quotes are inside other quotes?
=====================================

People quote other people.
A quote inside another is a separate quote with its own speaker,
and ``parent`` is the quote around it.
"""

from pathlib import Path

import matplotlib.pyplot as plt

import quoteattr

names = ["court", "flood-second-paper", "live-blog", "obituary", "science"]
texts = [(Path(f"../articles/{n}.txt").read_text(encoding="utf-8"), {"id": n}) for n in names]
docs = [doc for doc, _ in quoteattr.load("en").pipe(texts, as_tuples=True)]


def who(quote):
    return quote.speaker or "somebody"


for doc in docs:
    for quote in doc:
        if quote.parent:
            print(f"{doc.id}: {who(quote.parent)} says that {who(quote)} said\n    {quote}")

# %%
# If you count words, leave the inner quotes out: the outer quote already contains them.
# If you look for evidence, keep them apart as well:
# an inner quote is hearsay, known only through the outer speaker.

fig, axes = plt.subplots(len(docs), figsize=(7, 4), layout="constrained")
for ax, doc in zip(axes, docs, strict=True):
    for quote in doc:
        row, colour = (1, "#c2410c") if quote.parent else (0, "#9fb3c8")
        bars = [(span.start, span.end - span.start) for span in quote.content]
        ax.broken_barh(bars, (row, 0.8), color=colour)
    ax.set_xlim(0, len(doc.text))
    ax.set_ylim(-0.1, 2)
    ax.set_yticks([0.4, 1.4], ["quote", "inside"], fontsize=8)
    ax.set_xticks([])
    ax.set_title(doc.id, fontsize=9, loc="left", pad=2)
fig.suptitle("Quotes inside quotes, along five articles")
plt.show()

# %%
# Only one level is found.
