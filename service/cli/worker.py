"""`wortlaut worker`: reads the jobs that the service was sent."""

import sys
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from multiprocessing.process import BaseProcess

import click

from service.cli.articles import settings
from service.settings import Settings


@click.command("worker")
@click.option("--processes", type=click.IntRange(1, 256), default=1, show_default=True, help="Each has its own models.")
def command(processes: int) -> None:
    """Read the articles of jobs (POST /v1/jobs) until told to stop. Settings are WORTLAUT_… variables.

    Any number of workers on any machines may share the Redis that WORTLAUT_QUEUE_URL names.
    """
    chosen = settings()
    if not chosen.jobs_url:
        raise click.ClickException("workers need a Redis: set WORTLAUT_QUEUE_URL or WORTLAUT_REDIS_URL")
    from service.app import configure_logs  # noqa: PLC0415 (only when needed)
    from service.jobs.supervisor import Supervisor  # noqa: PLC0415

    configure_logs(chosen)
    supervisor = Supervisor(
        chosen.jobs_url,
        partial(_start, chosen),
        count=processes,
        ttl=chosen.job_seconds,
        lease=chosen.job_lease,
        stop_seconds=chosen.stop_seconds,
        secret=chosen.webhook_secret,
        private=chosen.webhook_private,
    )
    if not supervisor.run():
        raise click.ClickException("workers cannot work; their log says why")


def _start(chosen: Settings) -> BaseProcess:
    process = get_context("spawn").Process(target=_work, args=(chosen,), name="wortlaut-worker")
    process.start()
    return process


def _work(chosen: Settings) -> None:
    """One worker process, from its birth on."""
    from service.app import configure_logs, create_reader  # noqa: PLC0415 (in the child: it brings torch)
    from service.jobs.supervisor import HOPELESS  # noqa: PLC0415
    from service.jobs.worker import run  # noqa: PLC0415

    configure_logs(chosen)
    try:
        reader = create_reader(for_archives(chosen))
    except FileNotFoundError:
        sys.exit(HOPELESS)  # the engine has logged it
    run(chosen.jobs_url, reader, ttl=chosen.job_seconds, lease=chosen.job_lease)


def for_archives(chosen: Settings) -> Settings:
    """One thread a process: several processes read faster than several threads. Nobody waits, so nobody is refused."""
    return replace(chosen, compute_threads=1, queue_seconds=3600.0)
