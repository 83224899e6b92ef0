"""Makes the folders beside it: python make.py, with numpy, pillow, torch and transformers 5.

Each is a small ViTForImageClassification of random weights with logits.json: what transformers gives (Pillow's backend)
for the three pictures of ../clip-preprocessing, through the folder's own preprocessing.
"""
import json
import pathlib

import torch
from PIL import Image
from transformers import ViTConfig, ViTForImageClassification
from transformers.models.vit.image_processing_pil_vit import ViTImageProcessorPil

HERE = pathlib.Path(__file__).parent
LABELS = {i: name for i, name in enumerate(["stop", "give way", "ahead only", "30", "no entry"])}
BASE = dict(hidden_size=24, num_hidden_layers=2, num_attention_heads=3, intermediate_size=40, image_size=32, patch_size=8,
            id2label=LABELS, label2id={name: i for i, name in LABELS.items()})
CASES = {
    "gelu": {},
    "gelu-new": {"hidden_act": "gelu_new"},
    "quick-gelu": {"hidden_act": "quick_gelu"},
    "relu": {"hidden_act": "relu"},
    "no-qkv-bias": {"qkv_bias": False},
    "epsilon": {"layer_norm_eps": 0.1},
}


def main():
    for number, (name, change) in enumerate(CASES.items()):
        torch.manual_seed(number)
        model = ViTForImageClassification(ViTConfig(**{**BASE, **change})).eval()
        with torch.no_grad():
            for weight in model.parameters():
                weight.add_(torch.randn_like(weight) * 0.2)
        folder = HERE / name
        model.save_pretrained(folder)
        processor = ViTImageProcessorPil(size={"height": 32, "width": 32})
        processor.save_pretrained(folder)
        logits = {}
        for picture in ("wide", "high", "square"):
            seen = processor(Image.open(HERE.parent / "clip-preprocessing" / f"{picture}.png"), return_tensors="pt")
            with torch.no_grad():
                logits[picture] = model(**seen).logits[0].tolist()
        (folder / "logits.json").write_text(json.dumps(logits) + "\n")


main()
