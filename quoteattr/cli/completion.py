"""Completion by the shell, through argcomplete where it is installed.

The shell runs the command with ``_ARGCOMPLETE`` set and reads the candidates from it.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Collection

__all__ = ["offer"]


def offer(parser: Callable[[], argparse.ArgumentParser], commands: Collection[str]) -> None:
    """Answer the shell and end, if it asks for candidates; else do nothing.

    Args:
        parser: makes the command's parser.
        commands: the names of the subcommands.

    Raises:
        SystemExit: when the shell was answered.
    """
    if "_ARGCOMPLETE" not in os.environ:
        return
    try:
        import argcomplete
    except ImportError:
        raise SystemExit(1) from None
    _name(commands)
    argcomplete.autocomplete(parser())


def _name(commands: Collection[str]) -> None:
    """Put the name of the default command into the line, where the plain form is being typed."""
    line, point = os.environ.get("COMP_LINE", ""), int(os.environ.get("COMP_POINT", "0"))
    words = line[:point].split(" ")
    typed = [word for word in words[1:-1] if word]
    if typed and typed[0] not in commands:
        with_name = f"{words[0]} extract {line[len(words[0]) :].lstrip(' ')}"
        os.environ["COMP_LINE"] = with_name
        os.environ["COMP_POINT"] = str(point + len(with_name) - len(line))
