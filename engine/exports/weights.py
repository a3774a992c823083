"""The weights of a keyframe, as a safetensors file."""

from pathlib import Path

from safetensors.numpy import save

from gatescope.engine.protocol.exports import ExportOptions
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.runs.run import Run


def write(laboratory: Laboratory, run: Run, options: ExportOptions, path: Path) -> None:
    step, weights = laboratory.weights(run, options.step)
    arrays = {name: tensor.cpu().numpy() for name, tensor in weights.items()}
    path.write_bytes(save(arrays, metadata={"run": str(run.number), "step": str(step), "cell": run.config.net.name}))
