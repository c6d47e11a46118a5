"""
How sure is it, and which threshold should I use?
=================================================

``quote.confidence`` is the probability that something is a quote.
By default, quotes below the threshold that was best on articles held out from training
are left out; ``min_confidence`` sets another threshold, and 0 shows every candidate.
"""

from pathlib import Path

import matplotlib.pyplot as plt

import quoteattr

names = ["business", "council", "election", "obituary"]
texts = [Path(f"../articles/{name}.txt").read_text(encoding="utf-8") for name in names]

everything = list(quoteattr.load("en", min_confidence=0).pipe(texts))
default = list(quoteattr.load("en").pipe(texts))
print(sum(map(len, everything)), "candidates,", sum(map(len, default)), "by default")

# %%
# Candidates with a confidence near 0.5 are worth a look.

candidates = sorted((q for doc in everything for q in doc), key=lambda q: abs(q.confidence - 0.5))
for quote in candidates[:6]:
    print(f"{quote.confidence:.2f}  {quote.text[:80]}")

# %%
# A fact-checking desk that reads every line itself sets a low threshold and misses little.
# A study that counts automatically sets a high one and counts few wrong quotes.

confidences = [quote.confidence for quote in candidates]
thresholds = [i / 100 for i in range(100)]
kept = [sum(c >= t for c in confidences) for t in thresholds]
fig, (left, right) = plt.subplots(1, 2, figsize=(7.4, 3.2), layout="constrained")
left.hist(confidences, bins=20, range=(0, 1), color="#5b7c99", ec="white")
left.set_xlabel("confidence")
left.set_ylabel("candidates")
left.set_title("Most are clear")
right.plot(thresholds, kept, color="#c2410c")
right.axhline(sum(map(len, default)), ls="--", color="#5b7c99", label="by default")
right.set_ylim(0)
right.set_xlabel("min_confidence")
right.set_ylabel("quotes kept")
right.set_title("What a threshold costs")
right.legend(frameon=False)
plt.show()

# %%
# Speakers have their own confidence, ``speaker_confidence``:
# a quote can be certain and its speaker doubtful.
#
# To choose your own threshold, annotate some of your articles and let
# ``python -m quoteattr.evaluation calibration`` count what each threshold costs.
