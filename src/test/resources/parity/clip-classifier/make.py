"""Makes the folders beside it: python make.py, with numpy, pillow, torch and transformers 5.

Each is a small CLIPForImageClassification of random weights with logits.json: what transformers gives (Pillow's backend)
for the three pictures of ../clip-preprocessing, through the folder's own preprocessing.
"""
import json
import pathlib

import torch
from PIL import Image
from transformers import CLIPConfig, CLIPForImageClassification
from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

HERE = pathlib.Path(__file__).parent
LABELS = {i: name for i, name in enumerate(["stop", "give way", "ahead only", "30", "no entry"])}
SIZES = dict(hidden_size=24, num_hidden_layers=2, num_attention_heads=3, intermediate_size=40)
CASES = {
    "quick-gelu": {},
    "gelu": {"hidden_act": "gelu", "layer_norm_eps": 0.1},
}


def main():
    for number, (name, change) in enumerate(CASES.items()):
        torch.manual_seed(number)
        config = CLIPConfig(text_config=dict(SIZES), vision_config={**SIZES, "image_size": 32, "patch_size": 8, **change},
                            id2label=LABELS, label2id={name: i for i, name in LABELS.items()})
        model = CLIPForImageClassification(config).eval()
        with torch.no_grad():
            for weight in model.parameters():
                weight.add_(torch.randn_like(weight) * 0.2)
        folder = HERE / name
        model.save_pretrained(folder)
        processor = CLIPImageProcessorPil(size={"shortest_edge": 32}, crop_size={"height": 32, "width": 32})
        processor.save_pretrained(folder)
        logits = {}
        for picture in ("wide", "high", "square"):
            seen = processor(Image.open(HERE.parent / "clip-preprocessing" / f"{picture}.png"), return_tensors="pt")
            with torch.no_grad():
                logits[picture] = model(**seen).logits[0].tolist()
        (folder / "logits.json").write_text(json.dumps(logits) + "\n")


main()
