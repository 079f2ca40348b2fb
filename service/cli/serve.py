"""`wortlaut serve`: the HTTP service under gunicorn."""

from dataclasses import replace

import click

from service.settings import load


@click.command("serve")
@click.option("--host", help="Address to listen on (WORTLAUT_HOST).")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on (WORTLAUT_PORT).")
@click.option("--workers", type=click.IntRange(0, 256), help="Processes, each with its own models (WORTLAUT_WORKERS).")
def command(host: str | None, port: int | None, workers: int | None) -> None:
    """Run the HTTP service until it is told to stop. Everything else is set by WORTLAUT_… variables."""
    from service.runtime.server import serve  # noqa: PLC0415 (gunicorn, only when needed)

    given = {"host": host, "port": port, "workers": workers}
    serve(replace(load(), **{name: value for name, value in given.items() if value is not None}))  # type: ignore[arg-type]
