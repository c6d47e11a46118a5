"""
Can it read my whole archive?
=============================

``pipe`` takes any iterable of texts and gives their documents back in order, a few batches at a
time, so that an archive of any size fits into memory.
``progress=True`` shows a bar on standard error, and a text that cannot be read costs the others
nothing.
"""

from itertools import accumulate
from pathlib import Path
from time import perf_counter

import matplotlib.pyplot as plt

import quoteattr


def archive():
    """Stands for yours: yields one text at a time, and one of them is broken."""
    for path in sorted(Path("articles").glob("*.txt")):
        yield path.read_text(encoding="utf-8")
        if path.stem == "court":
            yield None


extractor = quoteattr.load("en")
words, failed, finished = [], [], []
start = perf_counter()
for doc in extractor.pipe(archive(), batch_size=4, progress=True, on_error="return"):
    finished.append(perf_counter() - start)
    words.append(len(doc.text.split()) if doc.ok else 0)
    if not doc.ok:
        failed.append(doc)

# %%
# What failed is in its place, with a reason.

for failure in failed:
    print(f"text {failure.index}: {failure.error}")
print(f"{len(words)} texts, {sum(words):,} words, {sum(words) / finished[-1]:,.0f} words a second")

# %%
# The steps are batches: texts are read four at a time here, and come out together.
# Larger batches are a little faster and need more memory.

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
#         for doc in extractor.pipe(archive(), n_process=4, progress=True):
#             ...
#
# On the command line, ``quoteattr archive/ --format jsonl -o quotes.jsonl`` does the same.
