"""From one quotation's role scores to the words of each role."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from service.nlp.quote.labels import ROLES
from service.nlp.quote.network import RoleScores

LEFT_CONTEXT, RIGHT_CONTEXT = 128, 64
"""Pieces before and after a quotation that the role reader sees, in training as at inference."""
_LONGEST_MENTION = 30  # words
_IN_FRAME = 3.0
"""Added to a mention's scores for its start and its end."""
_THRESHOLDS = {"speaker": 0.5, "cue": 0.5, "frame": 0.5, "addressee": 0.35, "via": 0.3}
"""Probability from which a word plays a role; the two rare roles are seldom likelier than not."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Word indices count from the first word the role reader saw."""

    speaker: tuple[int, ...]
    speaker_confidence: float
    cue: tuple[int, ...]
    frame: tuple[int, ...]
    addressee: tuple[int, ...]
    via: tuple[int, ...]
    medium: int
    kind: int


def read_roles(
    scores: RoleScores, sentence_of: Sequence[int], quoted: Sequence[int], never: Sequence[int] = ()
) -> Roles:
    """The roles of the only quotation in `scores` (batch size 1).

    `sentence_of`: the sentence of each word that was read; `quoted`: the quotation's words among them;
    `never`: words that mention no speaker (a byline's).
    """
    played = scores.roles[0].sigmoid()
    words = {
        role: tuple(torch.nonzero(played[:, index] > _THRESHOLDS[role]).flatten().tolist())
        for index, role in enumerate(ROLES)
    }
    near = _sentences_of_frame(words["cue"] + words["frame"], sentence_of, quoted)
    cue, frame = ([word for word in words[role] if sentence_of[word] in near] for role in ("cue", "frame"))
    speaker, confidence = best_mention(scores.start[0], scores.end[0], frame, never)
    return Roles(
        speaker=speaker,
        speaker_confidence=confidence,
        cue=tuple(cue),
        frame=_without_holes(frame),
        addressee=_one_stretch(words["addressee"], played[:, ROLES.index("addressee")]),
        via=_one_stretch(words["via"], played[:, ROLES.index("via")]),
        medium=int(scores.medium[0].argmax()),
        kind=int(scores.kind[0].argmax()),
    )


def _sentences_of_frame(words: Sequence[int], sentence_of: Sequence[int], quoted: Sequence[int]) -> set[int]:
    """Where the announcing words may stand: in the quotation's own sentences, or else in one beside them.

    Every sentence has words that could announce something, and far ones belong to other quotations.
    """
    own = {sentence_of[word] for word in quoted}
    if any(sentence_of[word] in own for word in words):
        return own
    beside = [sentence_of[word] for word in words if sentence_of[word] in (min(own) - 1, max(own) + 1)]
    return {max(beside, key=beside.count)} if beside else own


def best_mention(
    start: Tensor, end: Tensor, frame: Sequence[int], never: Sequence[int] = ()
) -> tuple[tuple[int, ...], float]:
    """The best stretch of words by pointer scores (1 + words,), or none when "there is none" scores best.

    A mention inside the frame is preferred: a frame says who speaks.

    The confidence is the probability of the start times that of the end among ends not before it.
    """
    count = len(start)
    preferred = torch.zeros(count)
    preferred[[word + 1 for word in frame]] = _IN_FRAME
    preferred[[word + 1 for word in never]] = -torch.inf
    start_log, end_log = (start + preferred).log_softmax(0), (end + preferred).log_softmax(0)
    pairs = start_log[:, None] + end_log[None, :]
    distance = torch.arange(count)[None, :] - torch.arange(count)[:, None]
    allowed = (distance >= 0) & (distance < _LONGEST_MENTION)
    allowed[0, 1:] = False
    pairs = pairs.masked_fill(~allowed, -torch.inf)
    best = int(pairs.argmax())
    first, last = divmod(best, count)
    confidence = float((pairs.flatten()[best] - pairs.flatten().logsumexp(0)).exp())
    return tuple(range(first - 1, last)) if first else (), confidence


def _without_holes(words: Sequence[int]) -> tuple[int, ...]:
    """A frame with single missing words filled in."""
    filled: list[int] = []
    for word in words:
        if filled and word == filled[-1] + 2:
            filled.append(word - 1)
        filled.append(word)
    return tuple(filled)


def _one_stretch(words: tuple[int, ...], played: Tensor) -> tuple[int, ...]:
    """The surest run of neighbouring words: an addressee or relaying medium is one noun phrase."""
    runs: list[list[int]] = []
    for word in words:
        if runs and word == runs[-1][-1] + 1:
            runs[-1].append(word)
        else:
            runs.append([word])
    return tuple(max(runs, key=lambda run: sum(float(played[word]) for word in run), default=[]))
