"""`wortlaut serve`: the HTTP service under gunicorn."""

from dataclasses import replace

import click

from service.cli.articles import settings


@click.command("serve")
@click.option("--host", help="Address to listen on (WORTLAUT_HOST).")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on (WORTLAUT_PORT).")
@click.option("--workers", type=click.IntRange(0, 256), help="Processes, each with its own models (WORTLAUT_WORKERS).")
def command(host: str | None, port: int | None, workers: int | None) -> None:
    """Run the HTTP service until it is told to stop. Everything else is set by WORTLAUT_… variables."""
    chosen = settings()
    chosen = replace(
        chosen,
        host=chosen.host if host is None else host,
        port=chosen.port if port is None else port,
        workers=chosen.workers if workers is None else workers,
    )
    from service.runtime.server import serve  # noqa: PLC0415 (gunicorn, only when needed)

    serve(chosen)
