"""Stanza's scorers of tags, as matrix products: torch's own bilinear layer takes several times as long."""

from stanza.models.common.biaffine import BiaffineScorer
from torch import Tensor, nn


class Bilinear(nn.Module):
    """As the `nn.Bilinear` that was trained, for inference."""

    def __init__(self, trained: nn.Bilinear) -> None:
        super().__init__()
        self._shape = (trained.out_features, trained.in2_features)
        self._weight = trained.weight.detach().permute(1, 0, 2).flatten(1).contiguous()
        self._bias = trained.bias.detach()

    def forward(self, first: Tensor, second: Tensor) -> Tensor:
        """(words, first width) and (words, second width) → (words, classes)."""
        halfway = (first @ self._weight).unflatten(-1, self._shape)
        scores: Tensor = (halfway @ second[..., None]).squeeze(-1) + self._bias
        return scores


def multiply_matrices(network: nn.Module) -> None:
    """Puts a `Bilinear` in place of those of every scorer below `network`."""
    for child in network.modules():
        if isinstance(child, BiaffineScorer) and isinstance(child.W_bilin, nn.Bilinear):
            child.W_bilin = Bilinear(child.W_bilin)
