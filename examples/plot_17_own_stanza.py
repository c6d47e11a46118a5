"""
Can I use Stanza models of my own?
==================================

Quotes are found by a network of the package's own; Stanza's models only help to say who the
speakers are.
``stanza_models=`` names a folder to take them from: the official ones, wherever a copy lies, or
ones that ``python -m quoteattr.training annotate`` has made.
"""

import shutil
import tempfile
from pathlib import Path

import matplotlib.pyplot as plt

import quoteattr
from quoteattr.annotate import Annotator

# %%
# Nothing is downloaded here, so a copy of the bundled models plays the folder of your own.

bundled = Path(quoteattr.__file__).parent / "models" / "en"
folder = Path(tempfile.mkdtemp()) / "stanza"
shutil.copytree(bundled, folder)

text = Path("articles/science.txt").read_text(encoding="utf-8")
usual = quoteattr.extract(text)
own = quoteattr.load("en", stanza_models=folder)(text)

# %%
# Other Stanza models can change speakers, and never the quotes.

print("same quotes:", [q.content for q in own.quotes] == [q.content for q in usual.quotes])
differing = [
    (a.speakers, b.speakers)
    for a, b in zip(usual.quotes, own.quotes, strict=True)
    if [s.name for s in a.speakers] != [s.name for s in b.speakers]
]
print("quotes with other speakers:", len(differing))

# %%
# What the models give can be looked at by itself.

(annotation,) = Annotator.load(folder)([text])
for entity in annotation.entities[:6]:
    print(text[entity.start : entity.end], "-", entity.label)

# %%
# The entities along the article, by class:

labels = sorted({entity.label for entity in annotation.entities})
fig, ax = plt.subplots(figsize=(7, 3), layout="constrained")
for row, label in enumerate(labels):
    bars = [(e.start, e.end - e.start) for e in annotation.entities if e.label == label]
    ax.broken_barh(bars, (row - 0.35, 0.7), color=f"C{row}")
ax.set_yticks(range(len(labels)), labels)
ax.set_xlim(0, len(text))
ax.set_xlabel("place in the text (characters)")
ax.set_title("What the Stanza models see")
plt.show()
shutil.rmtree(folder.parent)

# %%
# The official models are larger and slower, and are read by Stanza's own pipeline.
