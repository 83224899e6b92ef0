"""Makes the folders beside it: python make.py, with numpy, pillow, torch and transformers 5.

Each is a small ResNetForImageClassification of random weights and running statistics with logits.json: what transformers
gives (Pillow's backend) for the three pictures of ../clip-preprocessing, through the folder's own preprocessing.
"""
import json
import pathlib

import torch
from PIL import Image
from transformers import ResNetConfig, ResNetForImageClassification
from transformers.models.bit.image_processing_pil_bit import BitImageProcessorPil
from transformers.models.convnext.image_processing_pil_convnext import ConvNextImageProcessorPil
from transformers.models.vit.image_processing_pil_vit import ViTImageProcessorPil

HERE = pathlib.Path(__file__).parent
LABELS = {i: name for i, name in enumerate(["stop", "give way", "ahead only", "30", "no entry"])}
BASE = dict(embedding_size=4, hidden_sizes=[8, 16], depths=[2, 1], id2label=LABELS,
            label2id={name: i for i, name in LABELS.items()})
CROPPED = ConvNextImageProcessorPil(size={"shortest_edge": 40}, crop_pct=0.9)
CASES = {
    "basic": ({"layer_type": "basic"}, CROPPED),
    "bottleneck": ({}, ConvNextImageProcessorPil(size={"shortest_edge": 64}, resample=2, image_mean=[0.4, 0.5, 0.6])),
    "first-stage": ({"downsample_in_first_stage": True, "hidden_sizes": [4, 8]}, CROPPED),
    "in-bottleneck": ({"downsample_in_bottleneck": True, "downsample_in_first_stage": True}, CROPPED),
    "gelu": ({"hidden_act": "gelu"}, ViTImageProcessorPil(size={"height": 48, "width": 48})),
    "gelu-new": ({"hidden_act": "gelu_new"}, ConvNextImageProcessorPil()),
    "silu": ({"hidden_act": "silu"}, BitImageProcessorPil(size={"shortest_edge": 50}, crop_size={"height": 44, "width": 44})),
}


def main():
    for number, (name, (change, processor)) in enumerate(CASES.items()):
        torch.manual_seed(number)
        model = ResNetForImageClassification(ResNetConfig(**{**BASE, **change})).eval()
        with torch.no_grad():
            for weight, tensor in model.named_parameters():
                if "normalization" in weight:
                    tensor.add_(torch.randn_like(tensor) * 0.3)
            for statistic, tensor in model.named_buffers():
                if statistic.endswith("running_mean"):
                    tensor.copy_(torch.randn_like(tensor) * 0.3)
                if statistic.endswith("running_var"):
                    tensor.copy_(torch.rand_like(tensor) + 0.5)
            model.classifier[1].weight.mul_(5)
        folder = HERE / name
        model.save_pretrained(folder)
        processor.save_pretrained(folder)
        if name == "first-stage":
            (folder / "model.safetensors").unlink()
            torch.save(model.state_dict(), folder / "pytorch_model.bin")
        logits = {}
        for picture in ("wide", "high", "square"):
            seen = processor(Image.open(HERE.parent / "clip-preprocessing" / f"{picture}.png"), return_tensors="pt")
            with torch.no_grad():
                logits[picture] = model(**seen).logits[0].tolist()
        (folder / "logits.json").write_text(json.dumps(logits) + "\n")


main()
