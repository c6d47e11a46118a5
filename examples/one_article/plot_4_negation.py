"""
What was not said, and what was denied?
=======================================

"She never said that the bridge was finished" reports something that was not said.
``quote.negated`` is true there, and where somebody "declined to say" or "would not confirm".
A denial is different: somebody who "denied that" did speak, and the cue says so.
"""

from pathlib import Path

import matplotlib.pyplot as plt

import quoteattr

text = Path("../articles/bridge.txt").read_text(encoding="utf-8")
doc = quoteattr.extract(text)

# %%
# What was not said, and who did not say it:

for quote in doc:
    if quote.negated:
        print(f"{quote.speaker} ({quote.cue}): {quote}")

# %%
# And what was denied:

for quote in doc:
    if quote.cue and quote.cue.text.lower().startswith(("deni", "deny")):
        print(f"{quote.speaker} ({quote.cue}): {quote}")

# %%
# If you collect statements, leave the negated ones out or keep them apart:
# counted as said, they mean the opposite of what the article says.

GROUPS = {"said": "#1f5f8b", "denied": "#e0a030", "not said": "#c2410c"}


def group(quote):
    if quote.negated:
        return "not said"
    denied = quote.cue and quote.cue.text.lower().startswith(("deni", "deny"))
    return "denied" if denied else "said"


speakers = sorted(doc.speakers, key=lambda s: -len(doc.quotes_by(s)))[:7]
fig, ax = plt.subplots(figsize=(7, 3.4), layout="constrained")
left = [0] * len(speakers)
for name, colour in GROUPS.items():
    values = [sum(group(q) == name for q in doc.quotes_by(s)) for s in speakers]
    ax.barh(range(len(speakers)), values, left=left, color=colour, ec="white", label=name)
    left = [a + b for a, b in zip(left, values, strict=True)]
ax.set_yticks(range(len(speakers)), [str(s)[:32] for s in speakers])
ax.invert_yaxis()
ax.set_xlabel("quotes")
ax.set_title("Said, denied, not said")
fig.legend(loc="outside lower center", ncols=3, frameon=False)
plt.show()

# %%
# The picture, the tables and all exports also mark negated quotes.

print(doc.to_frame()[["speakers", "cue", "negated"]].head(6).to_string(index=False))
