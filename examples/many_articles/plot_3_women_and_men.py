"""
How many women, how many men?
=============================

Media research often asks this, and usually answers it by guessing from given names.
quoteattr guesses nothing: ``pronouns`` and ``honorifics`` are those that the text itself uses for
somebody.
Where it uses none, the answer is "unknown", and that share belongs in the result.
"""

from collections import Counter
from pathlib import Path

import matplotlib.pyplot as plt

import quoteattr

articles = sorted(Path("../articles").glob("*.txt"))
docs = list(quoteattr.load("en").pipe(path.read_text(encoding="utf-8") for path in articles))

GROUPS = ("she", "he", "they", "more than one", "none in the text")
HONORIFICS = {"mr": "he", "sir": "he", "lord": "he", "mrs": "she", "ms": "she", "miss": "she"}


def group(speaker):
    told = set(speaker.pronouns)
    told |= {HONORIFICS.get(str(span).lower().rstrip("."), "") for span in speaker.honorifics}
    told &= set(GROUPS)
    if len(told) > 1:
        return "more than one"
    return told.pop() if told else "none in the text"


people, words = Counter(), Counter()
for doc in docs:
    for speaker in doc.speakers:
        if speaker.kind == "person" and speaker.number != "plural":
            people[group(speaker)] += 1
            words[group(speaker)] += sum(len(q.text.split()) for q in doc.quotes_by(speaker))
for name in GROUPS:
    print(f"{name:18} {people[name]:3} people  {words[name]:5} words")

# %%
# There are two bars, since being quoted and being quoted at length are different things.

fig, ax = plt.subplots(figsize=(7, 2.8), layout="constrained")
left = [0.0, 0.0]
styles = zip(GROUPS, ("#7b3f8c", "#2f855a", "#e0a030", "#8d6e63", "#cfd8dc"), strict=True)
for name, colour in styles:
    values = [people[name] / people.total(), words[name] / words.total()]
    bars = ax.barh(["people", "words"], values, left=left, color=colour, ec="white", label=name)
    ax.bar_label(bars, [f"{v:.0%}" if v > 0.05 else "" for v in values], label_type="center")
    left = [a + b for a, b in zip(left, values, strict=True)]
ax.invert_yaxis()
ax.set_xlim(0, 1)
ax.set_xticks([])
ax.set_title("Speakers by the pronoun that the text uses for them")
fig.legend(loc="outside lower center", ncols=5, frameon=False, fontsize=8)
plt.show()

# %%
# The limits:
#
# - A pronoun is what an article uses, not who somebody is.
# - People who are quoted once and never mentioned again often have none. They are not missing at
#   random: short appearances are residents and passers-by rather than ministers.
# - A pronoun that was resolved wrongly counts for the wrong person. Most cases of "more than one"
#   are such errors, and hint at how common they are.
# - Report all groups. Shares among the known alone assume that the unknown are like them.
