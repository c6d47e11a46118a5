"""
Which words are the speaker's own?
==================================

A *direct* quote stands between quotation marks, all of it; these are the speaker's words.
An *indirect* one is told in the journalist's words.
A *mixed* one is told, too, but holds some words between marks.
"""

from collections import Counter
from pathlib import Path

import matplotlib.pyplot as plt

import quoteattr

articles = sorted(Path("articles").glob("*.txt"))
extractor = quoteattr.load("en")
docs = list(extractor.pipe(path.read_text(encoding="utf-8") for path in articles))

# %%
# One of each kind, from one article:

KINDS = ("direct", "mixed", "indirect")
doc = docs[[path.stem for path in articles].index("health")]
for kind in KINDS:
    quote = next(quote for quote in doc.quotes if quote.kind == kind)
    print(f"{kind:8}  {quote.text}")

# %%
# The kinds say something about a genre.
# A match report lives by direct speech, a report on a recall of medicine much less.
# An interview in questions and answers is another matter: most of its answers stand without marks
# and without a word like "said", and are not taken for quotes.
# Words are counted, not quotes, since direct quotes are often longer.


def words_by_kind(doc):
    counts = Counter()
    for quote in doc.quotes:
        if quote.parent is None:  # what stands inside another quote is counted with that one
            counts[quote.kind] += len(quote.text.split())
    return counts


shares = []
for path, doc in zip(articles, docs, strict=True):
    counts = words_by_kind(doc)
    shares.append((path.stem, [counts[kind] / counts.total() for kind in KINDS]))
shares.sort(key=lambda item: item[1][0])

fig, ax = plt.subplots(figsize=(7, 4.2), layout="constrained")
left = [0.0] * len(shares)
styles = {"direct": ("#1f5f8b", ""), "mixed": ("#e0a030", "//"), "indirect": ("#cfd8dc", "..")}
for i, kind in enumerate(KINDS):
    values = [share[i] for _, share in shares]
    colour, hatch = styles[kind]
    ax.barh(
        range(len(shares)), values, left=left, color=colour, hatch=hatch, ec="white", label=kind
    )
    left = [a + b for a, b in zip(left, values, strict=True)]
ax.set_yticks(range(len(shares)), [name for name, _ in shares])
ax.set_xlim(0, 1)
ax.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
ax.set_title("Words quoted, by kind of quote")
fig.legend(loc="outside lower center", ncols=3, frameon=False)
plt.show()

# %%
# Do not put quotation marks around an indirect quote, or around the bare part of a mixed one.
# Nobody said those words.
