"""Makes the small files that PickleFileTest reads: python make_weights.py FOLDER, with torch, numpy and safetensors."""

import collections
import os
import pickle
import sys

import numpy as np
import torch
from safetensors.torch import save_file

folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))


def path(name):
    return os.path.join(folder, name)


base = torch.arange(12, dtype=torch.float32).reshape(3, 4) / 8
weights = collections.OrderedDict(
    f32=base,
    transposed=base.t(),
    part=base[1:, ::2],
    f64=base.double(),
    f16=base.half(),
    bf16=base.bfloat16(),
    i64=(base * 8).long() - 5,
    i32=(base * 8).int() - 5,
    i16=(base * 8).short() - 5,
    i8=(base * 8).to(torch.int8) - 5,
    u8=(base * 8).to(torch.uint8),
    bools=base > 0.5,
    scalar=torch.tensor(3.5),
    empty=torch.zeros(0, 3),
    expanded=torch.ones(1).expand(2, 3),
    parameter=torch.nn.Parameter(torch.ones(2)),
)
save_file({name: tensor.detach().clone().contiguous() for name, tensor in weights.items()}, path("expected.safetensors"))
torch.save(weights, path("zip.pth"))
torch.save(weights, path("legacy.pth"), _use_new_zipfile_serialization=False)
torch.save(
    {
        "epoch": 3,
        "best": np.float64(0.5),
        "optimizer": {"state": {0: {"step": torch.tensor(1.0)}}, "param_groups": [{"lr": 0.1, "params": [0]}]},
        "scheduler": {"milestones": collections.Counter([1, 2])},
        "order": np.arange(6).reshape(2, 3),
        "device": torch.device("cpu"),
        "size": torch.Size([3, 4]),
        "model": {"state_dict": weights},
    },
    path("nested.pth"),
)
network = torch.nn.Sequential(torch.nn.Conv2d(3, 2, 1), torch.nn.BatchNorm2d(2))
torch.save(network.state_dict(), path("module.pth"))
torch.save(network, path("whole-module.pth"))
for protocol in range(2, 6):
    plain = {
        "array": np.arange(6, dtype=np.uint8).reshape(2, 3),
        "columns": np.asfortranarray(np.arange(6.0).reshape(2, 3)),
        "objects": np.array([None]),
        "list": [1, -2, 2**40, True, None, 0.25],
        "tuple": (1, (2,)),
        "set": {7},
        "no bytes": b"",
        "bytes": b"\x00\xff",
        "text": "\u00e9\u4e2d",
        "keys": {np.int64(3): "three"},
    }
    with open(path(f"plain-{protocol}.pkl"), "wb") as file:
        pickle.dump(plain, file, protocol)


class Evil:
    """Would make a file if it were unpickled."""

    def __reduce__(self):
        return os.system, ("touch unpickled",)


with open(path("evil.pkl"), "wb") as file:
    pickle.dump(Evil(), file, 2)
torch.save({"weight": torch.ones(1), "evil": Evil()}, path("evil.pth"))
