"""
How do two papers quote the same event?
=======================================

The Ruvo has flooded San Aldo.
A wire service and a local paper were both there. Who did each of them quote?
"""

import re
from pathlib import Path

import matplotlib.pyplot as plt

import quoteattr

PAPERS = {"Coast Wire": "flood", "Valley Observer": "flood-second-paper"}
texts = [
    (Path(f"../articles/{name}.txt").read_text(encoding="utf-8"), {"id": paper})
    for paper, name in PAPERS.items()
]
docs = [doc for doc, _ in quoteattr.load("en").pipe(texts, as_tuples=True)]

# %%
# Each article has its own speaker records; ``link_speakers`` joins them where the articles give
# reason to. If papers name people differently ("General Caldarra"), it needs help.

linked = [who for who in quoteattr.link_speakers(docs) if not who.anonymous]
words = {who: [0, 0] for who in linked}
for who in linked:
    for place in who.appearances:
        words[who][place.document] += place.words
for title, wanted in (
    ("both", (True, True)),
    ("the wire", (True, False)),
    ("local", (False, True)),
):
    names = [who.name for who in linked if tuple(n > 0 for n in words[who]) == wanted]
    print(f"{title}: {', '.join(names)}")

# %%
# Which words did both papers print?
# Direct quotes that share a sentence point to a common source, such as one news conference.


def sentences(doc):
    found = {}
    for quote in doc:
        if quote.kind != "indirect":
            for sentence in re.split(r"[.?!]|\n", "\n".join(map(str, quote.content))):
                bare = " ".join(re.findall(r"\w+", sentence.lower()))
                if len(bare.split()) > 3:
                    found[bare] = quote.speaker
    return found


first, second = map(sentences, docs)
for sentence in first.keys() & second.keys():
    print(f"{first[sentence]}: {sentence}")

# %%
# The wire service is on the left, the Observer on the right.
# Before you trust such a chart, read the quotes behind any surprising bar:
# a speaker who seems to be silent in one paper may have been mistaken for somebody else.

linked.sort(key=lambda who: words[who][1] - words[who][0])
names = [who.name[:36] for who in linked]
fig, ax = plt.subplots(figsize=(7, 4.8), layout="constrained")
ax.barh(names, [-words[who][0] for who in linked], color="#1f5f8b", label="Coast Wire")
ax.barh(names, [words[who][1] for who in linked], color="#c2410c", label="Valley Observer")
ax.axvline(0, color="black", lw=0.8)
ax.xaxis.set_major_formatter(lambda value, _: f"{abs(value):.0f}")
ax.set_xlabel("words quoted")
ax.tick_params(axis="y", labelsize=8)
ax.set_title("One flood, two papers")
fig.legend(loc="outside lower center", ncols=2, frameon=False)
plt.show()
