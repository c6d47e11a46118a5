"""
Who is "she"?
=============

Many sources in news give no full name: "she said", "the minister said", "Ms. Noland said".
``quote.source`` is what the text says; ``quote.speaker`` is who that refers to.
"""

from pathlib import Path

import matplotlib.pyplot as plt

import quoteattr

text = Path("../articles/health.txt").read_text(encoding="utf-8")
doc = quoteattr.extract(text)

# %%
# The source in the text is on the left, the speaker on the right:

for quote in doc:
    if quote.source and quote.speaker:
        print(f"{str(quote.source)[:44]:44}  {quote.speaker}")

# %%
# The evidence is kept: the source, the mention that it was resolved to, and the name.

quote = max(doc, key=lambda quote: len(quote.speaker_evidence))
print(" -> ".join(map(str, quote.speaker_evidence)))

# %%
# Each speaker is one record for the whole document, with mentions, titles and roles.

speakers = [s for s in doc.speakers if s.kind == "person" and not s.anonymous]
for speaker in speakers:
    print(speaker, "-", "; ".join(map(str, speaker.roles)) or "no role given")

# %%
# How does the article introduce people, and what does it call them later?
# The full name usually comes first, then the surname and pronouns.

PRONOUNS = {"he", "she", "it", "they", "his", "her", "him", "i", "my", "we", "me", "their"}
MARKERS = {"full name": "o", "shorter name": "s", "pronoun": "|", "description": "D"}


def form(speaker, mention):
    if mention.text.lower() in PRONOUNS:
        return "pronoun"
    if speaker.name in mention.text:
        return "full name"
    if mention.text.split()[-1] in speaker.name:
        return "shorter name"
    return "description"


fig, ax = plt.subplots(figsize=(7, 3.4), layout="constrained")
for name, marker in MARKERS.items():
    points = [
        (mention.start, row)
        for row, speaker in enumerate(speakers)
        for mention in speaker.mentions
        if form(speaker, mention) == name
    ]
    if points:
        ax.scatter(*zip(*points, strict=True), marker=marker, s=70, label=name)
ax.set_yticks(range(len(speakers)), map(str, speakers))
ax.invert_yaxis()
ax.margins(y=0.15)
ax.set_xlabel("place in the text (characters)")
ax.set_title("What the article calls its people")
fig.legend(loc="outside lower center", ncols=4, frameon=False)
plt.show()

# %%
# Names and pronouns are resolved from this text alone; nobody is looked up anywhere.
# ``speaker_confidence`` says how sure the model is, so that you can check doubtful ones first.

for quote in sorted(doc, key=lambda quote: quote.speaker_confidence)[:3]:
    print(f"{quote.speaker_confidence:.2f}  {quote.speaker}: {quote.text[:60]}")
