"""What fine-tuning changed: merged exactly, and refused when it is not what was written."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import nn

from bot.errors import ModelDamaged
from bot.retrieval.e5.adapter import Factors, card_path, merge, read_adapter, read_card, write_adapter
from bot.retrieval.e5.folder import model_folder

MADE = {"data": "0123456789ab", "companies": ["leenfiets"], "seed": 3, "epochs": 1, "layers": [0], "rank": 2}


def make_factors(*, seed: int = 0) -> dict[str, Factors]:
    chance = torch.Generator().manual_seed(seed)
    return {"0": Factors(down=torch.randn(2, 4, generator=chance), up=torch.randn(3, 2, generator=chance))}


def test_merging_adds_the_product_of_both_matrices() -> None:
    network = nn.Sequential(nn.Linear(4, 3))
    before, bias = network[0].weight.detach().clone(), network[0].bias.detach().clone()
    factors = make_factors()
    merge(network, factors)
    assert torch.equal(network[0].weight, before + factors["0"].up @ factors["0"].down)
    assert torch.equal(network[0].bias, bias)


def test_an_adapter_comes_back_as_it_was_written_in_half_precision(tmp_path: Path) -> None:
    path, factors = tmp_path / "new" / "adapter.safetensors", make_factors()
    write_adapter(path, factors, made=MADE)
    back = read_adapter(path)
    assert torch.equal(back["0"].up, factors["0"].up.half().float())
    assert torch.equal(back["0"].down, factors["0"].down.half().float())
    assert read_card(path).seed == 3


def test_a_damaged_adapter_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "adapter.safetensors"
    write_adapter(path, make_factors(), made=MADE)
    path.write_bytes(path.read_bytes()[:-1] + b"\x01")
    with pytest.raises(ModelDamaged, match=r"is beschadigd: adapter.safetensors is niet het bestand .* `python -m ingest tune`"):
        read_adapter(path)


def test_an_adapter_without_its_card_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "adapter.safetensors"
    write_adapter(path, make_factors(), made=MADE)
    card_path(path).unlink()
    with pytest.raises(ModelDamaged, match=r"adapter\.json ontbreekt of is onleesbaar"):
        read_adapter(path)


def test_the_model_has_another_place_for_every_adapter(tmp_path: Path) -> None:
    path = tmp_path / "adapter.safetensors"
    without = model_folder(tmp_path, adapter=path)
    write_adapter(path, make_factors(), made=MADE)
    first = model_folder(tmp_path, adapter=path)
    write_adapter(path, make_factors(seed=1), made=MADE)
    second = model_folder(tmp_path, adapter=path)
    assert len({without, first, second}) == 3
