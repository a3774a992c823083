"""What a letter of the answer depends on: the gradient of its logarithmic probability, back through the decoder,
through attention and through the encoder, to the vectors of all symbols that were read and given."""

import torch
from torch import Tensor, nn

from gatescope.engine.data.preparing.prepare import Pair
from gatescope.engine.models.encoder_decoder.network import Halves


def saliency(network: nn.Module, x: Pair, tau: int) -> tuple[Tensor, Tensor]:
    """‖∂ log p(y_τ) / ∂x_s‖ (S,) of what is read and the same (T,) of what is given, of the symbol that is the most
    probable at step ``tau``; ``x`` is of ids (S,) and (T,). What is given after ``tau`` has no part in it. Nothing of
    the network changes."""
    assert isinstance(network, Halves)
    vectors: list[Tensor] = []

    def follow(_module: nn.Module, _inputs: object, output: Tensor) -> None:
        vectors.append(output.requires_grad_())

    hooks = [half.embedding.register_forward_hook(follow) for half in (network.encoder, network.decoder)]
    try:
        # cuDNN has no way back while nothing is trained
        with torch.enable_grad(), torch.backends.cudnn.flags(enabled=False):
            said = network(Pair(x.source[:, None], None, x.fed[:, None]))[tau, 0].log_softmax(-1)
            found = torch.autograd.grad(said.max(), vectors)
    finally:
        for hook in hooks:
            hook.remove()
    source, given = (gradient[:, 0].norm(dim=-1) for gradient in found)
    return source, given
