"""Train the models that the package bundles: ``python -m quoteattr.training COMMAND``.

``attribution`` trains the network that reads quotes, names, sentences and antecedents,
``speakers`` the weights of antecedents.
"""

import argparse
import sys
from collections.abc import Sequence

from quoteattr.errors import QuoteattrError
from quoteattr.training import attribution, speakers

PROG = "python -m quoteattr.training"

COMMANDS = {
    "attribution": (attribution, "train the network"),
    "speakers": (speakers, "learn the weights of antecedents"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status, 2 where it cannot begin with what it was given."""
    parser = argparse.ArgumentParser(prog=PROG, description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (module, summary) in COMMANDS.items():
        command = commands.add_parser(name, help=summary)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    args = parser.parse_args(arguments)
    try:
        args.run(args)
    except (QuoteattrError, OSError, ValueError) as error:
        print(f"{PROG} {args.command}: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
