"""The steps that hold weights, loaded once for everybody who asks for the same ones."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from quoteattr import models
from quoteattr.errors import OptionError

if TYPE_CHECKING:
    from quoteattr.annotation.stanza import StanzaAnnotator
    from quoteattr.attribution.attributor import Attributor
    from quoteattr.coref import Ranker

__all__ = ["Steps", "StepsKey", "load_steps"]

StepsKey = tuple[Path, str, str, Path | None]
States = tuple[str, ...]

# How many are kept: the bundled model by both guidelines, and some more.
_KEPT = 8


@attrs.frozen(eq=False)
class Steps:
    """The steps that hold weights, and what it takes to load them again.

    Attributes:
        key: the arguments of :func:`load_steps`, without the states.
        name: of the model.
        read: finds attributions, names and sentences.
        annotate: finds names and sentences in its place; None without Stanza models of one's own.
        ranker: chooses the antecedents of sources.
        world: whether the guideline is ``world``: "who" gives way to the noun phrase that it means,
            and the relative clause after a noun phrase is left out of a source; the turns of a
            transcript are quotes though they have no cue and no marks, and whole sentences in
            marks though they have no cue. PolNeAR's guideline has none of this.
        least: confidence that a quote needs where nothing else is asked for.
    """

    key: StepsKey
    name: str
    read: Attributor
    annotate: StanzaAnnotator | None
    ranker: Ranker
    world: bool
    least: float


@lru_cache(maxsize=_KEPT)
def load_steps(
    folder: Path, guideline: str, device: str, stanza_models: Path | None, states: States = ()
) -> Steps:
    """The steps of a model folder; the same ones for the same arguments.

    Those of the last eight different arguments are kept; others are loaded again, and what an
    extractor holds stays its own as long as it lives.

    Args:
        folder: of the model.
        guideline: world or polnear.
        device: a torch device.
        stanza_models: folder of the caller's own Stanza models; None without.
        states: what :func:`quoteattr.models.state` says of the folders; when one of them holds
            another model, that is loaded.

    Raises:
        OptionError: there is no such device, or ``stanza_models`` holds none.
        ModelError: the model is not there, or its files are not what they should be.
    """
    _check_device(device)
    manifest = models.check(folder)

    import torch

    from quoteattr.attribution.attributor import Attributor
    from quoteattr.coref import load_ranker

    # Loading draws random numbers; the caller's random state is put back.
    with torch.random.fork_rng(devices=[]):
        attributor = Attributor.load(folder, guideline=guideline, device=device)
        annotator = None
        if stanza_models is not None:
            from quoteattr.annotation.stanza import StanzaAnnotator

            annotator = StanzaAnnotator.load(stanza_models, device=device)
    key = (folder, guideline, device, stanza_models)
    name = str(manifest.get("name", folder.name))
    return Steps(
        key,
        name,
        attributor,
        annotator,
        load_ranker(folder),
        world=guideline == "world",
        least=attributor.confidence.threshold,
    )


def _check_device(device: str) -> None:
    import torch

    try:
        torch.empty(0, device=device)
    except (RuntimeError, AssertionError, TypeError) as error:
        allowed = "a torch device that this machine has, such as 'cpu'"
        raise OptionError("device", device, allowed) from error
