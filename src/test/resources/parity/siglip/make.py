"""Makes the folder beside it: python make.py, with numpy, pillow, sentencepiece, protobuf, torch and transformers 5.

A small SiglipModel of random weights. Its tokenizer is learned here with a small table of characters of its own; tokenizer.json
spells as SiglipTokenizer does in Python. reference.json and reference.safetensors hold what transformers gives: the ids of texts,
and features and logits of the three pictures of ../clip-preprocessing.
"""
import json
import pathlib
import shutil
import string
import tempfile

import sentencepiece
import torch
from PIL import Image
from safetensors.torch import save_file
from tokenizers import Regex, normalizers, pre_tokenizers, processors
from transformers import SiglipConfig, SiglipModel, SiglipTokenizer
from transformers.convert_slow_tokenizer import SpmConverter, import_protobuf
from transformers.models.siglip.image_processing_pil_siglip import SiglipImageProcessorPil

HERE = pathlib.Path(__file__).parent
CORPUS = """a photo of a stop sign at dusk
a photo of a give way sign in the rain
turn left ahead only no entry speed limit 30 at the end of the street
it is the drivers sign and they are at the roundabout with children crossing
grüße aus köln und déjà vu in the café
дорожный знак на улице
道路標識の写真
"""
TEXTS = [
    "",
    "   ",
    "a photo of a stop sign",
    "A PHOTO of a Stop-Sign.",
    "  two   spaces\tand\ttabs\nand lines\r\n",
    "it's they're we've 'tis O'Neill's",
    "1234567890 3.14 1,000,000 50% #1 ½ ²",
    "Grüße aus KÖLN, déjà vu! ﬁve ｗｉｄｅ",
    "道路標識の写真 дорожный ЗНАК ελληνικά",
    "🙂🚧 unknown letters אבג",
    "".join(string.punctuation),
    "a_b-c/d\\e~`$^&*()+={}[]|;:\"<>?@!",
    "▁a▁▁b ▁",
    "word " * 60,
    "sign" * 60,
]


class Converter(SpmConverter):
    def normalizer(self, proto):
        return normalizers.Sequence([
            normalizers.Replace("▁", " "),
            normalizers.Lowercase(),
            normalizers.Replace(Regex("[" + "".join("\\" + c for c in string.punctuation) + "]"), ""),
            normalizers.Replace(Regex(r"\s+"), " "),
            normalizers.Strip(),
            normalizers.Precompiled(proto.normalizer_spec.precompiled_charsmap),
            normalizers.Replace(Regex(" {2,}"), " "),
            normalizers.Strip(),
            normalizers.Prepend("▁"),
        ])

    def pre_tokenizer(self, replacement, add_prefix_space):
        return pre_tokenizers.Metaspace(replacement=replacement, prepend_scheme="never")

    def post_processor(self):
        return processors.TemplateProcessing(single=["$A", "</s>"], special_tokens=[("</s>", 1)])


def tokenizer(folder, **more):
    rules = pathlib.Path(folder) / "rules.tsv"
    # From characters to characters, in hexadecimal: SentencePiece's space, ligature, wide letters, fraction, small two.
    rows = ["2581\t20", "FB01\t66 69", "BD\t31 2F 32", "B2\t32"] + [f"{0xFF41 + i:X}\t{0x61 + i:X}" for i in range(26)]
    rules.write_text("\n".join(rows) + "\n")
    corpus = pathlib.Path(folder) / "corpus.txt"
    corpus.write_text(CORPUS * 20)
    sentencepiece.SentencePieceTrainer.train(
        input=str(corpus), model_prefix=str(pathlib.Path(folder) / "spiece"), model_type="unigram",
        normalization_rule_tsv=str(rules), pad_id=0, eos_id=1, unk_id=2, bos_id=-1,
        hard_vocab_limit=False, remove_extra_whitespaces=True, minloglevel=2,
        **{"vocab_size": 220, "character_coverage": 1.0, **more})
    # What was learned must not depend on where.
    model = import_protobuf().ModelProto()
    file = pathlib.Path(folder) / "spiece.model"
    model.ParseFromString(file.read_bytes())
    for field in ("input", "model_prefix"):
        model.trainer_spec.ClearField(field)
    model.normalizer_spec.ClearField("normalization_rule_tsv")
    file.write_bytes(model.SerializeToString())
    slow = SiglipTokenizer(str(pathlib.Path(folder) / "spiece.model"), model_input_names=["input_ids"])
    return slow


def main():
    with tempfile.TemporaryDirectory() as folder:
        slow = tokenizer(folder)
        converted = Converter(slow).converted()
        converted.save(str(HERE / "tokenizer.json"))
        slow.save_pretrained(folder)
        for name in ("spiece.model", "tokenizer_config.json"):
            shutil.copy(pathlib.Path(folder) / name, HERE)
        ids = [slow(text).input_ids for text in TEXTS]
        for text, row in zip(TEXTS, ids):
            if converted.encode(text).ids != row:
                raise SystemExit(f"differs: {text!r}")
        padded = slow(TEXTS, padding="max_length", max_length=24, truncation=True, return_tensors="pt")
    with tempfile.TemporaryDirectory() as folder:
        slow = tokenizer(folder, byte_fallback=True, vocab_size=400, character_coverage=0.98)
        (HERE / "bytes").mkdir(exist_ok=True)
        shutil.copy(pathlib.Path(folder) / "spiece.model", HERE / "bytes")
        (HERE / "bytes" / "ids.json").write_text(json.dumps({text: slow(text).input_ids for text in TEXTS}) + "\n")
    torch.manual_seed(1)
    tower = dict(num_hidden_layers=2, num_attention_heads=3, intermediate_size=40)
    config = SiglipConfig(
        text_config=dict(tower, hidden_size=18, vocab_size=94, max_position_embeddings=24, projection_size=12),
        vision_config=dict(tower, hidden_size=12, image_size=32, patch_size=8))
    model = SiglipModel(config).eval()
    with torch.no_grad():
        for weight in model.parameters():
            weight.add_(torch.randn_like(weight) * 0.2)
        model.logit_scale.fill_(4.7)
        model.logit_bias.fill_(-12.5)
    model.save_pretrained(HERE)
    processor = SiglipImageProcessorPil(size={"height": 32, "width": 32})
    processor.save_pretrained(HERE)
    pictures = [Image.open(HERE.parent / "clip-preprocessing" / f"{name}.png") for name in ("wide", "high", "square")]
    pixels = torch.cat([processor(picture, return_tensors="pt").pixel_values for picture in pictures])
    pixels.requires_grad_(True)
    seen = model(input_ids=padded.input_ids, pixel_values=pixels)
    seen.logits_per_image.log_softmax(1)[:, 3].sum().backward()
    save_file({
        "pixel_gradient": pixels.grad[:1].clone(),
        "last_patches_mean": model.vision_model(pixels, output_hidden_states=True).hidden_states[-1].mean(1).detach(),
        "image_features": model.get_image_features(pixels).pooler_output.detach().contiguous(),
        "text_features": model.get_text_features(padded.input_ids).pooler_output.detach().contiguous(),
        "image_embeds": seen.image_embeds.detach().contiguous(),
        "text_embeds": seen.text_embeds.detach().contiguous(),
        "logits_per_image": seen.logits_per_image.detach().contiguous(),
    }, HERE / "reference.safetensors")
    (HERE / "reference.json").write_text(json.dumps({"texts": TEXTS, "ids": ids, "padded": padded.input_ids.tolist()}) + "\n")


main()
