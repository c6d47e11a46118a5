"""
Who gets quoted, and how much?
==============================

Some people get a sentence, others half the paper.
``speakers_table`` joins the speakers of all documents and counts their quotes and words;
``quotes_frame`` has one row per quote.
"""

from pathlib import Path

import matplotlib.pyplot as plt

import quoteattr

articles = sorted(Path("../articles").glob("*.txt"))
texts = [(path.read_text(encoding="utf-8"), {"id": path.stem}) for path in articles]
docs = [doc for doc, _ in quoteattr.load("en").pipe(texts, as_tuples=True)]

table = quoteattr.speakers_table(docs)
table[["name", "kind", "quotes", "words", "documents", "direct"]].head(8)

# %%
# Count words rather than quotes: one long statement outweighs three short ones.
# A few speakers have most of the words.

words = table["words"].astype(int).sort_values(ascending=False)
half = int((words.cumsum() < words.sum() / 2).sum()) + 1
print(f"{len(table)} speakers; {half} of them have half of all words")

# %%
# Other questions take one line each on the frame of quotes.
# Which words report the quotes, and how long are the quotes?

quotes = quoteattr.quotes_frame(docs)
quotes["words"] = quotes["text"].str.split().str.len()
verbs = quotes.groupby(quotes["cue"].str.lower())["words"].agg(["count", "median"])
verbs.sort_values("count", ascending=False).head(6)

# %%
# And who are the speakers? Bodies are agencies, companies, unions and their documents.

sort = table["kind"].astype(str).where(table["kind"] == "person", "body")
sort = sort.where(~table["anonymous"].astype(bool), "unnamed")
shares = 100 * words.groupby(sort).sum() / words.sum()

COLOURS = {"person": "#1f5f8b", "unnamed": "#7b3f8c", "body": "#e0a030"}
top = words.index[:14]
fig, (left, right) = plt.subplots(
    1, 2, figsize=(7.6, 4), width_ratios=(3, 1.6), layout="constrained"
)
left.barh(
    table.loc[top, "name"].str.slice(0, 36),
    100 * words[top] / words.sum(),
    color=[COLOURS[sort[n]] for n in top],
)
left.invert_yaxis()
left.set_xlabel("% of all words quoted")
left.set_title("The most quoted")
bars = right.bar(
    list(COLOURS), [shares.get(name, 0) for name in COLOURS], color=list(COLOURS.values())
)
right.bar_label(bars, fmt="%.0f%%")
right.set_yticks([])
right.margins(y=0.12)
right.tick_params(axis="x", labelsize=8)
right.set_title("All together")
plt.show()

# %%
# ``quoteattr who quotes.jsonl`` prints its main columns without Python.
# A joint quote counts for each of its speakers.
