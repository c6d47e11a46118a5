"""
Who says what in this article?
==============================

An article goes in, a document with quotes and speakers comes out.
"""

from pathlib import Path

import matplotlib.pyplot as plt

import quoteattr

text = Path("articles/climate-talks.txt").read_text(encoding="utf-8")
doc = quoteattr.extract(text)

# %%
# A document is a list of quotes.
# Each knows what was said, the words that report it, and who it was.

for quote in doc.quotes[:6]:
    names = ", ".join(speaker.name for speaker in quote.speakers)
    cue = str(quote.cue or "")
    print(f"{names} ({cue}): {quote.text}\n")

# %%
# It is also a list of speakers: everybody who is quoted, once each, here with the number of
# their quotes and all the words that the text uses for them.

for speaker in doc.speakers[:5]:
    mentions = sorted({span.text for span in speaker.mentions})
    print(f"{speaker.name} ({len(doc.quotes_by(speaker))}), mentioned as {mentions}")

# %%
# Every span has its place in the text, so the article can be drawn as a strip:
# where does each speaker have the word?

speakers = sorted(doc.speakers, key=lambda s: -len(doc.quotes_by(s)))[:8]
fig, ax = plt.subplots(figsize=(7, 3.6), layout="constrained")
for row, speaker in enumerate(speakers):
    pieces = [span for quote in doc.quotes_by(speaker) for span in quote.content]
    bars = [(span.start, span.end - span.start) for span in pieces]
    ax.broken_barh(bars, (row - 0.36, 0.72), color=f"C{row}")
ax.set_yticks(range(len(speakers)), [speaker.name for speaker in speakers])
ax.invert_yaxis()
ax.set_xlim(0, len(text))
ax.set_xlabel("place in the text (characters)")
ax.set_title("Who has the word, and where")
plt.show()

# %%
# And in a notebook the document shows itself.
# Choose a speaker, by mouse or keyboard, and the rest fades.

doc
