"""
Which sources are unnamed, and why?
===================================

The paper knows who "a person close to the talks" is, but the reader does not.
Such speakers are marked ``anonymous``; ``anonymity_reason`` holds the words that say why,
if the article gives a reason.
"""

from pathlib import Path

import matplotlib.pyplot as plt

import quoteattr

articles = sorted(Path("../articles").glob("*.txt"))
texts = [(path.read_text(encoding="utf-8"), {"id": path.stem}) for path in articles]
docs = [doc for doc, _ in quoteattr.load("en").pipe(texts, as_tuples=True)]

# %%
# Everybody who was granted anonymity for a stated reason:

for doc in docs:
    for speaker in doc.speakers:
        if speaker.anonymity_reason:
            print(f"{doc.id}: {speaker}\n    {speaker.anonymity_reason}")

# %%
# Not every unnamed source is hiding.
# A crowd, a pair of players or a spokesman is unnamed as well,
# and most style guides require no reason for these.
# ``number`` and ``kind`` help to tell them apart.

for doc in docs[:4]:
    for speaker in doc.speakers:
        if speaker.anonymous and not speaker.anonymity_reason:
            print(f"{doc.id}: {speaker} ({speaker.kind}, {speaker.number})")

# %%
# How much of an article rests on unnamed sources?


def counts(doc):
    """Quotes of named speakers, of unnamed ones with a reason, and of the other unnamed ones."""
    speakers = [s for quote in doc for s in quote.speakers]
    reasoned = sum(s.anonymity_reason is not None for s in speakers)
    unnamed = sum(s.anonymous for s in speakers)
    return len(speakers) - unnamed, reasoned, unnamed - reasoned


rows = [(doc.id, counts(doc)) for doc in docs]
fig, ax = plt.subplots(figsize=(7, 4.2), layout="constrained")
left = [0] * len(rows)
labels = ("named", "unnamed, reason given", "unnamed")
for i, (label, colour, hatch) in enumerate(
    zip(labels, ("#b8c4cc", "#7b3f8c", "#d98cb3"), ("", "//", ".."), strict=True)
):
    values = [numbers[i] for _, numbers in rows]
    ax.barh(range(len(rows)), values, left=left, color=colour, hatch=hatch, ec="white", label=label)
    left = [a + b for a, b in zip(left, values, strict=True)]
ax.set_yticks(range(len(rows)), [name for name, _ in rows])
ax.invert_yaxis()
ax.set_xlabel("quotes")
ax.set_title("Quotes of sources with and without a name")
fig.legend(loc="outside lower center", ncols=3, frameon=False)
plt.show()

# %%
# Use this to ask an author for a name or a reason.
# It must not be used to find out who a source is.
