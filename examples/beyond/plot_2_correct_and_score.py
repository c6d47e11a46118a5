"""
How good is it on my articles?
==============================

Let it read a few, correct the errors in a tool that you know, and count.
Here the tool is brat; Label Studio works the same way (``to_label_studio``, ``from_label_studio``).
"""

from pathlib import Path

import attrs
import matplotlib.pyplot as plt

import quoteattr
from quoteattr import export
from quoteattr.evaluation.metrics import score
from quoteattr.evaluation.predict import as_quotes
from quoteattr.evaluation.readers import parse_text

text = Path("../articles/court.txt").read_text(encoding="utf-8")
doc = quoteattr.extract(text)

# %%
# This is the file for brat; ``annotation.conf`` and ``visual.conf`` go beside it.

annotations = export.to_brat(doc)
print("\n".join(annotations.splitlines()[:12]))

# %%
# An annotator opens it, deletes a false quote, corrects the end of another and adds a third.
# Here a script does this, on the document read back from the file.

corrected = export.from_brat(text, annotations)
first, second, *rest = corrected.quotes
mended = attrs.evolve(second, content=(quoteattr.Span.of(text, second.start, second.end - 12),))
start = text.index("The trial continues")
added = quoteattr.Quote(
    "q900", "indirect", "speech", content=(quoteattr.Span.of(text, start, start + 19),)
)
corrected = attrs.evolve(corrected, quotes=(mended, *rest, added))
print(len(doc), "quotes before,", len(corrected), "after")

# %%
# Now the corrected file is the reference against which the model's quotes are measured.


def as_text(document):
    return parse_text({"id": "court", "text": text, "quotes": as_quotes(document)}, "court")


result = score([as_text(corrected)], [as_text(doc)])
for name in ("strict", "lenient", "end2end", "named"):
    measure = getattr(result, name)
    print(f"{name:8} precision {measure.p:.2f}  recall {measure.r:.2f}  F1 {measure.f1:.2f}")

# %%
# *Strict* requires the same words and *lenient* half of them; *end2end* also requires the source,
# and *named* the speaker.

measures = ("strict", "lenient", "end2end", "named")
fig, ax = plt.subplots(figsize=(6.4, 3.2), layout="constrained")
for offset, part, colour, hatch in (
    (-0.2, "p", "#1f5f8b", ""),
    (0.2, "r", "#e0a030", "//"),
):
    values = [getattr(getattr(result, name), part) for name in measures]
    label = {"p": "precision", "r": "recall"}[part]
    places = [i + offset for i in range(len(measures))]
    ax.bar(places, values, 0.38, color=colour, hatch=hatch, ec="white", label=label)
ax.set_xticks(range(len(measures)), measures)
ax.set_ylim(0, 1.05)
ax.set_title("Measured against the correction")
fig.legend(loc="outside lower center", ncols=2, frameon=False)
plt.show()

# %%
# Measured in this way, the model looks too good: people who correct a proposal overlook what it
# lacks.
# For figures to publish, have two people annotate from scratch, and compare their annotations too.
