"""
Can it read my whole archive?
=============================

``pipe`` takes any iterable of texts and yields their documents in order, a few batches at a time,
so an archive of any size can be read.
With ``as_tuples=True``, each text comes with its fields; ``progress=True`` shows a bar on standard
error; and a text that cannot be read does not affect the others.
"""

from itertools import accumulate
from pathlib import Path
from time import perf_counter

import matplotlib.pyplot as plt

import quoteattr


def archive():
    """Stands for yours: yields one text and its fields at a time, and one of them is broken."""
    for path in sorted(Path("../articles").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        yield text, {"id": path.stem, "title": text.partition("\n")[0]}
        if path.stem == "court":
            yield None, {"id": "no text at all"}


options = {"batch_size": 4, "progress": True, "on_error": "return"}
extractor = quoteattr.load("en")
docs, finished = [], []
start = perf_counter()
for doc, _ in extractor.pipe(archive(), as_tuples=True, **options):
    docs.append(doc)
    finished.append(perf_counter() - start)

# %%
# A text that failed keeps its place, with the reason.

for doc in docs:
    print(f"{doc.id}: {doc.title}, {len(doc)} quotes" if doc.ok else f"{doc.id}: {doc.error}")

# %%
# Each step is a batch: here, texts are read and returned four at a time.
# Larger batches are a little faster and need more memory.

words = [len(doc.text.split()) if doc.ok else 0 for doc in docs]
print(f"{sum(words):,} words, {sum(words) / finished[-1]:,.0f} a second")

fig, ax = plt.subplots(figsize=(6.4, 3.4), layout="constrained")
ax.step(finished, list(accumulate(words)), where="post", color="#1f5f8b")
ax.fill_between(finished, list(accumulate(words)), step="post", alpha=0.2, color="#1f5f8b")
ax.set_xlabel("seconds")
ax.set_ylabel("words read")
ax.set_title("Through the archive")
plt.show()

# %%
# With more than one core, add ``n_process``.
# The processes are spawned, so a script needs the usual guard::
#
#     if __name__ == "__main__":
#         for doc, fields in extractor.pipe(archive(), as_tuples=True, n_process=4):
#             ...
#
# On the command line, ``quoteattr extract archive/ -o quotes.jsonl --n-process 4`` does the same.
