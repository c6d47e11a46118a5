"""
Who gets quoted, and how much?
==============================

Some get a sentence, some half of the paper.
Over a set of articles, count the words of each speaker rather than the quotes:
one long statement outweighs three short ones.
"""

from collections import Counter
from pathlib import Path

import matplotlib.pyplot as plt

import quoteattr

articles = sorted(Path("articles").glob("*.txt"))
extractor = quoteattr.load("en")
docs = list(extractor.pipe(path.read_text(encoding="utf-8") for path in articles))

words, kinds = Counter(), {}
for doc in docs:
    for quote in doc.quotes:
        if quote.parent is None:
            for speaker in quote.speakers:
                # a joint statement counts for each of those who made it, in equal parts
                words[speaker.name] += len(quote.text.split()) / len(quote.speakers)
                kinds[speaker.name] = "unnamed" if speaker.anonymous else speaker.kind

# %%
# A few speakers have most of the words.

ranked = words.most_common()
total = words.total()
half, running = 0, 0.0
while running < total / 2:
    running += ranked[half][1]
    half += 1
print(f"{len(ranked)} speakers; {half} of them have half of all words")

# %%
# And who are they? Bodies are agencies, companies, unions and their papers.

groups = Counter()
for name, count in words.items():
    kind = kinds[name]
    groups[kind if kind in ("person", "unnamed") else "body"] += 100 * count / total

COLOURS = {"person": "#1f5f8b", "unnamed": "#7b3f8c", "body": "#e0a030"}
top = ranked[:14]
fig, (left, right) = plt.subplots(
    1, 2, figsize=(7.6, 4), width_ratios=(3, 1.6), layout="constrained"
)
left.barh(
    [name for name, _ in top],
    [100 * count / total for _, count in top],
    color=[COLOURS.get(kinds[name], COLOURS["body"]) for name, _ in top],
)
left.invert_yaxis()
left.set_xlabel("% of all words quoted")
left.set_title("The most quoted")
bars = right.bar(list(COLOURS), [groups[name] for name in COLOURS], color=list(COLOURS.values()))
right.bar_label(bars, fmt="%.0f%%")
right.set_yticks([])
right.margins(y=0.12)
right.tick_params(axis="x", labelsize=8)
right.set_title("All together")
plt.show()

# %%
# The names are those that each text uses, and two articles are not compared:
# one John Smith in two of them would be added up here, though they may be two men.
