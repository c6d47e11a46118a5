"""
How do I get it into pandas?
============================

``quotes_frame`` makes one row a quote, ``speakers_frame`` one row a speaker, with typed
columns.
``pip install 'quoteattr[pandas]'`` brings what they need.
"""

from pathlib import Path

import matplotlib.pyplot as plt

import quoteattr

articles = sorted(Path("articles").glob("*.txt"))
extractor = quoteattr.load("en")
pairs = [(path.read_text(encoding="utf-8"), {"id": path.stem}) for path in articles]
docs = [doc for doc, _ in extractor.pipe(pairs, as_tuples=True)]
names = [doc.id for doc in docs]

quotes = quoteattr.quotes_frame(docs)
print(len(quotes), "quotes in", quotes["document"].nunique(), "articles")
quotes[["document", "speakers", "cue", "kind", "text"]].head()

# %%
# Questions become one line each.
# Which verbs report the quotes, and how many words does each bring?

quotes["words"] = quotes["text"].str.split().str.len()
verbs = quotes.groupby(quotes["cue"].str.lower())["words"].agg(["count", "median"])
verbs.sort_values("count", ascending=False).head(8)

# %%
# A joint quote is one row; ``explode`` makes it one row a speaker.

by_speaker = quotes.assign(speaker=quotes["speakers"].str.split("; ")).explode("speaker")
by_speaker.groupby("speaker")["words"].sum().sort_values(ascending=False).head(5)

# %%
# "Said" is the quiet one. What else do the articles use, and where?

frequent = quotes["cue"].str.lower().value_counts().index[1:9]
table = quotes.assign(cue=quotes["cue"].str.lower())
table = table[table["cue"].isin(frequent)].groupby(["document", "cue"]).size().unstack(fill_value=0)
table = table.reindex(names, fill_value=0)[frequent]

fig, ax = plt.subplots(figsize=(7, 4.4), layout="constrained")
image = ax.imshow(table.to_numpy(), cmap="YlGnBu", aspect="auto")
ax.set_xticks(range(len(frequent)), frequent, rotation=30, ha="right")
ax.set_yticks(range(len(names)), names)
ax.set_title("Reporting words after the first, by article")
fig.colorbar(image, label="quotes")
plt.show()

# %%
# For CSV or Parquet: ``quoteattr.write_csv(docs, "quotes.csv")`` and
# ``quoteattr.write_parquet(docs, "quotes.parquet")``.
