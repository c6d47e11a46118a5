"""
Which model?
============

The package carries three.
``en`` is loaded unless you ask for another; ``en-accurate`` agrees a little better with human
readers and takes longer; ``en-fast`` reads more than twice as fast and finds less.
Here they read the same articles, and what the fastest finds is held against what the default finds.
"""

from collections import Counter
from pathlib import Path
from statistics import median
from time import process_time

import matplotlib.pyplot as plt
import torch

import quoteattr

names = ["business", "climate-talks", "council", "election", "flood", "health"]
texts = [Path(f"articles/{name}.txt").read_text(encoding="utf-8") for name in names]

threads = torch.get_num_threads()
torch.set_num_threads(1)  # several that wait for each other would count, too
docs, words_a_second = {}, {}
for name in ("en-fast", "en", "en-accurate"):
    extractor = quoteattr.load(name, modes="all")
    extractor(texts[0])  # the first call is slower than those after it
    start = process_time()
    docs[name] = list(extractor.pipe(texts))
    words_a_second[name] = sum(len(text.split()) for text in texts) / (process_time() - start)
torch.set_num_threads(threads)

# %%
# How many words a second depends on the machine; how many times as many, hardly.
# The processor's time is counted, so that what else it has to do makes no difference.

for name, speed in words_a_second.items():
    print(f"{name}: {speed / words_a_second['en']:.1f} times the speed of en")

# %%
# Two quotes are the same here if their contents share at least half of what they cover together,
# which is how the page on accuracy counts, too.


def letters(quote):
    """The offsets of what was said."""
    return {i for span in quote.content for i in range(span.start, span.end)}


def has_match(quote, doc):
    """Whether a document has the same quote."""
    ours, theirs = letters(quote), map(letters, doc)
    return any(2 * len(ours & x) >= len(ours | x) for x in theirs)


both, only = [], {"en-fast": [], "en": []}
for fast, slow in zip(docs["en-fast"], docs["en"], strict=True):
    both += [quote for quote in slow if has_match(quote, fast)]
    only["en-fast"] += [quote for quote in fast if not has_match(quote, slow)]
    only["en"] += [quote for quote in slow if not has_match(quote, fast)]
print(f"{len(both)} found by both")

# %%
# What one of them finds and the other does not, the surest first:

for name, quotes in only.items():
    print(f"only {name}: {len(quotes)}")
    for quote in sorted(quotes, key=lambda q: -q.confidence)[:8]:
        cue = str(quote.cue or "no cue")
        print(f"  {quote.confidence:.2f}  {quote.kind}, {cue}: {quote.text[:60]}")

# %%
# Neither list is all right or all wrong.
# Some are quotes that the other model missed, some are none, and some stand in both lists with
# different edges.
# What both find (with the confidence of ``en``) is surer, on the whole, than what one of them finds
# alone.

groups = {"both": both, "only en": only["en"], "only en-fast": only["en-fast"]}
for name, quotes in groups.items():
    if quotes:
        print(f"{name}: median confidence {median(q.confidence for q in quotes):.2f}")

colours = dict(zip(groups, ("#1f5f8b", "#e0a030", "#7b3f8c"), strict=True))
kinds = ("direct", "mixed", "indirect")
fig, (left, right) = plt.subplots(1, 2, figsize=(7.6, 3.2), layout="constrained")
edge = [0, 0, 0]
for name, quotes in groups.items():
    count = Counter(quote.kind for quote in quotes)
    values = [count[kind] for kind in kinds]
    left.barh(kinds, values, left=edge, color=colours[name], ec="white", label=name)
    edge = [a + b for a, b in zip(edge, values, strict=True)]
left.invert_yaxis()
left.set_xlabel("quotes")
left.set_title("Found by")
for row, (name, quotes) in enumerate(groups.items()):
    heights = [row + (i % 7 - 3) / 12 for i in range(len(quotes))]
    right.scatter(
        [q.confidence for q in quotes], heights, s=12, color=colours[name], alpha=0.6, lw=0
    )
right.set_yticks(range(len(groups)), groups)
right.invert_yaxis()
right.set_xlabel("confidence")
right.set_title("How sure the finder is")
fig.legend(loc="outside lower center", ncols=3, frameon=False)
plt.show()

# %%
# Which one to take:
#
# - Nearly always: ``en``.
# - For an archive of millions, or to choose what ``en`` is to read: ``en-fast``.
# - Where somebody reads what comes out, and a mistake costs more than a second: ``en-accurate``.
# - Where little may be missed: read with two of them, and look through what only one of them finds.
#   That is a short list, and a good place for a reader's time.
#
# The page on accuracy has the figures of all three on articles that people annotated, and
# ``load("en-fast")`` is all that changes in a program.
