"""What fine-tuning changed in the built-in model: per linear layer two narrow matrices, whose product is added to the weights.

The file `adapter.safetensors` holds the matrices, the card beside it says how they were made. Neither being there is fine: then
the model stays as it was published.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.errors import ModelDamaged
from bot.settings import ROOT

if TYPE_CHECKING:  # torch takes seconds to load, and most callers only want to know which adapter there is
    from torch import Tensor, nn

ADAPTER = ROOT / "data" / "encoder" / "adapter.safetensors"
RETRAIN = "python -m ingest tune"


class Card(BaseModel):
    """How an adapter was made, and which file that was.

    `sha256` is that of the matrices' file and `data` the digest of what it was trained on. `companies` are those whose
    annotations were used; `layers` are the layers of the network that were tuned, counted from 0.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    sha256: str
    data: str
    companies: tuple[str, ...]
    seed: int
    epochs: int
    layers: tuple[int, ...]
    rank: int


@dataclass(frozen=True, slots=True)
class Factors:
    """The change of one linear layer: `up @ down`, of shapes (outputs, rank) and (rank, inputs)."""

    down: Tensor
    up: Tensor


def card_path(adapter: Path) -> Path:
    """Where the card of this adapter lies."""
    return adapter.with_suffix(".json")


def adapter_digest(adapter: Path = ADAPTER) -> str:
    """The SHA-256 of the file; empty where there is none."""
    return hashlib.sha256(adapter.read_bytes()).hexdigest() if adapter.is_file() else ""


def read_card(adapter: Path = ADAPTER) -> Card:
    """The card of this adapter. Raises: ModelDamaged when it is missing or unreadable."""
    try:
        return Card.model_validate_json(card_path(adapter).read_bytes())
    except (OSError, ValidationError) as error:
        raise _damaged(adapter, f"{card_path(adapter).name} ontbreekt of is onleesbaar") from error


def read_adapter(adapter: Path = ADAPTER) -> Mapping[str, Factors]:
    """The changes by the name of their linear layer, in fp32.

    Raises: ModelDamaged when the file is not byte for byte the one on its card.
    """
    from safetensors.torch import load

    if adapter_digest(adapter) != read_card(adapter).sha256:
        raise _damaged(adapter, f"{adapter.name} is niet het bestand dat in {card_path(adapter).name} staat")
    tensors = {name: tensor.float() for name, tensor in load(adapter.read_bytes()).items()}
    names = {name.rpartition(".")[0] for name in tensors}
    return {name: Factors(tensors[f"{name}.down"], tensors[f"{name}.up"]) for name in sorted(names)}


def merge(network: nn.Module, changes: Mapping[str, Factors]) -> None:
    """Adds the changes to the weights of the network, which is as fast afterwards as before."""
    import torch

    with torch.no_grad():
        for name, factors in changes.items():
            network.get_submodule(name).get_parameter("weight").add_(factors.up @ factors.down)


def write_adapter(adapter: Path, changes: Mapping[str, Factors], *, made: Mapping[str, object]) -> Card:
    """Writes the changes in fp16 and their card; `made` is what the card says of how they were made."""
    from safetensors.torch import save

    tensors = {f"{name}.down": factors.down.half() for name, factors in changes.items()}
    tensors |= {f"{name}.up": factors.up.half() for name, factors in changes.items()}
    adapter.parent.mkdir(parents=True, exist_ok=True)
    adapter.write_bytes(save(tensors))
    card = Card.model_validate({"sha256": adapter_digest(adapter), **made})
    card_path(adapter).write_text(card.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return card


def _damaged(adapter: Path, found: str) -> ModelDamaged:
    return ModelDamaged(
        f"De verfijning van het taalmodel in {adapter.parent} is beschadigd: {found}. Zet beide bestanden terug of maak ze "
        f"opnieuw met `{RETRAIN}`."
    )
