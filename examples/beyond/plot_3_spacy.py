"""
How do I use it in spaCy?
=========================

``nlp.add_pipe("quoteattr")`` adds the quotes to a ``Doc``, beside whatever else a pipeline finds.
It works with any English pipeline; this page uses a blank one that splits sentences, so that
nothing is downloaded.
``pip install '.[spacy]'`` installs what it needs.
"""

from collections import Counter
from pathlib import Path

import matplotlib.pyplot as plt
import spacy

nlp = spacy.blank("en")
nlp.add_pipe("sentencizer")
nlp.add_pipe("quoteattr")
doc = nlp(Path("../articles/court.txt").read_text(encoding="utf-8"))

# %%
# ``doc._.quotes`` are the quotes as quoteattr returns them.

for quote in doc._.quotes[:5]:
    print(f"{quote.speaker} ({quote.kind}): {quote.text[:60]}")

# %%
# ``doc.spans["quotes"]`` are spans of spaCy's tokens, labelled with the kind; their ids lead back
# to the quotes.

quotes = {quote.id: quote for quote in doc._.quotes}
for span in list(doc.spans["quotes"])[:5]:
    print(f"tokens {span.start} to {span.end}, {span.label_}, {quotes[span.id_].speaker}")

# %%
# So quotes and tokens can be combined: how do people talk, and how does the paper write?

inside = {token.i for span in doc.spans["quotes"] for token in span if span.label_ == "direct"}
lengths = {"in direct quotes": Counter(), "elsewhere": Counter()}
for token in doc:
    if token.is_alpha:
        where = "in direct quotes" if token.i in inside else "elsewhere"
        lengths[where][min(len(token), 12)] += 1

fig, ax = plt.subplots(figsize=(6.4, 3.2), layout="constrained")
for (where, counts), colour in zip(lengths.items(), ("#c2410c", "#1f5f8b"), strict=True):
    shares = [counts[n] / counts.total() for n in range(1, 13)]
    ax.plot(range(1, 13), shares, marker="o", color=colour, label=where)
ax.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
ax.set_xlabel("letters of a word")
ax.set_title("People use shorter words than papers")
ax.legend(frameon=False)
plt.show()
