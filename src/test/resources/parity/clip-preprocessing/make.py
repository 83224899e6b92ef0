"""Makes the cases of this folder: python make.py, with numpy, pillow, torch and transformers 5.

Each case is a preprocessing file for the model ../clip-tiny, and the probabilities that transformers gives with it
(Pillow's backend) for wide.png, high.png and square.png and the texts of cases.json.
"""
import json
import pathlib
import tempfile
import shutil

import numpy as np
import torch
from PIL import Image
from transformers import CLIPModel, PreTrainedTokenizerFast
from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

HERE = pathlib.Path(__file__).parent
TINY = HERE.parent / "clip-tiny"
FLAT, NESTED = "preprocessor_config.json", "processor_config.json"
TEXTS = ["a photo of a stop sign", "It's a yellow BANANA!", "turn   left"]
SQUARE = {"height": 64, "width": 64}
BASE = {
    "do_resize": True, "size": {"shortest_edge": 64}, "resample": 3, "do_center_crop": True, "crop_size": SQUARE,
    "do_rescale": True, "rescale_factor": 1 / 255, "do_normalize": True, "image_mean": [0.48145466, 0.4578275, 0.40821073],
    "image_std": [0.26862954, 0.26130258, 0.27577711], "do_convert_rgb": True, "image_processor_type": "CLIPImageProcessor",
}
CHANGES = {
    "mean-and-std": {"image_mean": [0.5, 0.4, 0.3], "image_std": [0.2, 0.3, 0.4]},
    "one-mean": {"image_mean": 0.5, "image_std": 0.25},
    "no-normalize": {"do_normalize": False},
    "factor": {"rescale_factor": 1 / 127.5},
    "no-rescale": {"do_rescale": False, "image_mean": [120, 110, 100], "image_std": [60, 60, 70]},
    "no-normalize-no-rescale": {"do_normalize": False, "do_rescale": False},
    "no-resize": {"do_resize": False},
    "larger-then-crop": {"size": {"shortest_edge": 73}},
    "smaller-then-pad": {"size": {"shortest_edge": 41}},
    "stretch": {"size": SQUARE},
    "stretch-then-crop": {"size": {"height": 80, "width": 70}},
    "stretch-no-crop": {"size": SQUARE, "do_center_crop": False},
    "numbers": {"size": 70, "crop_size": 64},
    "nulls": {"do_normalize": None, "do_pad": None},
    **{f"resample-{n}": {"resample": n} for n in range(6)},
}


def pictures():
    random = np.random.default_rng(11)
    for name, (width, height) in {"wide": (97, 70), "high": (51, 84), "square": (64, 64)}.items():
        y, x = np.mgrid[0:height, 0:width]
        waves = [127 + 90 * np.sin(x * (0.11 + 0.1 * c) + c) * np.cos(y * (0.23 - 0.07 * c)) for c in range(3)]
        coarse = np.kron(random.integers(-40, 40, (height // 7 + 1, width // 7 + 1, 3)), np.ones((7, 7, 1)))
        picture = np.stack(waves, -1) + coarse[:height, :width]
        Image.fromarray(picture.clip(0, 255).astype(np.uint8)).save(HERE / f"{name}.png", optimize=True)
    return {name: Image.open(HERE / f"{name}.png") for name in ("wide", "high", "square")}


def main():
    shown = pictures()
    model = CLIPModel.from_pretrained(TINY).eval()
    tokens = PreTrainedTokenizerFast(tokenizer_file=str(TINY / "tokenizer.json"), pad_token="<|endoftext|>")
    ids = [tokens(text)["input_ids"] for text in TEXTS]
    cases = []

    def case(name, files):
        with tempfile.TemporaryDirectory() as folder:
            for file, content in files.items():
                pathlib.Path(folder, file).write_text(json.dumps(content))
            processor = CLIPImageProcessorPil.from_pretrained(folder)
            probabilities = {}
            for picture, image in shown.items():
                pixels = processor(images=image.convert("RGB"), return_tensors="pt")["pixel_values"].float()
                with torch.no_grad():
                    logits = [model(input_ids=torch.tensor([i]), pixel_values=pixels).logits_per_image[0, 0] for i in ids]
                probabilities[picture] = torch.stack(logits).softmax(0).tolist()
            cases.append({"name": name, "files": files, "probabilities": probabilities})

    case("published", {FLAT: BASE})
    for name, change in CHANGES.items():
        case(name, {FLAT: BASE | change})
    case("nested", {NESTED: {"image_processor": BASE | CHANGES["mean-and-std"], "processor_class": "CLIPProcessor"}})
    case("nested-goes-first", {FLAT: BASE, NESTED: {"image_processor": BASE | CHANGES["larger-then-crop"]}})
    case("processor-without-images", {FLAT: BASE | CHANGES["factor"], NESTED: {"processor_class": "CLIPProcessor"}})
    text = json.dumps({"texts": TEXTS, "cases": cases}, indent=1)
    (HERE / "cases.json").write_text(text + "\n")


main()
