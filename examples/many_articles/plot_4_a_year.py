"""
What did the mayor say over the year?
=====================================

Twelve reports from one year cover a mayor and her tunnel; each is a JSON line with a date and a
title.
Everything that she said is listed by date, whether the report calls her "Mayor Nadia Holt",
"Holt" or "she".
"""

import json
from pathlib import Path

import matplotlib.pyplot as plt

import quoteattr

lines = Path("../articles/year.jsonl").read_text(encoding="utf-8").splitlines()
articles = [json.loads(line) for line in lines]
texts = [(article.pop("text"), article) for article in articles]
docs = [doc for doc, _ in quoteattr.load("en").pipe(texts, as_tuples=True)]

# %%
# Who speaks in all of them?

table = quoteattr.speakers_table(docs)
table[["name", "quotes", "words", "documents", "direct", "first", "last"]].head(5)

# %%
# Every appearance leads back to the quotes.

mayor = next(who for who in quoteattr.link_speakers(docs) if who.name == table["name"][0])
print(mayor, mayor.aliases, mayor.roles)
said = [(place.date, docs[place.document][n]) for place in mayor.appearances for n in place.quotes]
for date, quote in said:
    if quote.negated:
        print(f"{date}  did not say: {quote}")
    elif quote.kind == "direct":
        print(f"{date}  {quote}")

# %%
# How much of it is in her own words, month by month?

months = [f"2025-{month:02}" for month in range(1, 13)]
fig, ax = plt.subplots(figsize=(7, 3.2), layout="constrained")
base = [0] * len(months)
for kind, colour in (("direct", "#1f5f8b"), ("mixed", "#e0a030"), ("indirect", "#cfd8dc")):
    counts = [
        sum(len(q.text.split()) for date, q in said if date.startswith(month) and q.kind == kind)
        for month in months
    ]
    ax.bar(range(len(months)), counts, bottom=base, color=colour, ec="white", label=kind)
    base = [a + b for a, b in zip(base, counts, strict=True)]
ax.set_xticks(range(len(months)), "JFMAMJJASOND")
ax.set_ylabel("words")
ax.set_title(f"A year of {mayor}")
ax.legend(frameon=False, ncols=3)
plt.show()

# %%
# A speaker with only a surname is not joined across reports, since many people share a surname;
# a list of people you know (``known=``) settles that.

known = [quoteattr.KnownSpeaker("mayor", "Nadia Holt", aliases=("Holt",))]
for who in quoteattr.link_speakers(docs, known=known)[:3]:
    print(who.id, who, f"{who.quote_count} quotes in {who.document_count} reports")
