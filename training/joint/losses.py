"""How far the joint network's answers are from the annotations, task by task."""

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from service.nlp.quote.network import pair_states
from training.joint.articles import IGNORE
from training.joint.batches import MarkBatch, RoleBatch, SentenceBatch, WindowBatch, gather
from training.joint.network import JointNetwork


def window_loss(network: JointNetwork, batch: WindowBatch) -> dict[str, Tensor]:
    states = network.encode(batch.pieces, batch.mask)
    tags = network.spans(gather(states[-1], batch.last)).float()
    losses = {"spans": cross_entropy(tags.flatten(0, 2), batch.tags.flatten(), ignore_index=IGNORE) * tags.shape[2]}
    if batch.roles is not None:
        losses |= role_loss(network, network.branch(states), batch.roles)
    if batch.marks is not None:
        losses["marks"] = mark_loss(network, states[-1], batch.marks)
    return losses


def mark_loss(network: JointNetwork, states: Tensor, batch: MarkBatch) -> Tensor:
    """Of each pair only its possible readings may be likely, whichever of them."""
    pairs = pair_states(states[batch.window], batch.first, batch.last)
    scores = network.marks(pairs).float()
    possible = scores.masked_fill(~batch.readings, -1e9).logsumexp(1)
    loss: Tensor = (scores.logsumexp(1) - possible).mean() / 4
    return loss


def role_loss(network: JointNetwork, states: Tensor, batch: RoleBatch) -> dict[str, Tensor]:
    hidden = states[batch.window.unsqueeze(1), batch.offset]
    scores = network.roles(hidden, batch.marks, batch.mask[:, None, None], batch.last, batch.real)
    by_word = binary_cross_entropy_with_logits(scores.roles.float(), batch.roles, reduction="none")
    return {
        "roles": by_word[batch.real].sum(-1).mean() * 4,
        "pointer": (cross_entropy(scores.start, batch.start) + cross_entropy(scores.end, batch.end)) / 2,
        "medium": cross_entropy(scores.medium.float(), batch.medium) / 5,
        "kind": cross_entropy(scores.kind.float(), batch.kind, ignore_index=IGNORE) / 10,
    }


def sentence_loss(network: JointNetwork, batch: SentenceBatch) -> dict[str, Tensor]:
    mixed = network.mixed(network.encode(batch.pieces, batch.mask))
    words = gather(mixed, batch.last)
    losses: dict[str, Tensor] = {}
    for name, head in network.linear.items():
        if name in batch.labels and (batch.labels[name] != IGNORE).any():
            losses[name] = _tag_loss(head(words), batch.labels[name])
    for name, head in network.features.items():
        if name in batch.labels and (batch.labels[name] != IGNORE).any():
            losses[name] = _tag_loss(head(words), batch.labels[name]) / 3
    if "heads" in batch.labels:
        heads = batch.labels["heads"]
        candidates = torch.cat([mixed[:, :1], words], 1)
        arcs = network.arcs(words, candidates).squeeze(-1).float()
        own = batch.sentence.unsqueeze(2) == batch.sentence.unsqueeze(1)
        root = torch.ones_like(own[:, :, :1])
        arcs = arcs.masked_fill(~torch.cat([root, own], 2), -1e9)
        losses["arcs"] = cross_entropy(arcs.flatten(0, 1), heads.flatten(), ignore_index=IGNORE)
        chosen = heads.clamp(min=0)
        at_head = candidates.gather(1, chosen.unsqueeze(-1).expand(-1, -1, candidates.shape[-1]))
        left, right = _relation_inputs(network, words, at_head)
        weight = network.relations.weight.to(left.dtype)
        scores = torch.einsum("bwi,lij,bwj->bwl", left, weight, right)
        losses["relations"] = _tag_loss(scores, batch.labels["relations"])
    return losses


def _relation_inputs(network: JointNetwork, words: Tensor, at_head: Tensor) -> tuple[Tensor, Tensor]:
    left = nn.functional.gelu(network.relations.dependent(words))
    right = nn.functional.gelu(network.relations.head(at_head))
    return torch.cat([left, torch.ones_like(left[..., :1])], -1), torch.cat(
        [right, torch.ones_like(right[..., :1])], -1
    )


def _tag_loss(scores: Tensor, labels: Tensor) -> Tensor:
    return cross_entropy(scores.float().flatten(0, 1), labels.flatten(), ignore_index=IGNORE)
