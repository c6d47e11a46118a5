"""
Who was it said to?
===================

"Told reporters", "in a letter to the board", "asked him": where the text says who was addressed,
``addressees`` holds them.
They are ``Speaker`` records, resolved in the same way as speakers.
"""

from pathlib import Path

import matplotlib.pyplot as plt

import quoteattr

names = ["business", "climate-talks", "court", "live-blog", "science"]
texts = [(Path(f"../articles/{n}.txt").read_text(encoding="utf-8"), {"id": n}) for n in names]
docs = [doc for doc, _ in quoteattr.load("en").pipe(texts, as_tuples=True)]

told = [
    (speaker.name, str(quote.cue or "-"), addressee.name)
    for doc in docs
    for quote in doc
    for speaker in quote.speakers
    for addressee in quote.addressees
]
for speaker, cue, addressee in told:
    print(f"{speaker}  - {cue} ->  {addressee}")

# %%
# Addressees who are never quoted have a list of their own.

for doc in docs:
    print(doc.id, [addressee.name for addressee in doc.addressees])

# %%
# The arrows lead from the speakers to their addressees:

pairs = sorted({(speaker, addressee) for speaker, _, addressee in told})[:18]
left = sorted({speaker for speaker, _ in pairs})
right = sorted({addressee for _, addressee in pairs})
fig, ax = plt.subplots(figsize=(7, 4.4), layout="constrained")
height = {name: i / max(1, len(left) - 1) for i, name in enumerate(left)}
depth = {name: i / max(1, len(right) - 1) for i, name in enumerate(right)}
for i, (speaker, addressee) in enumerate(pairs):
    ends = {"xy": (1, depth[addressee]), "xytext": (0, height[speaker])}
    ax.annotate("", **ends, arrowprops={"arrowstyle": "->", "color": f"C{i % 10}", "lw": 1.6})
for name, y in height.items():
    ax.text(-0.02, y, name, ha="right", va="center", fontsize=8)
for name, y in depth.items():
    ax.text(1.02, y, name, ha="left", va="center", fontsize=8)
ax.set_xlim(-0.75, 1.7)
ax.invert_yaxis()
ax.axis("off")
ax.set_title("Who told whom")
plt.show()

# %%
# Most quotes in news are addressed to the reader, or to a reporter who is not mentioned.
# Empty ``addressees`` are normal, not a failure.

quotes = [quote for doc in docs for quote in doc]
print(f"{sum(bool(quote.addressees) for quote in quotes)} of {len(quotes)} quotes name a listener")
