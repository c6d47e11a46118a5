"""
Which words are the speaker's own?
==================================

All of a *direct* quote is between quotation marks; these are the speaker's words.
An *indirect* quote is in the journalist's words.
A *mixed* quote is too, but has some words between quotation marks.
And what somebody "fears" or "hopes" may never have been said at all.
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
# Do not put quotation marks around an indirect quote, or around the unquoted part of a mixed one.
# Nobody said those words.
#
# ``modes="all"`` adds thought to speech and writing (after Semino and Short, 2004).
# If you check statements, do not treat these as statements that somebody made:
# the reporter may have heard a sentence, or drawn a conclusion.

for quote in doc:
    if quote.mode == "thought":
        print(f"{quote.speaker} | {quote.cue} | {quote}")

# %%
# The chart counts words rather than quotes, since direct quotes are often longer.
# A quote inside another one is counted with the outer one.

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
