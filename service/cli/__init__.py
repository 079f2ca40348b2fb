"""The `wortlaut` command. Every subcommand is a module of its own, imported only when it is called."""

import importlib

import click

from service import __version__

_COMMANDS = {
    "quotes": "list an article's quotations with their speakers",
    "speakers": "list who speaks in an article, how often, first and last",
    "annotate": "show an article with quotations and speakers marked",
    "compare": "say what became of each quotation from one version to the next",
    "evaluate": "measure precision and recall on annotated articles",
    "serve": "run the HTTP service",
    "worker": "read the articles of jobs that the service was sent",
    "archive": "read an archive on this machine, without a service",
}


class _Commands(click.Group):
    """Loads torch and Stanza for the commands that need them, and for no `--help`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"service.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="wortlaut")
def main() -> None:
    """Who said what in a German news article."""
