"""Makes tiny CIFAR folders as the Python versions are: python make_cifar.py FOLDER, with numpy."""

import os
import pickle
import sys

import numpy as np

folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))


class Python2(pickle._Pickler):
    """Writes text as Python 2 wrote its strings, which is how the published files are."""

    dispatch = dict(pickle._Pickler.dispatch)

    def save_string(self, text):
        raw = text.encode("latin-1") if isinstance(text, str) else text
        self.write(b"U" + bytes([len(raw)]) + raw if len(raw) < 256 else b"T" + len(raw).to_bytes(4, "little") + raw)
        self.memoize(text)

    dispatch[str] = save_string
    dispatch[bytes] = save_string


def write(name, content):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        Python2(file, 2).dump(content)


def pictures(count, start):
    return (np.arange(count * 3072, dtype=np.int64) * 7 + start).astype(np.uint8).reshape(count, 3072)


for i in (1, 2):
    write(
        f"cifar-10-batches-py/data_batch_{i}",
        {"batch_label": f"training batch {i} of 5", "labels": [i, 9], "data": pictures(2, i), "filenames": ["a.png", "b.png"]},
    )
write("cifar-10-batches-py/test_batch", {"batch_label": "testing batch 1 of 1", "labels": [3], "data": pictures(1, 50)})
write(
    "cifar-10-batches-py/batches.meta",
    {"num_cases_per_batch": 2, "label_names": [f"class {k}" for k in range(10)], "num_vis": 3072},
)
for split, labels in (("train", [99, 0, 5]), ("test", [42])):
    write(
        f"cifar-100-python/{split}",
        {"filenames": [], "fine_labels": labels, "coarse_labels": [0] * len(labels), "data": pictures(len(labels), 3)},
    )
write(
    "cifar-100-python/meta",
    {"fine_label_names": [f"fine {k}" for k in range(100)], "coarse_label_names": [f"coarse {k}" for k in range(20)]},
)
