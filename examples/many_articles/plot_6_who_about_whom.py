"""
Who speaks about whom?
======================

Mentions of speakers have offsets, and so do quotes.
If a quote by one person mentions another, the first speaks about the second.
"""

from collections import Counter
from math import cos, pi, sin
from pathlib import Path

import matplotlib.pyplot as plt

import quoteattr

names = ["business", "court", "obituary", "science"]
texts = [Path(f"../articles/{name}.txt").read_text(encoding="utf-8") for name in names]
docs = list(quoteattr.load("en", modes="all").pipe(texts))


def mentions(quote, other):
    """Whether what is said holds a mention of somebody, or one of their names."""
    inside = any(
        span.start <= mention.start < span.end
        for span in quote.content
        for mention in other.mentions
    )
    return inside or any(name in quote.text for name in (other.name, *other.aliases))


def who_about_whom(doc):
    about = Counter()
    for quote in doc:
        for speaker in quote.speakers:
            for other in doc.speakers:
                if other.id != speaker.id and not other.anonymous and mentions(quote, other):
                    about[speaker.name, other.name] += 1
    return about


networks = dict(zip(names, map(who_about_whom, docs), strict=True))
for (speaker, other), count in networks["court"].most_common(8):
    print(f"{speaker} speaks about {other} in {count} quote{'s' * (count > 1)}")

# %%
# People are on a circle, with an arrow from the one who speaks to the one spoken about.
# More quotes make an arrow thicker; people who are spoken about more are drawn larger.


def draw(ax, about):
    people = list(dict.fromkeys(name for pair in about for name in pair))
    angles = [2 * pi * (i + 0.5) / len(people) for i in range(len(people))]
    place = {name: (cos(a), sin(a)) for name, a in zip(people, angles, strict=True)}
    for (speaker, other), count in about.items():
        line = {"arrowstyle": "-|>", "lw": 0.6 + 0.6 * count, "color": "#5b7c99"}
        line |= {"connectionstyle": "arc3,rad=0.15", "shrinkA": 7, "shrinkB": 9}
        ax.annotate("", xy=place[other], xytext=place[speaker], arrowprops=line)
    spoken = Counter()
    for (_, other), count in about.items():
        spoken[other] += count
    for name, (x, y) in place.items():
        ax.scatter(x, y, s=40 + 30 * spoken[name], color="#c2410c", zorder=3)
        side = "left" if x >= 0 else "right"
        ax.text(x * 1.22, y * 1.16, name, ha=side, va="center", fontsize=7)


fig, axes = plt.subplots(2, 2, figsize=(7.6, 5.4), layout="constrained")
for ax, (name, about) in zip(axes.flat, networks.items(), strict=True):
    draw(ax, about)
    ax.set_xlim(-3, 3)
    ax.set_ylim(-1.4, 1.4)
    ax.axis("off")
    ax.set_title(name, fontsize=10)
fig.suptitle("Who speaks about whom")
plt.show()

# %%
# An arrow shows that somebody was mentioned, not what was said about them.
# A "he" inside a quote counts only if the model has resolved it.
