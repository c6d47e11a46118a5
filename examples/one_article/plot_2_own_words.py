"""
Which words are the speaker's own?
==================================

A *direct* quote stands between quotation marks, all of it; these are the speaker's words.
An *indirect* one is told in the journalist's words.
A *mixed* one is told, too, but holds some words between marks.
And what somebody "fears" or "hopes" was perhaps never said at all.
"""

from collections import Counter
from pathlib import Path

import matplotlib.pyplot as plt

import quoteattr

KINDS, MODES = ("direct", "mixed", "indirect"), ("speech", "writing", "thought")
text = Path("../articles/health.txt").read_text(encoding="utf-8")
doc = quoteattr.extract(text, modes="all")

# %%
# One of each kind:

for kind in KINDS:
    quote = next(quote for quote in doc if quote.kind == kind)
    print(f"{kind:8}  {quote}")

# %%
# Do not put quotation marks around an indirect quote, or around the bare part of a mixed one.
# Nobody said those words.
#
# ``modes="all"`` adds thought to speech and writing (after Semino and Short, 2004).
# Whoever checks statements should not check these as if somebody had made them:
# a reporter heard a sentence, or drew a conclusion.

for quote in doc:
    if quote.mode == "thought":
        print(f"{quote.speaker} | {quote.cue} | {quote}")

# %%
# Words are counted, not quotes, since direct quotes are often longer.
# What stands inside another quote is counted with that one.

counts = Counter()
for quote in doc:
    if quote.parent is None:
        counts[quote.mode, quote.kind] += len(quote.text.split())

fig, ax = plt.subplots(figsize=(6.4, 2.8), layout="constrained")
left = [0, 0, 0]
for kind, colour, hatch in zip(
    KINDS, ("#1f5f8b", "#e0a030", "#cfd8dc"), ("", "//", ".."), strict=True
):
    values = [counts[mode, kind] for mode in MODES]
    ax.barh(MODES, values, left=left, color=colour, hatch=hatch, ec="white", label=kind)
    left = [a + b for a, b in zip(left, values, strict=True)]
ax.invert_yaxis()
ax.set_xlabel("words")
ax.set_title("Said, written, thought")
ax.legend(frameon=False)
plt.show()
