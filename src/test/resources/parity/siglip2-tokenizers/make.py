"""Makes the folders beside it: python make.py, with transformers 5.

Small tokenizers of the kinds that SigLIP 2 is published with, whose fixed-size checkpoints have the type of SigLIP: Gemma's, and
that in lower case. ids.json holds texts and what transformers pads them to.
"""
import json
import pathlib

from tokenizers import processors
from transformers import GemmaTokenizer, Siglip2Tokenizer

HERE = pathlib.Path(__file__).parent
WORDS = "a photo of stop sign at dusk it is the drivers give way".split()
CHARACTERS = "".join(chr(c) for c in range(33, 127)) + "▁éß"
TEXTS = ["", "  ", "a photo of a stop sign", "A Photo of a STOP sign.", "  two  spaces\tand\nlines", "it's the 30% dusk!",
         "é ß İ ΣΑΣ 漢字 🙂 \u0000", "<eos> a <pad> b <mask>", "▁a▁▁b ", "word " * 30]


def main():
    vocabulary, merges = {}, []
    for token in ["<pad>", "<eos>", "<bos>", "<unk>", "<mask>"] + [f"<0x{i:02X}>" for i in range(256)] + list(CHARACTERS):
        vocabulary.setdefault(token, len(vocabulary))
    for word in ["▁" + word for word in WORDS] + WORDS:
        for end in range(1, len(word)):
            pair = (word[:end], word[end])
            vocabulary.setdefault("".join(pair), len(vocabulary))
            if pair not in merges:
                merges.append(pair)
    for kind, name in ((GemmaTokenizer, "gemma"), (Siglip2Tokenizer, "lower-case")):
        made = kind(vocab=dict(vocabulary), merges=list(merges), padding_side="right", model_input_names=["input_ids"],
                    model_max_length=64)
        made.backend_tokenizer.post_processor = processors.TemplateProcessing(
            single=["$A", "<eos>"], special_tokens=[("<eos>", 1)])
        made.save_pretrained(HERE / name)
        read = kind.from_pretrained(HERE / name)
        padded = read(TEXTS, padding="max_length", max_length=24, truncation=True).input_ids
        (HERE / name / "ids.json").write_text(json.dumps({"texts": TEXTS, "padded": padded}) + "\n")


main()
