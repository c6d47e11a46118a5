"""
Which sentence makes a good pull quote?
=======================================

A pull quote is direct, short, complete, and said by a named person.
All of that is in the records, so a page editor can be given a short list.
"""

import textwrap
from pathlib import Path

import matplotlib.pyplot as plt

import quoteattr

text = Path("../articles/football.txt").read_text(encoding="utf-8")
doc = quoteattr.extract(text)


def pieces(doc):
    """Uninterrupted pieces of direct quotes by one named person, of a sentence or two."""
    for quote in doc:
        if quote.kind != "direct" or quote.parent or len(quote.speakers) != 1:
            continue
        speaker = quote.speaker
        if speaker.anonymous or speaker.kind != "person":
            continue
        for span in quote.content:
            bare = span.text.strip('“”"‘’ ')
            holds_another = any(mark in bare for mark in "“”‘")
            if 6 <= len(bare.split()) <= 30 and bare[0].isupper() and not holds_another:
                yield min(quote.confidence, quote.speaker_confidence), bare, speaker


# %%
# Quotes that the model is sure of come first; among equals, those nearest to a dozen words.

ranked = sorted(pieces(doc), key=lambda item: (-round(item[0], 1), abs(12 - len(item[1].split()))))
for confidence, words, speaker in ranked[:6]:
    print(f"{confidence:.2f}  {words}  ({speaker})")

# %%
# And here is the first one, typeset. A comma at its end came from the article, before "she said".

_, words, speaker = ranked[0]
role = f", {speaker.roles[0]}" if speaker.roles else ""
fig = plt.figure(figsize=(6.4, 3.4), facecolor="#f7f3ea")
quotation = textwrap.fill(f"“{words.rstrip(',')}”", 34)
fig.text(0.08, 0.55, quotation, fontsize=21, family="serif", va="center", color="#1a2b3c")
fig.text(0.08, 0.1, f"{speaker.name}{role}", fontsize=12, color="#7a4a1e")
fig.add_artist(plt.Line2D([0.08, 0.3], [0.22, 0.22], color="#7a4a1e", lw=2))
plt.show()

# %%
# Before it is printed, somebody has to check the passage in the article,
# which is ``doc.text[span.start:span.end]``.
