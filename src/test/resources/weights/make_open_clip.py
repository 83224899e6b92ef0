"""Makes open-clip-tiny for OpenClipTest: python make_open_clip.py FOLDER, with torch.

The towers are written here as OpenCLIP's are, with torch's own MultiheadAttention, so that names, layouts and numbers are those
of its checkpoints; the tokenizer is the test's."""

import json
import os
import sys
from collections import OrderedDict

import torch
import torch.nn as nn

torch.manual_seed(7)
VOCABULARY = int(sys.argv[2]) if len(sys.argv) > 2 else 398


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.ln_1 = nn.LayerNorm(width)
        self.attn = nn.MultiheadAttention(width, heads)
        self.ln_2 = nn.LayerNorm(width)
        self.mlp = nn.Sequential(
            OrderedDict(c_fc=nn.Linear(width, 4 * width), gelu=nn.GELU(), c_proj=nn.Linear(4 * width, width))
        )

    def forward(self, x, mask=None):
        h = self.ln_1(x)
        x = x + self.attn(h, h, h, need_weights=False, attn_mask=mask)[0]
        return x + self.mlp(self.ln_2(x))


class Transformer(nn.Module):
    def __init__(self, width, heads, layers):
        super().__init__()
        self.resblocks = nn.ModuleList(Block(width, heads) for _ in range(layers))

    def forward(self, x, mask=None):
        x = x.transpose(0, 1)
        for block in self.resblocks:
            x = block(x, mask)
        return x.transpose(0, 1)


class Vision(nn.Module):
    def __init__(self):
        super().__init__()
        self.class_embedding = nn.Parameter(torch.randn(32) / 8)
        self.positional_embedding = nn.Parameter(torch.randn(5, 32) / 8)
        self.proj = nn.Parameter(torch.randn(32, 24) / 8)
        self.conv1 = nn.Conv2d(3, 32, 8, 8, bias=False)
        self.ln_pre = nn.LayerNorm(32)
        self.transformer = Transformer(32, 2, 1)
        self.ln_post = nn.LayerNorm(32)

    def forward(self, x):
        x = self.conv1(x).flatten(2).transpose(1, 2)
        x = torch.cat([self.class_embedding.expand(len(x), 1, -1), x], 1) + self.positional_embedding
        return self.ln_post(self.transformer(self.ln_pre(x))[:, 0]) @ self.proj


class Clip(nn.Module):
    def __init__(self):
        super().__init__()
        self.positional_embedding = nn.Parameter(torch.randn(12, 16) / 8)
        self.text_projection = nn.Parameter(torch.randn(16, 24) / 8)
        self.logit_scale = nn.Parameter(torch.tensor(2.0))
        self.visual = Vision()
        self.transformer = Transformer(16, 2, 2)
        self.token_embedding = nn.Embedding(VOCABULARY, 16)
        self.ln_final = nn.LayerNorm(16)

    def encode_text(self, ids):
        x = self.token_embedding(ids) + self.positional_embedding
        mask = torch.full((12, 12), float("-inf")).triu(1)
        x = self.ln_final(self.transformer(x, mask))
        return x[torch.arange(len(ids)), ids.argmax(-1)] @ self.text_projection


model = Clip().eval()
with torch.no_grad():
    for name, parameter in model.named_parameters():
        if parameter.dim() == 1 and "class" not in name:
            parameter.add_(torch.randn_like(parameter) / 8)
    image = torch.arange(3 * 16 * 16, dtype=torch.float32).mul(0.37).sin().reshape(1, 3, 16, 16) / 2 + 0.5
    mean = torch.tensor([0.5, 0.4, 0.3]).reshape(3, 1, 1)
    embedding = model.visual((image - mean) / 0.25)
    ids = torch.zeros(1, 12, dtype=torch.long)
    ids[0, :4] = torch.tensor([VOCABULARY - 2, 5, 9, VOCABULARY - 1])
    words = model.encode_text(ids)
folder = os.path.join(sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__)), "open-clip-tiny")
os.makedirs(folder, exist_ok=True)
torch.save(
    {"epoch": 1, "state_dict": {"module." + k: v for k, v in model.state_dict().items()}},
    os.path.join(folder, "open_clip_pytorch_model.bin"),
)
config = {
    "model_cfg": {
        "embed_dim": 24,
        "vision_cfg": {"image_size": 16, "layers": 1, "width": 32, "head_width": 16, "patch_size": 8},
        "text_cfg": {"context_length": 12, "vocab_size": VOCABULARY, "width": 16, "heads": 2, "layers": 2},
    },
    "preprocess_cfg": {"mean": [0.5, 0.4, 0.3], "std": [0.25, 0.25, 0.25]},
}
with open(os.path.join(folder, "open_clip_config.json"), "w") as file:
    json.dump(config, file, indent=1)
with open(os.path.join(folder, "reference.json"), "w") as file:
    json.dump({"image": embedding[0].tolist(), "ids": ids[0].tolist(), "text": words[0].tolist()}, file)
