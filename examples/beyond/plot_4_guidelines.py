"""
What counts as a quote?
=======================

The two corpora that the model was trained on disagree.
One requires a proposition: "said that the plan had failed".
The other also accepts an attitude, "mocked the plan", and does not look inside quotes.
``guideline`` chooses between them.
"""

from pathlib import Path

import matplotlib.pyplot as plt

import quoteattr

names = ["business", "council", "election", "flood", "obituary", "science"]
texts = [Path(f"../articles/{name}.txt").read_text(encoding="utf-8") for name in names]
views = {
    guideline: list(quoteattr.load("en", guideline=guideline, modes="all").pipe(texts))
    for guideline in ("world", "polnear")
}

# %%
# Quotes that only one guideline finds: their content shares no character with the other's.


def covered(doc):
    return {i for quote in doc for span in quote.content for i in range(span.start, span.end)}


def only(docs, others):
    for doc, other in zip(docs, others, strict=True):
        known = covered(other)
        for quote in doc:
            if not any(i in known for s in quote.content for i in range(s.start, s.end)):
                yield quote


for guideline, other in (("world", "polnear"), ("polnear", "world")):
    print(f"only by {guideline}:")
    for quote in list(only(views[guideline], views[other]))[:6]:
        print(f"    {quote.cue!s:20} {quote.text[:70]}")

# %%
# The difference is one of policy, and affects a whole study.
# Choose one guideline, and report which.

fig, ax = plt.subplots(figsize=(7, 3.4), layout="constrained")
for offset, (guideline, colour, hatch) in enumerate(
    (("world", "#1f5f8b", ""), ("polnear", "#e0a030", "//"))
):
    places = [i + 0.4 * offset - 0.2 for i in range(len(names))]
    counts = [len(doc) for doc in views[guideline]]
    ax.bar(places, counts, 0.38, color=colour, hatch=hatch, ec="white", label=guideline)
ax.set_xticks(range(len(names)), names)
ax.set_ylabel("quotes")
ax.set_title("Two views of what a quote is")
fig.legend(loc="outside lower center", ncols=2, frameon=False)
plt.show()
