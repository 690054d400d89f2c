"""``python -m mfa_graph.cli``, for where no script is installed."""

from mfa_graph.cli import main

main()
