"""What is known of a job, and how it is told to whoever asks."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

State = Literal["queued", "running", "done", "cancelled"]
Delivery = Literal["waiting", "delivered", "failed"]


@dataclass(frozen=True, slots=True)
class Job:
    """Times in seconds since 1970."""

    id: str
    state: State
    created: float
    finished: float | None
    expires: float
    articles: int
    done: int  # articles with a result, problems included
    problems: int
    chunk: int  # articles of every chunk but the last
    delivery: Delivery | None  # of the webhook, if there is one

    @property
    def chunks(self) -> int:
        return -(-self.articles // self.chunk)

    def size(self, number: int) -> int:
        """Articles of one chunk."""
        return min(self.chunk, self.articles - number * self.chunk)

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "state": self.state,
            "articles": self.articles,
            "done": self.done,
            "answers": self.done - self.problems,
            "problems": self.problems,
            "progress": round(self.done / self.articles, 4),
            "created": _iso(self.created),
            "finished": None if self.finished is None else _iso(self.finished),
            "expires": _iso(self.expires),
            "webhook": self.delivery,
        }


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(int(seconds), UTC).isoformat().replace("+00:00", "Z")
