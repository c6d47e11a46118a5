"""
Who says what in this article?
==============================

quoteattr turns an article into a document with quotes and speakers.
"""

# sphinx_gallery_thumbnail_path = 'images/article.png'

from pathlib import Path

import matplotlib.pyplot as plt

import quoteattr

text = Path("../articles/climate-talks.txt").read_text(encoding="utf-8")
doc = quoteattr.extract(text, id="climate-talks")
doc

# %%
# This is what a notebook shows: choose a speaker, by mouse or keyboard, and the rest fades.
#
# A document is a sequence of quotes.
# Each holds what was said, the words that report it, and who said it.

for quote in doc[:6]:
    print(f"{quote.speaker} ({quote.cue}): {quote}\n")

# %%
# It also has a list of speakers: everybody who is quoted appears once, with all the words that the
# text uses for them.

for speaker in doc.speakers[:5]:
    mentions = sorted({str(span) for span in speaker.mentions})
    print(f"{speaker} ({len(doc.quotes_by(speaker))}), mentioned as {mentions}")

# %%
# A cue may stand in the middle of a quote, and a long quote may run over several paragraphs.
# Either way it is one quote, whose ``content`` has several spans; ``quote.text`` joins them.

for quote in doc:
    if len(quote.content) > 1:
        print(f"{quote.speaker}:", *quote.content, sep="\n    ")

# %%
# Every span has its place in the text, so the article can be drawn as a strip that shows where
# each speaker is quoted.

speakers = sorted(doc.speakers, key=lambda s: -len(doc.quotes_by(s)))[:8]
fig, ax = plt.subplots(figsize=(7, 3.6), layout="constrained")
for row, speaker in enumerate(speakers):
    pieces = [span for quote in doc.quotes_by(speaker) for span in quote.content]
    bars = [(span.start, span.end - span.start) for span in pieces]
    ax.broken_barh(bars, (row - 0.36, 0.72), color=f"C{row}")
ax.set_yticks(range(len(speakers)), map(str, speakers))
ax.invert_yaxis()
ax.set_xlim(0, len(text))
ax.set_xlabel("place in the text (characters)")
ax.set_title("Who speaks, and where")
plt.show()
