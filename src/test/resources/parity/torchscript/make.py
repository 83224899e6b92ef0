"""Makes the files of this folder: python make.py, with torch.

half.pt, bfloat16.pt and double.pt are a small network saved in that precision, one-picture.pt the same traced with a
batch of one in its code. logits.json has what the weights give in double precision for the picture whose
value k (channel, row, column) is (37 k mod 256) / 255.
"""
import json
import pathlib
import zipfile

import torch

HERE = pathlib.Path(__file__).parent


class Network(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = torch.nn.Conv2d(3, 4, 3, padding=1)
        self.norm = torch.nn.BatchNorm2d(4)
        self.fc = torch.nn.Linear(4 * 16, 3)

    def forward(self, x):
        x = torch.relu(self.norm(self.conv(x)))
        return self.fc(torch.nn.functional.avg_pool2d(x, 2).flatten(1))


class OnePicture(Network):
    def forward(self, x):
        x = torch.relu(self.norm(self.conv(x)))
        return self.fc(torch.nn.functional.avg_pool2d(x, 2).view(1, 64))


def save(module, name):
    """Without the debug entries, which hold the paths of this machine."""
    module.save(HERE / name)
    with zipfile.ZipFile(HERE / name) as archive:
        entries = {entry: archive.read(entry) for entry in archive.namelist() if not entry.endswith(".debug_pkl")}
    with zipfile.ZipFile(HERE / name, "w") as archive:
        for entry, content in entries.items():
            archive.writestr(zipfile.ZipInfo(entry), content)


torch.manual_seed(3)
net = Network().eval()
single = OnePicture().eval()
single.load_state_dict(net.state_dict())
picture = (torch.arange(3 * 64) * 37 % 256).double().view(1, 3, 8, 8) / 255
save(torch.jit.trace(single, picture.float()), "one-picture.pt")
with torch.no_grad():
    logits = net.double()(picture)[0].tolist()
save(torch.jit.script(net), "double.pt")
save(torch.jit.script(net.half()), "half.pt")
save(torch.jit.script(net.bfloat16()), "bfloat16.pt")
(HERE / "logits.json").write_text(json.dumps(logits) + "\n")
