"""
Said, written, or only believed?
================================

"She fears that nobody will read it" reports no words at all.
Speech, writing and thought are told apart by ``mode`` (after Semino and Short, 2004),
and thought is left out unless it is asked for.
"""

from collections import Counter
from pathlib import Path

import matplotlib.pyplot as plt

import quoteattr

articles = sorted(Path("articles").glob("*.txt"))
extractor = quoteattr.load("en", modes="all")
docs = list(extractor.pipe(path.read_text(encoding="utf-8") for path in articles))

# %%
# What people are said to think, and the words that say so:

thoughts = [quote for doc in docs for quote in doc if quote.mode == "thought"]
for quote in thoughts[:8]:
    names = " and ".join(speaker.name for speaker in quote.speakers) or "somebody"
    print(f"{names} | {quote.cue or ''} | {quote.text}")

# %%
# Whoever checks statements should not check these as if somebody had made them.
# Nobody can see into a head: a reporter heard a sentence, or drew a conclusion.

cues = Counter(str(quote.cue or "").lower() for quote in thoughts)
print(cues.most_common(6))

# %%
# What was said, what was written and what was thought, over all articles:

modes = Counter((quote.mode, quote.kind) for doc in docs for quote in doc)
fig, ax = plt.subplots(figsize=(6.4, 3.2), layout="constrained")
left = [0, 0, 0]
rows = ("speech", "writing", "thought")
for kind, colour, hatch in (
    ("direct", "#1f5f8b", ""),
    ("mixed", "#e0a030", "//"),
    ("indirect", "#cfd8dc", ".."),
):
    values = [modes[mode, kind] for mode in rows]
    ax.barh(rows, values, left=left, color=colour, hatch=hatch, ec="white", label=kind)
    left = [a + b for a, b in zip(left, values, strict=True)]
ax.invert_yaxis()
ax.set_xlabel("quotes")
ax.set_title("Said, written, thought")
ax.legend(frameon=False)
plt.show()
