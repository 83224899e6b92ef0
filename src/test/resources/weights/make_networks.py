"""Makes networks.json for NetworkParityTest: python make_networks.py FOLDER, with torch.

Each network is written here from its paper or published code, gets weights by a formula that the test knows too, and tells its
logits for pictures by the same formula. So the file holds names, shapes and logits, but no weights."""

import json
import os
import sys
import zlib

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.set_num_threads(2)


def numbers(name, count):
    """Uniform on [-0.5, 0.5), by the name: a linear congruential generator jumped to each index."""
    seed = zlib.crc32(name.encode())
    i = np.arange(count, dtype=np.uint64)
    x = (i * np.uint64(2654435761) + np.uint64(seed)) & np.uint64(0xFFFFFFFF)
    x = (x ^ (x >> np.uint64(15))) * np.uint64(2246822519) & np.uint64(0xFFFFFFFF)
    x = (x ^ (x >> np.uint64(13))) * np.uint64(3266489917) & np.uint64(0xFFFFFFFF)
    return x.astype(np.float64) / 4294967296.0 - 0.5


def fill(network):
    shapes = {}
    with torch.no_grad():
        for name, tensor in network.state_dict().items():
            if name.endswith("num_batches_tracked"):
                continue
            values = numbers(name, tensor.numel())
            if tensor.dim() > 1:
                values *= 2 * np.sqrt(6.0 / tensor[0].numel())
            elif name.endswith("running_var") or name.endswith("weight"):
                values += 1.0
            else:
                values *= 0.2
            tensor.copy_(torch.from_numpy(values.astype(np.float32)).reshape(tensor.shape))
            shapes[name] = list(tensor.shape)
    return shapes


class Block(nn.Module):
    def __init__(self, cin, cout, stride, names):
        super().__init__()
        self.conv1 = nn.Conv2d(cin, cout, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(cout)
        self.conv2 = nn.Conv2d(cout, cout, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(cout)
        self.side = names[0]
        if stride != 1 or cin != cout:
            setattr(self, self.side, nn.Sequential(nn.Conv2d(cin, cout, 1, stride, bias=False), nn.BatchNorm2d(cout)))

    def forward(self, x):
        out = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(out + (getattr(self, self.side)(x) if hasattr(self, self.side) else x))


class PreActBlock(nn.Module):
    def __init__(self, cin, cout, stride, names):
        super().__init__()
        self.bn1 = nn.BatchNorm2d(cin)
        self.conv1 = nn.Conv2d(cin, cout, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(cout)
        self.conv2 = nn.Conv2d(cout, cout, 3, 1, 1, bias=False)
        self.side = names[0]
        if stride != 1 or cin != cout:
            side = nn.Conv2d(cin, cout, 1, stride, bias=False)
            setattr(self, self.side, side if self.side == "convShortcut" else nn.Sequential(side))

    def forward(self, x):
        out = F.relu(self.bn1(x))
        side = getattr(self, self.side)(out) if hasattr(self, self.side) else x
        return self.conv2(F.relu(self.bn2(self.conv1(out)))) + side


class ResNet(nn.Module):
    def __init__(self, block, width, names, classes):
        super().__init__()
        self.names = names
        self.conv1 = nn.Conv2d(3, width, 3, 1, 1, bias=False)
        if block is Block:
            self.bn1 = nn.BatchNorm2d(width)
        cin = width
        for stage in range(4):
            cout = width * 2**stage
            blocks = []
            for i in range(2):
                blocks.append(block(cin, cout, 2 if stage > 0 and i == 0 else 1, names))
                cin = cout
            setattr(self, f"layer{stage + 1}", nn.Sequential(*blocks))
        setattr(self, names[1], nn.Linear(cin, classes))

    def forward(self, x):
        x = self.conv1(x)
        if hasattr(self, "bn1"):
            x = F.relu(self.bn1(x))
        for stage in range(4):
            x = getattr(self, f"layer{stage + 1}")(x)
        return getattr(self, self.names[1])(x.mean((2, 3)))


class WideStage(nn.Module):
    def __init__(self, n, cin, cout, stride):
        super().__init__()
        names = ("convShortcut", "")
        self.layer = nn.Sequential(
            *[PreActBlock(cin if i == 0 else cout, cout, stride if i == 0 else 1, names) for i in range(n)]
        )

    def forward(self, x):
        return self.layer(x)


class WideResNet(nn.Module):
    def __init__(self, depth, factor, classes):
        super().__init__()
        n = (depth - 4) // 6
        self.conv1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.block1 = WideStage(n, 16, 16 * factor, 1)
        self.block2 = WideStage(n, 16 * factor, 32 * factor, 2)
        self.block3 = WideStage(n, 32 * factor, 64 * factor, 2)
        self.bn1 = nn.BatchNorm2d(64 * factor)
        self.fc = nn.Linear(64 * factor, classes)

    def forward(self, x):
        x = self.block3(self.block2(self.block1(self.conv1(x))))
        return self.fc(F.avg_pool2d(F.relu(self.bn1(x)), 8).flatten(1))


def vgg_features(depth, norm, share):
    groups = {16: [2, 2, 3, 3, 3], 19: [2, 2, 4, 4, 4]}[depth]
    layers, cin = [], 3
    for width, count in zip([64, 128, 256, 512, 512], groups):
        for _ in range(count):
            cout = int(width * share)
            layers += [nn.Conv2d(cin, cout, 3, padding=1)] + ([nn.BatchNorm2d(cout)] if norm else []) + [nn.ReLU()]
            cin = cout
        layers.append(nn.MaxPool2d(2, 2))
    return nn.Sequential(*layers), cin


class Vgg(nn.Module):
    def __init__(self, depth, norm, share, classes):
        super().__init__()
        self.features, cin = vgg_features(depth, norm, share)
        self.avgpool = nn.AdaptiveAvgPool2d((7, 7))
        hidden = int(4096 * share)
        self.classifier = nn.Sequential(
            nn.Linear(cin * 49, hidden), nn.ReLU(), nn.Dropout(), nn.Linear(hidden, hidden), nn.ReLU(), nn.Dropout(),
            nn.Linear(hidden, classes),
        )

    def forward(self, x):
        return self.classifier(self.avgpool(self.features(x)).flatten(1))


class CifarVgg(nn.Module):
    def __init__(self, depth, share, classes):
        super().__init__()
        self.features, cin = vgg_features(depth, True, share)
        self.classifier = nn.Linear(cin, classes)

    def forward(self, x):
        return self.classifier(self.features(x).flatten(1))


STAGES = [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]


def conv_bn(cin, cout, kernel, stride, groups=1):
    conv = nn.Conv2d(cin, cout, kernel, stride, (kernel - 1) // 2, groups=groups, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(cout), nn.ReLU6())


class Inverted(nn.Module):
    def __init__(self, cin, cout, stride, expansion):
        super().__init__()
        wide = cin * expansion
        parts = [conv_bn(cin, wide, 1, 1)] if expansion != 1 else []
        parts += [conv_bn(wide, wide, 3, stride, wide), nn.Conv2d(wide, cout, 1, bias=False), nn.BatchNorm2d(cout)]
        self.conv = nn.Sequential(*parts)
        self.adds = stride == 1 and cin == cout

    def forward(self, x):
        return x + self.conv(x) if self.adds else self.conv(x)


class MobileNetV2(nn.Module):
    def __init__(self, classes):
        super().__init__()
        features, cin = [conv_bn(3, 32, 3, 2)], 32
        for expansion, cout, count, stride in STAGES:
            for i in range(count):
                features.append(Inverted(cin, cout, stride if i == 0 else 1, expansion))
                cin = cout
        features.append(conv_bn(cin, 1280, 1, 1))
        self.features = nn.Sequential(*features)
        self.classifier = nn.Sequential(nn.Dropout(0.2), nn.Linear(1280, classes))

    def forward(self, x):
        return self.classifier(self.features(x).mean((2, 3)))


class CifarInverted(nn.Module):
    def __init__(self, cin, cout, expansion, stride):
        super().__init__()
        wide = cin * expansion
        self.stride = stride
        self.conv1 = nn.Conv2d(cin, wide, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(wide)
        self.conv2 = nn.Conv2d(wide, wide, 3, stride, 1, groups=wide, bias=False)
        self.bn2 = nn.BatchNorm2d(wide)
        self.conv3 = nn.Conv2d(wide, cout, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(cout)
        self.shortcut = nn.Sequential()
        if stride == 1 and cin != cout:
            self.shortcut = nn.Sequential(nn.Conv2d(cin, cout, 1, bias=False), nn.BatchNorm2d(cout))

    def forward(self, x):
        out = F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))))
        out = self.bn3(self.conv3(out))
        return out + self.shortcut(x) if self.stride == 1 else out


class CifarMobileNetV2(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 32, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(32)
        layers, cin = [], 32
        for stage, (expansion, cout, count, stride) in enumerate(STAGES):
            for i in range(count):
                layers.append(CifarInverted(cin, cout, expansion, stride if i == 0 and stage != 1 else 1))
                cin = cout
        self.layers = nn.Sequential(*layers)
        self.conv2 = nn.Conv2d(cin, 1280, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(1280)
        self.linear = nn.Linear(1280, classes)

    def forward(self, x):
        out = self.layers(F.relu(self.bn1(self.conv1(x))))
        return self.linear(F.relu(self.bn2(self.conv2(out))).mean((2, 3)))


CIFAR, TORCHVISION = ("shortcut", "linear"), ("downsample", "fc")
NETWORKS = {
    "preactresnet18": (lambda k: ResNet(PreActBlock, 64, CIFAR, k), 32),
    "resnet18-cifar": (lambda k: ResNet(Block, 64, CIFAR, k), 32),
    "resnet18-cifar-torchvision": (lambda k: ResNet(Block, 64, TORCHVISION, k), 32),
    "wrn-16-1": (lambda k: WideResNet(16, 1, k), 32),
    "wrn-40-2": (lambda k: WideResNet(40, 2, k), 32),
    "wrn-28-10": (lambda k: WideResNet(28, 10, k), 32),
    "vgg16-bn-cifar": (lambda k: CifarVgg(16, 1, k), 32),
    "vgg19-bn-cifar": (lambda k: CifarVgg(19, 1, k), 32),
    "mobilenet-v2": (MobileNetV2, 64),
    "mobilenet-v2-cifar": (CifarMobileNetV2, 32),
    # An eighth of the published widths: 140 million weights are too many for a test.
    "vgg16": (lambda k: Vgg(16, False, 1 / 8, k), 32),
    "vgg16-bn": (lambda k: Vgg(16, True, 1 / 8, k), 32),
    "vgg19": (lambda k: Vgg(19, False, 1 / 8, k), 96),
    "vgg19-bn": (lambda k: Vgg(19, True, 1 / 8, k), 224),
}
rows = {}
for name, (make, edge) in NETWORKS.items():
    network = make(5).eval()
    shapes = fill(network)
    images = torch.from_numpy(numbers("images", 2 * 3 * edge * edge).astype(np.float32) * 2).reshape(2, 3, edge, edge)
    with torch.no_grad():
        logits = network(images)
    largest = logits.abs().max().item()
    print(name, sum(p.numel() for p in network.parameters()), logits[0].tolist())
    rows[name] = {
        "edge": edge,
        "weights": len(shapes),
        "elements": sum(int(np.prod(s)) for s in shapes.values()),
        "names": zlib.crc32(";".join(f"{n}{s}" for n, s in sorted(shapes.items())).replace(" ", "").encode()),
        "logits": [[float(v) for v in row] for row in logits],
    }
folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(folder, "networks.json"), "w") as file:
    json.dump(rows, file, indent=1)
    file.write("\n")
