"""The command ``quoteattr``: texts in, quotes out, in every form that the library knows.

One module a subcommand; :mod:`.command` chooses, :mod:`.options` holds what several of them take,
:mod:`.reading` gets documents, :mod:`.writing` puts them into their form, and :mod:`.targets` (a
folder: :mod:`.folders`) brings that to its place so that no file is ever left half written.
"""

from quoteattr.cli.command import main

__all__ = ["main"]
