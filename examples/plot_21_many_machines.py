"""
What would a hundred million articles cost?
===========================================

Engines such as Ray, Spark and Dask hand pieces of a table to workers on many machines.
``FrameExtractor`` is what a worker calls: a table of articles in, a table of quotes out.
Here the pieces are read one after the other, as one worker would; the reading is timed, and the
bill is made out on paper.
"""

from pathlib import Path
from time import process_time

import matplotlib.pyplot as plt
import pyarrow as pa

from quoteattr.integrations import FrameExtractor

paths = sorted(Path("articles").glob("*.txt"))
texts = [path.read_text(encoding="utf-8") for path in paths]
articles = pa.table({"url": [f"example.org/{path.stem}" for path in paths], "body": texts})

# %%
# One of the articles was lost on its way into the table.

lost = pa.table({"url": ["example.org/lost"], "body": pa.array([None], pa.string())})
articles = pa.concat_tables([articles.slice(0, 4), lost, articles.slice(4)])

# %%
# A worker gets a few rows at a time.
# The first piece loads the model; it is not part of the speed.

worker = FrameExtractor(text="body")
worker(articles.slice(0, 1))
start = process_time()
pieces = [worker(articles.slice(row, 4)) for row in range(0, len(articles), 4)]
seconds = process_time() - start
print(f"{len(pieces)} pieces, {[len(piece) for piece in pieces]} rows")

# %%
# Every piece has the same columns of the same types, whatever it holds, so all of them are one
# table, and what could not be read is one row of it.

quotes = pa.concat_tables(pieces)
assert all(piece.schema == quotes.schema for piece in pieces)
for row in quotes.to_pylist():
    if row["error"]:
        print(row["url"], "|", row["error"])
print(quotes.select(["url", "speakers", "text"]).slice(0, 3).to_pandas().to_string(index=False))

# %%
# From the words of these articles and the seconds of one core to the hours of many.
# The seconds are of the machine that built this page; measure on yours.

words = sum(len(text.split()) for text in texts)
per_article = seconds / len(texts)
print(f"{words / seconds:,.0f} words a second, {words / len(texts):.0f} words an article")
for count in (1_000_000, 10_000_000, 100_000_000):
    hours = count * per_article / 3600
    print(f"{count:>11,} articles: {hours:7,.0f} core hours, {0.04 * hours:7,.2f} at 0.04 an hour")

# %%
# Reading articles parts without a rest: twice the cores, half the time.
# Writing the files, starting machines and waiting for the last piece come on top.

cores = [1, 4, 16, 64, 256, 1024, 4096]
fig, ax = plt.subplots(figsize=(6.4, 4), layout="constrained")
for count, colour in ((1_000_000, "#7fb0d0"), (10_000_000, "#1f5f8b"), (100_000_000, "#0b2a40")):
    hours = [count * per_article / 3600 / n for n in cores]
    ax.loglog(cores, hours, marker="o", color=colour, label=f"{count:,} articles")
for hours, name in ((1, "an hour"), (24, "a day"), (24 * 30, "a month")):
    ax.axhline(hours, color="grey", linewidth=0.6)
    ax.text(1.01, hours, name, transform=ax.get_yaxis_transform(), va="center")
ax.set_xticks(cores, [str(n) for n in cores])
ax.minorticks_off()
ax.set_xlabel("cores")
ax.set_ylabel("hours")
ax.set_title("Reading an archive")
ax.legend()
plt.show()

# %%
# With Ray the same callable is an actor::
#
#     ray.data.read_parquet("articles/").map_batches(
#         FrameExtractor,
#         fn_constructor_kwargs={"text": "body"},
#         batch_format="pyarrow",
#         batch_size=256,
#         compute=ray.data.ActorPoolStrategy(min_size=1, max_size=1000),
#     ).write_parquet("quotes/")
#
# The page on many machines has Spark and Dask, and what was tested.
