"""The entry point: finds the command, and turns everything a user can cause into words and an exit code."""

import gc
import sys
from contextlib import suppress
from importlib import import_module
from itertools import pairwise

import click

from deckgen.types.diagnostic import Diagnostic
from deckgen.types.error import DeckgenError

COMMANDS = {
    "build": "Compile a source into Anki packages.",
    "check": "Say what is wrong or weak in a source.",
    "plan": "Say what this build does to learners of the last one.",
    "preview": "Show every card on one page, as learners will see it.",
    "draft": "Draw a first source from an article.",
    "audit": "Say what of an article no card asks, copies or misquotes.",
    "recover": "Make a lost ledger again from published packages.",
    "rename": "Carry a note's identity to another key.",
    "schema": "Print the JSON Schema of the source language, for editors.",
    "dump": "Print a package as canonical text that can be compared.",
    "init": "Make a new deck project that builds at once.",
}


class LazyGroup(click.Group):
    """A group that imports a command only when it is run, so that `--help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of their use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"deckgen.cli.{cmd_name}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command, suggesting the nearest where there is none."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from deckgen.compiler.suggest import did_you_mean

            raise click.UsageError(f'there is no command "{args[0]}"; {did_you_mean(args[0], COMMANDS)}', ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _print_version(ctx: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from deckgen import __version__

        click.echo(f"deckgen {__version__}")
        ctx.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Print the version.")
def group() -> None:
    """Compile a YAML file of study cards into Anki decks.

    Edit anything, build, import again: no review is lost, nothing is duplicated.

    \b
    deckgen init mydeck && cd mydeck && deckgen build
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 clean, 1 errors in what the author wrote, 2 usage or environment."""
    gc.disable()  # nothing here makes cycles, and looking for them costs a third of a large build
    arguments = sys.argv[1:] if arguments is None else arguments
    if not arguments:
        click.echo(group.get_help(click.Context(group, info_name="deckgen")), err=True)
        sys.exit(2)
    try:
        code = group.main(arguments, prog_name="deckgen", standalone_mode=False)
    except click.exceptions.Exit as done:
        code = done.exit_code
    except click.UsageError as fault:
        code = _fail(arguments, fault.format_message(), "usage", fault.ctx.get_usage() if fault.ctx else "")
    except click.ClickException as fault:
        code = _fail(arguments, fault.format_message(), "usage")
    except DeckgenError as fault:
        code = _fail(arguments, str(fault), fault.check, fault.hint, fault.path)
    except (click.Abort, KeyboardInterrupt):
        code = interrupted(arguments)
    except BrokenPipeError:
        sys.stderr.close()
        code = 0
    except OSError as fault:
        about = fault.filename or "the output cannot be written"
        code = _fail(arguments, f"{about}: {fault.strerror}", "environment", path=str(fault.filename or ""))
    sys.exit(code if isinstance(code, int) else 0)


def interrupted(arguments: list[str]) -> int:
    """Say that Ctrl-C ended the command, in the form that was asked for, and return the exit code."""
    return _fail(arguments, "interrupted; every file is as it was", "interrupted")


def _fail(arguments: list[str], message: str, check: str, hint: str = "", path: str = "") -> int:
    """Report what stands in the way of the command, in the form that was asked for, and return the exit code."""
    fault = Diagnostic(check, message, None, hint, path=path)
    if text := _for_programs(arguments, fault):
        with suppress(OSError):
            click.echo(text)
            return 2
    from deckgen.cli.report import as_text

    click.echo(as_text([fault], {}, colour=sys.stderr.isatty()), err=True)
    return 2


def _for_programs(arguments: list[str], fault: Diagnostic) -> str:
    """Return the fault in the form for programs that was asked for; an empty text where none was."""
    from deckgen.cli.annotate import as_github, as_sarif
    from deckgen.cli.report import as_json
    from deckgen.types.faults import FAULTS

    def wanted(form: str) -> bool:
        return f"--format={form}" in arguments or ("--format", form) in pairwise(arguments)

    if wanted("sarif"):
        from deckgen import __version__

        return as_json(as_sarif([fault], FAULTS, __version__))
    if wanted("github"):
        return as_github([fault])
    return as_json({"diagnostics": [fault.as_json()]}) if wanted("json") else ""
