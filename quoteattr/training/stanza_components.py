"""The trainings of the Stanza models: one function a component, each calls Stanza's own trainer.

The settings keep the models small and fast on one core: two BiLSTM layers of 200 units, small
biaffine layers, no character language model. As the word vectors are lower-cased, tagger and
entities read the letters of each word by a small LSTM; the parser sees case through the tags.
The parser learns on predicted tags, and without lemmas, so that none need be made for it.
"""

import json
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import attrs

from quoteattr.annotate import as_pretrain, load_trainer, plain
from quoteattr.annotation.entities import EntityModel
from quoteattr.annotation.splitting import Splitter
from quoteattr.annotation.trees import TaggerModel
from quoteattr.models.vectors import WordVectors
from quoteattr.training.more import UNREAD
from quoteattr.training.stanza_data import (
    FORM,
    HEAD,
    ID,
    LEMMA,
    TreebankSentence,
    entity_sentences,
    read_treebank,
    render,
    write_entities,
    write_expansions,
    write_lexicon,
    write_pretrain,
    write_treebank,
)
from quoteattr.training.stanza_names import with_made_up
from quoteattr.training.stanza_pack import pack
from quoteattr.training.stanza_quotes import respelled
from quoteattr.training.stanza_silver import silver

__all__ = ["COMPONENTS", "Workshop"]

SHORTHAND = "en_quoteattr"
TRAIN_TREEBANKS = ("ewt", "gum")
DEV_TREEBANK = "ewt"
UNLABELLED = (UNREAD, Path("polnear", "train.jsonl"))
"""News whose entities nobody has labelled."""
VOTERS = 3
"""How many networks label it together."""


@attrs.frozen
class Workshop:
    """Where a training reads and writes.

    Attributes:
        data: the folder of corpora.
        work: a folder for what Stanza's trainers read and write.
        vectors: the word vectors, as rounded for the package.
        seed: the random seed.
        quick: whether to make a few steps only, to try the command.
        resume: whether to go on inside a component where its trainer can: entities from the
            best model so far, the parser from its last checkpoint; others start again.
    """

    data: Path
    work: Path
    vectors: WordVectors = attrs.field(repr=False)
    seed: int
    quick: bool = False
    resume: bool = False

    def path(self, name: str) -> Path:
        """A file in the work folder."""
        return self.work / name

    def steps(self, usual: int) -> str:
        """A number of steps, as an argument."""
        return str(min(usual, 2) if self.quick else usual)

    @property
    def pretrain(self) -> Path:
        """The word vectors in Stanza's format, written when first asked for."""
        path = self.path("vectors.pt")
        if not path.exists():
            write_pretrain(self.vectors, path)
        return path

    def sentences(self, part: str) -> tuple[TreebankSentence, ...]:
        """The treebank sentences of a part, "train" or "dev"."""
        names = TRAIN_TREEBANKS if part == "train" else (DEV_TREEBANK,)
        folder = self.data / "ud"
        return tuple(s for name in names for s in read_treebank(folder / f"{name}-{part}.conllu"))

    def treebank(self, part: str) -> str:
        """The treebank file of a part, written when first asked for."""
        path = self.path(f"ud-{part}.conllu")
        if not path.exists():
            write_treebank(self.sentences(part), path)
        return str(path)

    def arguments(self, name: str, seed: int | None = None) -> list[str]:
        """The arguments that every trainer takes."""
        return [
            *("--shorthand", SHORTHAND),
            *("--save_dir", str(self.work), "--save_name", name),
            *("--seed", str(self.seed if seed is None else seed), "--cpu"),
        ]

    def word_arguments(self) -> list[str]:
        """The arguments of the trainers that read word vectors."""
        return ["--wordvec_pretrain_file", str(self.pretrain), "--pretrain_max_vocab", "-1"]


def train_ner(shop: Workshop) -> None:
    """Named entities: frozen vectors, letters by a small BiLSTM, one BiLSTM and a CRF.

    Networks that differ in their seeds learn from the corpus and from copies of its sentences with
    made-up names (`stanza_names`). Together they label news that nobody has labelled
    (`stanza_silver`), and the first of them learns on, from all of it.
    """
    train, dev = (list(entity_sentences(shop.data / "ner" / f"{p}.tsv")) for p in ("train", "dev"))
    write_entities(dev, shop.path("ner-dev.json"))
    voters = [shop.path(f"voter-{i}") for i in range(1, VOTERS + 1)]
    for i, folder in enumerate(voters):
        if shop.resume and (folder / "ner.pt").exists():
            continue
        folder.mkdir(exist_ok=True)
        write_entities(with_made_up(train, shop.seed + i), shop.path("ner-train.json"))
        _learn_entities(shop, f"{folder.name}.pt", shop.seed + i, 0.003, 5500)
        pack("ner", shop.path(f"{folder.name}.pt"), folder / "ner.pt")
    if not (shop.resume and shop.path("ner.pt").exists()):
        write_entities(_all_entities(shop, train, voters), shop.path("ner-train.json"))
        shutil.copy(shop.path(f"{voters[0].name}.pt"), shop.path("ner.pt"))
    _learn_entities(shop, "ner.pt", shop.seed, 0.001, 5000)


def _all_entities(
    shop: Workshop, train: Sequence[Sequence[tuple[str, str]]], voters: Sequence[Path]
) -> Iterator[Sequence[tuple[str, str]]]:
    """The corpus twice, its copies with made-up names, and the news as the voters label it."""
    vectors = as_pretrain(shop.vectors)
    splitter = Splitter({n: load_trainer(shop.work, n, vectors) for n in ("tokenizer", "mwt")})
    networks = [EntityModel(load_trainer(folder, "ner", vectors)) for folder in voters]
    texts = [
        json.loads(line)["text"]
        for name in UNLABELLED
        for line in (shop.data / name).read_text(encoding="utf-8").splitlines()
    ]
    yield from train
    yield from with_made_up(train, shop.seed, share=1)
    yield from silver(texts[: 4 if shop.quick else None], splitter, networks)


def _learn_entities(shop: Workshop, name: str, seed: int, rate: float, steps: int) -> None:
    """Train a network of entities, from the file of its name on where there is one.

    Stanza keeps the one that is best on the dev part, and halves the rate where none was better;
    one that goes on takes its rate from its file.
    """
    import torch
    from stanza.models import ner_tagger

    path = shop.path(name)
    begun = path.exists() and (shop.resume or name == "ner.pt")
    if begun:
        checkpoint = torch.load(path, map_location="cpu", weights_only=True)
        checkpoint["config"]["lr"] = rate
        torch.save(checkpoint, path)
    ner_tagger.main(
        [
            *shop.arguments(name, seed),
            *shop.word_arguments(),
            *("--train_file", str(shop.path("ner-train.json"))),
            *("--eval_file", str(shop.path("ner-dev.json"))),
            *("--word_emb_dim", str(shop.vectors.matrix.shape[1]), "--no_emb_finetune"),
            *("--char_emb_dim", "32", "--char_hidden_dim", "32"),
            *("--hidden_dim", "200", "--num_layers", "1", "--word_dropout", "0.05"),
            *("--dropout", "0.35", "--optim", "adam", "--lr", str(rate), "--min_lr", "0.0001"),
            *("--lr_decay", "0.5", "--patience", "0", "--eval_interval", shop.steps(500)),
            *("--batch_size", "32", "--max_batch_words", "1000", "--max_steps", shop.steps(steps)),
            *(["--finetune"] if begun else []),
        ]
    )


def train_tokenizer(shop: Workshop) -> None:
    """Tokens and sentences, on text respelled in many typographic styles (`stanza_quotes`)."""
    from stanza.models import tokenizer

    for part, copies in (("train", 2), ("dev", 1)):
        sentences = shop.sentences(part)
        rng = random.Random(shop.seed)
        paragraphs = [p for _ in range(copies) for p in respelled(sentences, rng)]
        text, labels = render(paragraphs)
        shop.path(f"tokens-{part}.txt").write_text(text, encoding="utf-8", newline="\n")
        shop.path(f"tokens-{part}.labels").write_text(labels, encoding="utf-8", newline="\n")
    write_expansions(shop.sentences("train"), shop.path("expansions.json"))
    tokenizer.main(
        [
            *shop.arguments("tokenizer.pt"),
            *("--lang", "en", "--mwt_json_file", str(shop.path("expansions.json"))),
            *("--txt_file", str(shop.path("tokens-train.txt"))),
            *("--label_file", str(shop.path("tokens-train.labels"))),
            *("--dev_txt_file", str(shop.path("tokens-dev.txt"))),
            *("--dev_label_file", str(shop.path("tokens-dev.labels"))),
            *("--max_seqlen", "300", "--batch_size", "32", "--dropout", "0.2"),
            *("--unit_dropout", "0.1", "--anneal", "0.9", "--anneal_after", "1500"),
            *("--steps", shop.steps(2400), "--eval_steps", shop.steps(400)),
        ]
    )


def train_mwt(shop: Workshop) -> None:
    """The words of multi-word tokens: a dictionary, and a classifier of where to cut others."""
    from stanza.models import mwt_expander

    mwt_expander.main(
        [
            *shop.arguments("mwt.pt"),
            *("--lang", "en", "--train_file", shop.treebank("train")),
            *("--eval_file", shop.treebank("dev"), "--gold_file", shop.treebank("dev")),
            *("--num_epoch", shop.steps(4), "--hidden_dim", "64", "--emb_dim", "32"),
        ]
    )


def train_tagger(shop: Workshop) -> None:
    """Universal and fine tags and features, from words and their letters."""
    from stanza.models import tagger

    tagger.main(
        [
            *shop.arguments("tagger.pt"),
            *shop.word_arguments(),
            *("--lang", "en", "--train_file", shop.treebank("train")),
            *("--eval_file", shop.treebank("dev")),
            *("--char_emb_dim", "32", "--char_hidden_dim", "64", "--word_emb_dim", "50"),
            *("--transformed_dim", "100", "--hidden_dim", "200", "--num_layers", "2"),
            *("--share_hid", "--deep_biaff_hidden_dim", "100"),
            *("--composite_deep_biaff_hidden_dim", "50", "--dropout", "0.33"),
            *("--word_dropout", "0.15", "--batch_size", "100", "--max_steps", shop.steps(1000)),
            *("--fix_eval_interval", "--eval_interval", shop.steps(200)),
            *("--second_lr", "0.001", "--max_steps_before_stop", "400"),
        ]
    )


def train_lemmatizer(shop: Workshop) -> None:
    """Lemmas: a dictionary of words with their tags, and letters by a small model for others."""
    from stanza.models import lemmatizer

    files = {part: shop.path(f"lexicon-{part}.conllu") for part in ("train", "dev")}
    for part, path in files.items():
        write_lexicon(shop.sentences(part), path)
    lemmatizer.main(
        [
            *shop.arguments("lemmatizer.pt"),
            *("--train_file", str(files["train"]), "--eval_file", str(files["dev"])),
            *("--hidden_dim", "100", "--num_epoch", shop.steps(3), "--lr", "0.003"),
            *("--batch_size", "100"),
        ]
    )


def train_parser(shop: Workshop) -> None:
    """Dependency trees, on the tags that the tagger predicts."""
    from stanza.models import parser

    checkpoint = shop.path("parser_checkpoint.pt")
    if not shop.resume:
        checkpoint.unlink(missing_ok=True)
    for part in ("train", "dev"):
        path = shop.path(f"retagged-{part}.conllu")
        if not checkpoint.exists():
            write_treebank(_retagged(shop, shop.sentences(part)), path)
    parser.main(
        [
            *shop.arguments("parser.pt"),
            *shop.word_arguments(),
            *("--lang", "en", "--train_file", str(shop.path("retagged-train.conllu"))),
            *("--eval_file", str(shop.path("retagged-dev.conllu"))),
            *("--no_char", "--no_ufeats", "--word_emb_dim", "50", "--tag_emb_dim", "50"),
            *("--transformed_dim", "100", "--hidden_dim", "200", "--num_layers", "2"),
            *("--deep_biaff_hidden_dim", "120", "--dropout", "0.33", "--word_dropout", "0.15"),
            *("--optim", "adam", "--lr", "0.003", "--beta2", "0.95", "--weight_decay", "0"),
            *("--second_optim", "adam", "--second_lr", "0.0008", "--second_warmup_steps", "0"),
            *("--second_optim_start_step", shop.steps(750), "--max_steps", shop.steps(1050)),
            *("--batch_size", "3000", "--eval_interval", shop.steps(150)),
        ]
    )


def _retagged(shop: Workshop, sentences: Sequence[TreebankSentence]) -> Iterator[TreebankSentence]:
    """Sentences with the tags that the tagger gives them, and without lemmas."""
    vectors = as_pretrain(shop.vectors)
    tagger = TaggerModel(load_trainer(shop.work, "tagger", vectors), vectors)
    words = [[row for row in sentence.rows if "-" not in row[ID]] for sentence in sentences]
    found = tagger([[plain(row[FORM]) for row in rows] for rows in words])
    for sentence, rows, tags in zip(sentences, words, found, strict=True):
        fine = [tagger.xpos[number] for number in tags.numbers[1]]
        yield attrs.evolve(
            sentence,
            rows=tuple(
                (*row[:LEMMA], "_", upos, xpos, feats, *row[HEAD:])
                for row, upos, xpos, feats in zip(rows, tags.upos, fine, tags.feats, strict=True)
            ),
        )


COMPONENTS: dict[str, Callable[[Workshop], None]] = {
    "tokenizer": train_tokenizer,
    "mwt": train_mwt,
    "ner": train_ner,
    "tagger": train_tagger,
    "lemmatizer": train_lemmatizer,
    "parser": train_parser,
}
