"""Train the models that the package bundles: ``python -m quoteattr.training COMMAND``.

``attribution`` trains the network that reads quotes, names, sentences and antecedents,
``speakers`` the weights of antecedents.
"""

import argparse
import importlib
import sys
from collections.abc import Sequence

from quoteattr.errors import QuoteattrError

PROG = "python -m quoteattr.training"

COMMANDS = {
    "attribution": ("quoteattr.training.attribution", "train the network"),
    "speakers": ("quoteattr.training.speakers", "learn the weights of antecedents"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status, 2 where it cannot begin with what it was given."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(prog=PROG, description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (module_name, summary) in COMMANDS.items():
        command = commands.add_parser(name, help=summary)
        # Only the command that was asked for is imported: the others need what it does not.
        if name in given[:1]:
            module = importlib.import_module(module_name)
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    args = parser.parse_args(given)
    try:
        return int(args.run(args) or 0)
    except (QuoteattrError, FileNotFoundError, ValueError) as error:
        print(f"{PROG} {args.command}: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
