"""
How do two papers quote the same event?
=======================================

The Ruvo has flooded San Aldo.
A wire service and a local paper were both there; whom did each of them let speak?
"""

import re
from pathlib import Path

import matplotlib.pyplot as plt

import quoteattr

PAPERS = {"Coast Wire": "flood", "Valley Observer": "flood-second-paper"}
texts = [Path(f"articles/{name}.txt").read_text(encoding="utf-8") for name in PAPERS.values()]
wire, observer = quoteattr.load("en").pipe(texts)

# %%
# Speakers of two articles are not the same records; here their names match them.
# Papers name people differently ("General Caldarra", "Inés Caldarra"), so of a person's name the
# last word decides.


def words(doc):
    counts = {}
    for quote in doc.quotes:
        for speaker in quote.speakers:
            if quote.parent is None and not speaker.anonymous:
                is_person = speaker.kind == "person"
                key = (speaker.name.split()[-1] if is_person else speaker.name).lower()
                name, count = counts.get(key, (speaker.name, 0))
                counts[key] = name, count + len(quote.text.split())
    return counts


ours, theirs = words(wire), words(observer)
print("in both:", ", ".join(ours[key][0] for key in ours.keys() & theirs.keys()))
print("only in the wire:", ", ".join(ours[key][0] for key in ours.keys() - theirs.keys()))
print("only in the Observer:", ", ".join(theirs[key][0] for key in theirs.keys() - ours.keys()))

# %%
# Which words did both print?
# Direct quotes that share a sentence point to a common source, such as one news conference.


def sentences(doc):
    found = {}
    for quote in doc.quotes:
        if quote.kind != "indirect":
            for sentence in re.split(r"[.?!]|\n", "\n".join(span.text for span in quote.content)):
                bare = " ".join(re.findall(r"\w+", sentence.lower()))
                if len(bare.split()) > 3:
                    found[bare] = quote.speaker.name if quote.speaker else "?"
    return found


first, second = sentences(wire), sentences(observer)
for sentence in first.keys() & second.keys():
    print(f"{first[sentence]}: {sentence}")

# %%
# The wire on the left, the Observer on the right.
# Before such a chart is believed, read the quotes behind a bar that surprises:
# a speaker who seems to be silent in one paper may have been mistaken for somebody else.

keys = sorted(
    ours.keys() | theirs.keys(), key=lambda k: theirs.get(k, ("", 0))[1] - ours.get(k, ("", 0))[1]
)
fig, ax = plt.subplots(figsize=(7, 4.8), layout="constrained")
labels = [(ours.get(key) or theirs[key])[0] for key in keys]
ax.barh(labels, [-ours.get(key, ("", 0))[1] for key in keys], color="#1f5f8b", label="Coast Wire")
ax.barh(
    labels, [theirs.get(key, ("", 0))[1] for key in keys], color="#c2410c", label="Valley Observer"
)
ax.axvline(0, color="black", lw=0.8)
ax.xaxis.set_major_formatter(lambda value, _: f"{abs(value):.0f}")
ax.set_xlabel("words quoted")
ax.tick_params(axis="y", labelsize=8)
ax.set_title("One flood, two papers")
fig.legend(loc="outside lower center", ncols=2, frameon=False)
plt.show()
