"""A folder that all workers of one service share: named before the fork, removed when the service stops."""

import atexit
import os
import shutil
import tempfile
import uuid
from pathlib import Path

_VARIABLE = "WORTLAUT_SHARED_FOLDER"


def make_shared_folder() -> None:
    """For the workers that will be forked from this process."""
    os.environ[_VARIABLE] = tempfile.mkdtemp(prefix=f"wortlaut-{os.getpid()}-")


def remove_shared_folder() -> None:
    shutil.rmtree(os.environ.pop(_VARIABLE, ""), ignore_errors=True)


def shared_folder() -> Path:
    """The workers' folder; where nobody made one, a path of this process's own, where nothing is yet."""
    if _VARIABLE in os.environ:
        return Path(os.environ[_VARIABLE])
    own = Path(tempfile.gettempdir()) / f"wortlaut-{os.getpid()}-{uuid.uuid4().hex}"
    atexit.register(shutil.rmtree, own, ignore_errors=True)
    return own
