"""How long something takes, without what else the process and the machine have to do."""

import gc
import time
from collections.abc import Callable


def seconds(work: Callable[[], object]) -> float:
    """Processor time of the best of three; no garbage is collected meanwhile, of which other tests leave much."""
    best = float("inf")
    gc.collect()
    gc.disable()
    try:
        for _ in range(3):
            started = time.process_time()
            work()
            best = min(best, time.process_time() - started)
    finally:
        gc.enable()
    return best


def takes_linear_time(work: Callable[[int], Callable[[], object]], size: int) -> bool:
    """Twenty times as much in at most a hundred times as long: the square would be four hundred times.

    `work`: prepares what is to be done for a size.
    """
    few, many = (seconds(work(one)) for one in (size, 20 * size))
    return many < 100 * few + 0.1
