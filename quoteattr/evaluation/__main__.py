"""``python -m quoteattr.evaluation``."""

from quoteattr.evaluation.command import main

if __name__ == "__main__":
    raise SystemExit(main())
