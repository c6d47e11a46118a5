"""The public face: names, records, options, errors, and what an import costs."""

import pickle
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import pytest
from small import small_trained

import quoteattr
from quoteattr import errors, export, models, records
from quoteattr.attribution import storage
from quoteattr.records import FailedDocument, Quote, QuoteDocument, Span, Speaker

RECORDS = (Span, Speaker, Quote, QuoteDocument, FailedDocument)

SPAN = Span(0, 2, "No")
SPEAKER = Speaker("s1", "Ida Brandt")
QUOTE = Quote("q1", "direct", "speech", (SPAN, Span(4, 7, "not")), speakers=(SPEAKER,))


def instance(cls: type) -> object:
    made = {
        Span: SPAN,
        Speaker: SPEAKER,
        Quote: QUOTE,
        QuoteDocument: QuoteDocument("No, not now.", (QUOTE,), (SPEAKER,)),
        FailedDocument: FailedDocument(3, errors.TextTypeError(None)),
    }
    return made[cls]


class TestNames:
    def test_all_is_sorted(self) -> None:
        assert list(quoteattr.__all__) == sorted(set(quoteattr.__all__))

    def test_all_holds_every_public_name(self) -> None:
        public = {
            name
            for name, value in vars(quoteattr).items()
            if not name.startswith("_") and not isinstance(value, ModuleType)
        }
        assert set(quoteattr.__all__) == public

    def test_every_error_and_record_is_exported(self) -> None:
        assert set(errors.__all__) | set(records.__all__) <= set(quoteattr.__all__)

    def test_version_is_three_numbers(self) -> None:
        assert [part.isdigit() for part in quoteattr.__version__.split(".")] == [True] * 3

    def test_package_is_typed(self) -> None:
        assert (resources.files("quoteattr") / "py.typed").is_file()


class TestImport:
    HEAVY = ("torch", "stanza", "numpy", "regex", "cattrs", "rich", "tqdm", "multiprocessing")

    def test_loads_nothing_heavy(self) -> None:
        code = "import sys, quoteattr; print(*sys.modules)"
        loaded = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.split()
        assert "quoteattr.extractor" in loaded
        assert not set(self.HEAVY) & set(loaded)

    def test_reading_needs_neither_training_nor_evaluation_nor_a_compiler(self) -> None:
        """Torch's compiler takes seconds to import, and 75 MB."""
        code = "import sys, quoteattr; quoteattr.extract('“Go,” said Ida.'); print(*sys.modules)"
        loaded = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.split()
        assert "torch" in loaded
        assert not [name for name in loaded if name.startswith("quoteattr.training")]
        assert not [name for name in loaded if name.startswith("quoteattr.evaluation")]
        assert {"torch._dynamo", "torch._inductor", "sympy"}.isdisjoint(loaded)


class TestRecords:
    @pytest.mark.parametrize("cls", RECORDS)
    def test_frozen(self, cls: type) -> None:
        for field in attrs.fields(cls):
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                setattr(instance(cls), field.name, None)

    @pytest.mark.parametrize("cls", RECORDS)
    def test_slotted(self, cls: type) -> None:
        assert not hasattr(instance(cls), "__dict__")

    @pytest.mark.parametrize("cls", RECORDS[:-1])
    def test_hashable_and_equal_by_value(self, cls: type) -> None:
        copy = attrs.evolve(instance(cls))  # type: ignore[misc]
        assert copy == instance(cls)
        assert len({copy, instance(cls)}) == 1

    def test_quote_text_joins_its_spans(self) -> None:
        assert (QUOTE.text, QUOTE.start, QUOTE.end) == ("No not", 0, 7)

    def test_document_behaves_like_its_quotes(self) -> None:
        document = QuoteDocument("No, not now.", (QUOTE,), (SPEAKER,))
        assert list(document) == [QUOTE]
        assert len(document) == 1
        assert document.quotes_by(SPEAKER) == (QUOTE,)
        assert document.quotes_by(Speaker("s2", "Ida Brandt")) == ()

    def test_document_without_quotes_is_true(self) -> None:
        assert QuoteDocument("")
        assert len(QuoteDocument("")) == 0

    def test_ok_tells_documents_from_failures(self) -> None:
        assert QuoteDocument("").ok
        assert not FailedDocument(0, errors.TextTypeError(None)).ok


class TestModes:
    def test_reported_is_the_default(self, extractor: quoteattr.Extractor) -> None:
        assert quoteattr.load().modes == {"speech", "writing"}

    @pytest.mark.parametrize(
        ("modes", "chosen"),
        [
            ("reported", {"speech", "writing"}),
            ("all", {"speech", "writing", "thought"}),
            ("thought", {"thought"}),
            (("writing",), {"writing"}),
            ({"speech", "thought"}, {"speech", "thought"}),
        ],
    )
    def test_chosen(self, modes: object, chosen: set[str], extractor: quoteattr.Extractor) -> None:
        assert quoteattr.load(modes=modes).modes == chosen  # type: ignore[arg-type]

    def test_thought_comes_only_when_asked_for(self, extractor: quoteattr.Extractor) -> None:
        text = "Lena Osei hopes to finish the tunnel by spring."
        assert [quote.mode for quote in extractor(text)] == ["thought"]
        assert quoteattr.extract(text).quotes == ()
        assert quoteattr.extract(text, modes="all").quotes == extractor(text).quotes

    @pytest.mark.parametrize(
        "modes", ["speach", "", (), set(), {"speech", "song"}, ["all"], None, 3, [["speech"]]]
    )
    def test_unknown(self, modes: object) -> None:
        with pytest.raises(quoteattr.OptionError, match="'reported', 'all' or a set of") as caught:
            quoteattr.load(modes=modes)  # type: ignore[arg-type]
        assert (caught.value.option, caught.value.value) == ("modes", modes)


class TestOptions:
    def test_unknown_guideline(self) -> None:
        with pytest.raises(quoteattr.OptionError, match="use 'world' or 'polnear'"):
            quoteattr.load(guideline="wrold")

    def test_known_guidelines(self, extractor: quoteattr.Extractor) -> None:
        for guideline in ("world", "polnear"):
            found = quoteattr.load(guideline=guideline)("“The road is closed,” said Ida Brandt.")
            assert [quote.text for quote in found] == ["“The road is closed,”"]

    @pytest.mark.parametrize("device", ["abacus", "cuda:99"])
    def test_unknown_device(self, device: str, extractor: quoteattr.Extractor) -> None:
        with pytest.raises(quoteattr.OptionError, match="torch device"):
            quoteattr.load(device=device)

    @pytest.mark.parametrize("option", ["batch_size", "n_process"])
    @pytest.mark.parametrize("value", [0, -1, 2.0, "2", None, True])
    def test_whole_numbers(
        self, option: str, value: object, extractor: quoteattr.Extractor
    ) -> None:
        with pytest.raises(quoteattr.OptionError, match="a whole number from 1") as caught:
            # raised by the call, not by the first document
            extractor.pipe([], **{option: value})  # type: ignore[arg-type]
        assert caught.value.option == option

    @pytest.mark.parametrize("texts", ["“Go,” said Ida.", "", b"Go"])
    def test_one_text_is_not_many(self, texts: Any, extractor: quoteattr.Extractor) -> None:
        with pytest.raises(quoteattr.OptionError, match="iterable of texts"):
            extractor.pipe(texts)

    def test_on_error(self, extractor: quoteattr.Extractor) -> None:
        with pytest.raises(quoteattr.OptionError, match="'raise' or 'return'"):
            extractor.pipe([], on_error="ignore")  # type: ignore[arg-type]

    def test_unknown_model(self) -> None:
        with pytest.raises(quoteattr.ModelNotFoundError, match="no model 'xx'"):
            quoteattr.load("xx")


class TestTables:
    @pytest.mark.parametrize(
        "texts", [{"a": "Ida Holt said so."}, type("F", (), {"columns": ()})()]
    )
    def test_a_table_is_no_list_of_texts(self, texts: Any) -> None:
        with pytest.raises(errors.OptionError, match="its texts alone"):
            quoteattr.load().pipe(texts)


class TestWrongThings:
    """What is given in the wrong place is told by an error of the library's own."""

    @pytest.mark.parametrize("model", [None, 1, b"en", ["en"]])
    def test_no_model(self, model: Any) -> None:
        with pytest.raises(errors.OptionError, match="the name of a bundled model, or the path"):
            quoteattr.load(model)
        with pytest.raises(errors.OptionError, match="model="):
            quoteattr.extract("Go.", model=model)

    def test_no_folder(self) -> None:
        with pytest.raises(errors.OptionError, match="the path of a folder"):
            quoteattr.load(stanza_models=3)  # type: ignore[arg-type]
        with pytest.raises(errors.OptionError, match=r"stanza\.download filled"):
            quoteattr.load(stanza_models="no/such/folder")

    @pytest.mark.parametrize("texts", [3, None, Path("a.txt"), b"abc", 2.5])
    def test_no_texts(self, texts: Any, extractor: quoteattr.Extractor) -> None:
        with pytest.raises(errors.OptionError, match="iterable of texts") as caught:
            extractor.pipe(texts)  # at once
        assert caught.value.value == type(texts).__name__

    @pytest.mark.parametrize("documents", [None, 3, "a.jsonl", Path("a.jsonl")])
    def test_no_documents(self, documents: Any) -> None:
        told = r"a list or another iterable of documents, such as read_jsonl\(path\)"
        with pytest.raises(errors.OptionError, match=told):
            quoteattr.link_speakers(documents)

    @pytest.mark.parametrize(
        "known", [quoteattr.KnownSpeaker("p1", "Ida Brandt"), 3, {"p1": "Ida"}]
    )
    def test_nobody_known(self, known: Any) -> None:
        with pytest.raises(errors.OptionError, match="or a list of KnownSpeaker"):
            quoteattr.link_speakers([], known=known)

    @pytest.mark.parametrize("data", [None, 3, {}])
    def test_no_json(self, data: Any) -> None:
        with pytest.raises(errors.FormatError, match="give the str that to_json wrote"):
            QuoteDocument.from_json(data)

    @pytest.mark.parametrize("width", ["a", 0, -5, None, 2.5, True])
    def test_no_width(self, width: Any) -> None:
        with pytest.raises(errors.OptionError, match="a whole number from 1"):
            QuoteDocument("").render("terminal", width=width)
        assert QuoteDocument("Go.", (QUOTE,), (SPEAKER,)).render("terminal", width=1)

    @pytest.mark.parametrize(
        "write",
        [
            export.to_brat,
            export.to_columns,
            export.to_json,
            export.to_label_studio,
            export.to_tei,
            export.to_web_annotation,
        ],
    )
    @pytest.mark.parametrize("document", [None, [QuoteDocument("")], "text"])
    def test_no_document(self, write: Any, document: Any) -> None:
        with pytest.raises(errors.OptionError, match="one QuoteDocument"):
            write(document)


class TestModelFolders:
    """A model is known by what its folder is and holds, not by how the path was written."""

    @pytest.fixture
    def folders(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """Two places, in each a small model ``mine``, under other names."""
        for place in ("a", "b"):
            (tmp_path / place).mkdir()
            copied(tmp_path / place / "mine", f"model-{place}")
        monkeypatch.chdir(tmp_path / "a")
        return tmp_path

    def test_a_relative_path(self, folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        reader = quoteattr.load("mine")
        assert quoteattr.load(folders / "a" / "mine")._steps is reader._steps
        sent = pickle.dumps(reader)
        monkeypatch.chdir(folders / "b")
        assert quoteattr.load("mine").model == "model-b"
        assert pickle.loads(sent).model == reader.model == "model-a"

    def test_a_folder_that_is_replaced(self, folders: Path) -> None:
        reader = quoteattr.load("mine")
        shutil.rmtree("mine")
        copied(Path("mine"), "model-c")
        assert (quoteattr.load("mine").model, reader.model) == ("model-c", "model-a")

    def test_loading_draws_nothing(self, folders: Path) -> None:
        import torch

        torch.manual_seed(5)
        before = torch.random.get_rng_state()
        quoteattr.load("mine")
        assert torch.equal(torch.random.get_rng_state(), before)


def copied(folder: Path, name: str) -> None:
    folder.mkdir()
    storage.save(folder, small_trained())
    models.write_manifest(folder, name)


def test_an_extractor_says_what_it_is(extractor: quoteattr.Extractor) -> None:
    assert repr(extractor) == (
        "Extractor('en', modes=['speech', 'writing', 'thought'], guideline='world')"
    )
    some = quoteattr.load(modes="thought", guideline="polnear", min_confidence=0.5)
    assert repr(some) == (
        "Extractor('en', modes=['thought'], guideline='polnear', min_confidence=0.5)"
    )


def test_confidences_have_four_digits(extractor: quoteattr.Extractor) -> None:
    quotes = extractor("“Go,” said Ida Brandt. She said it was late.\n\n“Stay,” he told her.")
    assert len(quotes) == 3
    for quote in quotes:
        for sure in (quote.confidence, quote.speaker_confidence):
            assert sure == round(sure, 4)


def test_usage_is_typed(tmp_path: Path) -> None:
    """What users write passes mypy --strict, without casts."""
    pytest.importorskip("mypy")
    usage = Path(__file__).with_name("typed_usage.py")
    config = tmp_path / "mypy.ini"
    config.write_text("[mypy]\nstrict = True\n[mypy-torch.*]\nfollow_imports = skip\n")
    command = [sys.executable, "-m", "mypy", "--config-file", config, "--cache-dir"]
    done = subprocess.run(
        [*command, tmp_path, "--follow-imports=silent", usage],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


class TestText:
    @pytest.mark.parametrize(
        ("value", "found", "advice"),
        [
            (b"bytes", "bytes", "decode it first"),
            (bytearray(b"bytes"), "bytearray", "decode it first"),
            (None, "NoneType", "pass ''"),
            (Path("a.txt"), type(Path()).__name__, "read it first"),
            (["a", "b"], "list", "Extractor.pipe"),
            (("a", {"id": 1}), "tuple", "as_tuples=True"),
            ({"text": "a"}, "dict", "as_tuples=True"),
            (3, "int", "Extractor.pipe"),
        ],
    )
    def test_not_a_str(
        self, value: object, found: str, advice: str, extractor: quoteattr.Extractor
    ) -> None:
        with pytest.raises(quoteattr.TextTypeError, match=advice) as caught:
            extractor(value)  # type: ignore[arg-type]
        assert caught.value.found == found

    def test_is_also_a_type_error(self, extractor: quoteattr.Extractor) -> None:
        with pytest.raises(TypeError):
            extractor(None)  # type: ignore[arg-type]


class TestErrors:
    def test_one_base(self) -> None:
        for name in errors.__all__:
            assert issubclass(getattr(errors, name), quoteattr.QuoteattrError)

    @pytest.mark.parametrize(
        ("error", "builtin"),
        [
            (quoteattr.TextTypeError, TypeError),
            (quoteattr.OptionError, ValueError),
            (quoteattr.FormatError, ValueError),
        ],
    )
    def test_builtin_bases(self, error: type, builtin: type) -> None:
        assert issubclass(error, builtin)
        assert issubclass(error, quoteattr.InputError)

    @pytest.mark.parametrize(
        "error",
        [
            quoteattr.TextTypeError(b""),
            quoteattr.OptionError("modes", "song", "'all'"),
            quoteattr.FormatError("quotes[0]", "is missing"),
            quoteattr.ModelNotFoundError("xx", ["en"]),
            quoteattr.ModelFileError(Path("a"), "was altered"),
            quoteattr.ModelVersionError(Path("a"), 2, 1),
            quoteattr.ExtractionError(7, "ValueError: no"),
        ],
        ids=lambda error: type(error).__name__,
    )
    def test_survive_the_way_from_another_process(self, error: quoteattr.QuoteattrError) -> None:
        back = pickle.loads(pickle.dumps(error))
        assert type(back) is type(error)
        assert str(back) == str(error)
        assert vars(back) == vars(error)


def test_quotes_of_another_document_are_not_theirs() -> None:
    """Both have an s1."""
    ida, jon = map(quoteattr.extract, ("“Go,” said Ida Brandt.", "“Go,” said Jon Marsh."))
    assert ida.speakers[0].id == jon.speakers[0].id
    assert ida.quotes_by(ida.speakers[0]) == ida.quotes
    assert ida.quotes_by(jon.speakers[0]) == ()
    assert ida.quotes_by(QuoteDocument.from_json(ida.to_json()).speakers[0]) == ida.quotes


def test_a_long_value_does_not_hide_the_message() -> None:
    with pytest.raises(quoteattr.OptionError, match=r"\.\.\. is not possible; use 'world'") as told:
        quoteattr.load(guideline="w" * 5000)
    assert len(str(told.value)) < 200
    assert told.value.value == "w" * 5000


def test_what_is_missing_is_not_several_texts(extractor: quoteattr.Extractor) -> None:
    for missing in (None, float("nan"), pytest.importorskip("pandas").NA):
        (failed,) = extractor.pipe([missing], on_error="return")  # type: ignore[list-item]
        assert isinstance(failed, quoteattr.FailedDocument)
        assert "pass ''" in str(failed.error)
    with pytest.raises(quoteattr.TextTypeError, match=r"Extractor\.pipe"):
        extractor(["a"])  # type: ignore[arg-type]


def test_numbers_of_numpy_are_numbers(extractor: quoteattr.Extractor) -> None:
    numpy = pytest.importorskip("numpy")
    assert len(list(extractor.pipe(["a", "b"], batch_size=numpy.int64(2)))) == 2
    assert "min_confidence=" in repr(quoteattr.load(min_confidence=numpy.float32(0.5)))
    for wrong in (numpy.int64(0), numpy.float32(2), numpy.bool_(True)):
        with pytest.raises(quoteattr.OptionError):
            extractor.pipe(["a"], batch_size=wrong)
