"""Makes the files beside it: python make.py, with transformers 5.

vocab.json and merges.txt of a small CLIP tokenizer, and cases.json: what may lie beside them, and the ids that transformers'
CLIPTokenizer gives then.
"""
import collections
import json
import pathlib
import shutil
import tempfile

from tokenizers import pre_tokenizers
from transformers import CLIPTokenizer

HERE = pathlib.Path(__file__).parent
START, END = "<|startoftext|>", "<|endoftext|>"
CORPUS = """a photo of a stop sign . it's the driver's sign , they're at the end of the street and we've seen 30 signs in 2024
the weather isn't good : grüße aus köln , déjà vu , ελληνικά γράμματα , дорожный знак , 道路標識 , 한국어 표지판 , علامة 🙂 🚧 🚦
turn left ahead only no entry give way speed limit roundabout pedestrians children crossing"""
TEXTS = [
    "",
    " ",
    "\t\n\r\u00a0\u2003\u3000 ",
    "a photo of a stop sign",
    "A PHOTO of a Stop Sign.",
    "  two   spaces\tand\ttabs\nand lines\r\n",
    "it's they're we've I'm you'll he'd don't 'tis rock'n'roll O'Neill's 'S 'T ''' ’s",
    "1234567890 3.14 1,000,000 50% #1 ½ ² ⅷ ٣٤",
    "Grüße aus KÖLN, déjà vu, ÇA VA? İstanbul ß ẞ ŉ",
    "e\u0301 e\u0301\u0327 \u1e9b\u0323 \ufb01 \u212b K",
    "ΕΛΛΗΝΙΚΆ ΓΡΆΜΜΑΤΑ ς Σ",
    "道路標識 かな カナ 한국어 \u1100\u1161",
    "עברית العربية हिन्दी ไทย",
    "🙂🚧🇫🇷👩‍👩‍👧 ❤️",
    "a_b-c/d\\e~`$^&*()+={}[]|;:\"<>?@!",
    "\u0000\u0001\u200b\u202e\ufeff\uffff",
    "<|startoftext|> <|endoftext|> <|ENDOFTEXT|><|StartOfText|>x",
    "the <extra> thing <EXTRA>and other thing OTHER THING <mask> <pad>",
    "word " * 60,
    "a" * 300,
]


def learned():
    """Bytes, bytes that end a word, and merges of the most frequent pairs of the corpus."""
    text = CORPUS.lower()
    words = collections.Counter()
    for word, _ in pre_tokenizers.ByteLevel(add_prefix_space=False).pre_tokenize_str(text):
        word = word.replace("Ġ", "")
        if word:
            words[tuple(word[:-1]) + (word[-1] + "</w>",)] += 1
    merges = []
    while len(merges) < 180:
        pairs = collections.Counter()
        for word, count in words.items():
            for pair in zip(word, word[1:]):
                pairs[pair] += count
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        after = collections.Counter()
        for word, count in words.items():
            joined = []
            for symbol in word:
                if joined and (joined[-1], symbol) == best:
                    joined[-1] += symbol
                else:
                    joined.append(symbol)
            after[tuple(joined)] += count
        words = after
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokens = letters + [letter + "</w>" for letter in letters]
    for left, right in merges:
        if left + right not in tokens:
            tokens.append(left + right)
    return {token: i for i, token in enumerate(tokens + [START, END])}, merges


def described(content, **flags):
    return {"content": content, "single_word": False, "lstrip": False, "rstrip": False, "normalized": True, **flags}


def cases(size):
    old = {"unk_token": {**described(END), "__type": "AddedToken"},
           "bos_token": {**described(START), "__type": "AddedToken"},
           "eos_token": {**described(END), "__type": "AddedToken"},
           "pad_token": END, "add_prefix_space": False, "errors": "replace", "do_lower_case": True, "model_max_length": 77,
           "tokenizer_class": "CLIPTokenizer"}
    plain = {**old, "unk_token": END, "bos_token": START, "eos_token": END}
    decoder = {str(size - 2): described(START, special=True), str(size - 1): described(END, special=True),
               str(size): described("<extra>", lstrip=True, normalized=False, special=False)}
    return {
        "alone": {},
        "as OpenAI's": {"tokenizer_config.json": old,
                        "special_tokens_map.json": {"bos_token": described(START), "eos_token": described(END),
                                                    "unk_token": described(END), "pad_token": END}},
        "map of words": {"tokenizer_config.json": old,
                         "special_tokens_map.json": {"bos_token": START, "eos_token": END, "unk_token": END,
                                                     "pad_token": "<pad>", "mask_token": described("<mask>", lstrip=True)}},
        "added tokens": {"tokenizer_config.json": old, "added_tokens.json": {"other thing": size + 1, "<extra>": size}},
        "decoder": {"tokenizer_config.json": {**plain, "added_tokens_decoder": decoder}},
        "padding apart": {"tokenizer_config.json": {**old, "pad_token": "!"}},
        "more special tokens": {"tokenizer_config.json": {**plain, "additional_special_tokens": ["<extra>"]}},
    }


def main():
    vocabulary, merges = learned()
    (HERE / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False) + "\n")
    (HERE / "merges.txt").write_text("#version: 0.2\n" + "".join(f"{left} {right}\n" for left, right in merges))
    made = {}
    for name, files in cases(len(vocabulary)).items():
        with tempfile.TemporaryDirectory() as folder:
            for file in ("vocab.json", "merges.txt"):
                shutil.copy(HERE / file, folder)
            for file, content in files.items():
                (pathlib.Path(folder) / file).write_text(json.dumps(content))
            tokenizer = CLIPTokenizer.from_pretrained(folder)
            made[name] = {"files": files, "ids": [tokenizer(text).input_ids for text in TEXTS]}
    rows = ",\n".join(f"{json.dumps(name)}: {json.dumps(case)}" for name, case in made.items())
    (HERE / "cases.json").write_text(f'{{"texts": {json.dumps(TEXTS)},\n"cases": {{\n{rows}}}}}\n')


main()
