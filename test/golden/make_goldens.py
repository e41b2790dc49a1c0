#!/usr/bin/python3
"""PyTorch's word on what a training step does, for networks small enough to keep the answers in the repository.

For each case below: a torchvision-like ResNet, eight steps of torch.optim.SGD from given weights on given images, and
what came out: losses and accuracies per step, the final state_dict with running statistics, and the loss and accuracy
in eval mode. The tests run the same through Residua's engine and through the whole trainer.

    /usr/bin/python3 test/golden/make_goldens.py            # rewrites test/golden/cases and images.bin

Made with torch 1.13 and numpy on one thread; run twice it writes the same bytes. `spread` in each case says how far
float32 itself is from the same eight steps in float64: tolerances in the tests are read against it.

A value within rounding of zero falls on either side of a ReLU by chance, and its gradient comes or goes; so it is with
two nearly equal values under a max-pool. In nets this small one such toss moves losses by a percent. So the seed of
each case is the first whose eight steps keep clear of all of them by MARGIN, ten times what rounding does, and whose
spread shows that nothing (a nearly constant channel under a batch norm) magnifies rounding on the way.
"""
import copy
import json
import struct
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

HERE = Path(__file__).parent
BATCH, STEPS = 8, 8
MEAN, STD = [0.49, 0.48, 0.45], [0.25, 0.24, 0.26]
CLASSES = 10
MARGIN, MAX_SPREAD = 3e-6, 1.5e-6


# --- the network -----------------------------------------------------------------------------------------------------

class Margin:
    """Smallest distance so far from a value to where a ReLU or a max-pool changes its mind."""

    smallest = float("inf")

    @classmethod
    def note(cls, distances):
        if distances.numel() > 0:
            cls.smallest = min(cls.smallest, distances.min().item())


def relu(x):
    Margin.note(x.detach().abs())
    return F.relu(x)


def max_pool(x):
    windows = F.unfold(F.pad(x.detach(), (1, 1, 1, 1)), 3, stride=2)
    first, second = windows.view(len(x), x.shape[1], 9, -1).topk(2, dim=2).values.unbind(2)
    # Where both are zero the ReLU before stops the gradient anyway.
    Margin.note((first - second)[first > 0])
    return F.max_pool2d(x, 3, 2, 1)


class Subsample(nn.Module):
    """Shortcut A: every stride-th pixel, new channels appended behind as zeros (fb.resnet.torch)."""

    def __init__(self, channels, out_channels, stride):
        super().__init__()
        self.new_channels, self.stride = out_channels - channels, stride

    def forward(self, x):
        return F.pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, 0, self.new_channels))


def conv(channels, out_channels, kernel, stride=1, groups=1):
    return nn.Conv2d(channels, out_channels, kernel, stride, kernel // 2, groups=groups, bias=False)


class Block(nn.Module):
    def __init__(self, spec, channels, stage, stride):
        super().__init__()
        out = int(stage["width"] * spec["expansion"])
        if spec["block"] == "basic":
            shapes = [(channels, out, 3, stride, 1), (out, out, 3, 1, 1)]
        else:
            inner = stage["width"] * spec["widthPerGroup"] // 64 * spec["groups"]
            first, second = (stride, 1) if spec["bottleneckStride"] == "1x1" else (1, stride)
            shapes = [(channels, inner, 1, first, 1), (inner, inner, 3, second, spec["groups"]), (inner, out, 1, 1, 1)]
        for number, shape in enumerate(shapes, 1):
            setattr(self, f"conv{number}", conv(*shape))
            setattr(self, f"bn{number}", nn.BatchNorm2d(shape[1]))
        self.length = len(shapes)
        changes, self.downsample = stride != 1 or channels != out, None
        self.residual = spec["shortcut"] != "none"
        if spec["shortcut"] == "A" and changes:
            self.downsample = Subsample(channels, out, stride)
        elif spec["shortcut"] == "C" or (spec["shortcut"] == "B" and changes):
            self.downsample = nn.Sequential(conv(channels, out, 1, stride), nn.BatchNorm2d(out))
        self.out_channels = out

    def forward(self, x):
        y = x
        for number in range(1, self.length + 1):
            y = getattr(self, f"bn{number}")(getattr(self, f"conv{number}")(y))
            if number < self.length:
                y = relu(y)
        if self.residual:
            y = y + (x if self.downsample is None else self.downsample(x))
        return relu(y)


class Network(nn.Module):
    def __init__(self, spec):
        super().__init__()
        channels = spec["stemWidth"]
        self.imagenet = spec["stem"] == "imagenet"
        self.conv1 = conv(spec["input"][0], channels, 7, 2) if self.imagenet else conv(spec["input"][0], channels, 3)
        self.bn1 = nn.BatchNorm2d(channels)
        self.stages = []
        for number, stage in enumerate(spec["stages"], 1):
            blocks = []
            for index in range(stage["blocks"]):
                blocks.append(Block(spec, channels, stage, stage["stride"] if index == 0 else 1))
                channels = blocks[-1].out_channels
            setattr(self, f"layer{number}", nn.Sequential(*blocks))
            self.stages.append(f"layer{number}")
        self.fc = nn.Linear(channels, spec["classes"])
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, x):
        x = relu(self.bn1(self.conv1(x)))
        if self.imagenet:
            x = max_pool(x)
        for name in self.stages:
            x = getattr(self, name)(x)
        return self.fc(x.mean((2, 3)))


# --- the cases -------------------------------------------------------------------------------------------------------

def architecture(name, size, stem, block, widths, shortcut, expansion=1, groups=1, width_per_group=64, stride="3x3"):
    stages = [{"blocks": 1, "width": width, "stride": 1 if i == 0 else 2} for i, width in enumerate(widths)]
    return {
        "version": 1, "name": name, "input": [3, *size], "classes": CLASSES, "family": "residual", "stem": stem,
        "stemWidth": widths[0], "block": block, "expansion": expansion, "stages": stages, "shortcut": shortcut,
        "groups": groups, "widthPerGroup": width_per_group, "bottleneckStride": stride,
    }


def cifar(name, shortcut, size=(32, 32)):
    return architecture(name, size, "cifar", "basic", [4, 8, 16], shortcut)


def bottleneck(name, stride):
    return architecture(name, (16, 16), "cifar", "bottleneck", [6, 12], "B", expansion=4, stride=stride)


def sgd(momentum=0.9, nesterov=False, weight_decay=1e-4):
    return {"kind": "sgd", "learningRate": 0.1, "momentum": momentum, "nesterov": nesterov, "weightDecay": weight_decay}


CASES = [
    (cifar("cifar-residual-a", "A"), sgd()),
    (cifar("cifar-residual-b", "B"), sgd()),
    (cifar("cifar-residual-c", "C"), sgd()),
    (cifar("cifar-plain", "none"), sgd()),
    (cifar("cifar-nesterov", "A", (16, 16)), sgd(nesterov=True)),
    (cifar("cifar-without-momentum", "A", (16, 16)), sgd(momentum=0.0, weight_decay=0.0)),
    (cifar("cifar-odd-input-a", "A", (29, 31)), sgd()),
    (architecture("imagenet-basic", (32, 32), "imagenet", "basic", [4, 8, 16], "B"), sgd()),
    (architecture("imagenet-odd-input", (29, 31), "imagenet", "basic", [4, 8, 16], "B"), sgd()),
    (bottleneck("bottleneck-v1.5", "3x3"), sgd()),
    (bottleneck("bottleneck-v1", "1x1"), sgd()),
]


# --- running one -----------------------------------------------------------------------------------------------------

def make_images():
    """64 records as CIFAR-10 has them: a label byte, then 3x32x32 bytes. Noise on a slope that depends on the label."""
    random = np.random.RandomState(1512)
    labels = random.permutation(np.arange(BATCH * STEPS) % CLASSES)
    slope = np.linspace(-1, 1, 32)
    tilt = np.cos(labels)[:, None, None] * slope[None, :, None] + np.sin(labels)[:, None, None] * slope[None, None, :]
    pixels = 128 + 40 * tilt[:, None] + random.normal(0, 45, (len(labels), 3, 32, 32))
    return np.clip(pixels, 0, 255).astype(np.uint8), labels.astype(np.int64)


def train(network, spec, optimizer, images, labels):
    """Trains in place, in the network's own precision. @returns losses, accuracies"""
    dtype = network.fc.weight.dtype
    sgd = torch.optim.SGD(
        network.parameters(), lr=optimizer["learningRate"], momentum=optimizer["momentum"],
        nesterov=optimizer["nesterov"], weight_decay=optimizer["weightDecay"],
    )
    losses, accuracies = [], []
    for step in range(STEPS):
        rows = slice(step * BATCH, (step + 1) * BATCH)
        logits = network(normalise(images[rows], spec, dtype))
        loss = F.cross_entropy(logits, labels[rows])
        sgd.zero_grad()
        loss.backward()
        sgd.step()
        losses.append(loss.item())
        accuracies.append((logits.argmax(1) == labels[rows]).double().mean().item())
    return losses, accuracies


def normalise(images, spec, dtype):
    _, height, width = spec["input"]
    mean, std = (torch.tensor(values, dtype=dtype).view(1, 3, 1, 1) for values in (MEAN, STD))
    return (images[:, :, :height, :width].to(dtype) / 255 - mean) / std


def write_safetensors(path, state):
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name, value in sorted(state.items(), key=lambda item: item[1].dtype != torch.int64):
        raw = value.contiguous().numpy().tobytes()
        kind = "I64" if value.dtype == torch.int64 else "F32"
        header[name] = {"dtype": kind, "shape": list(value.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def main():
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    pixels, classes = make_images()
    records = [bytes([label]) + image.tobytes() for image, label in zip(pixels, classes.tolist())]
    (HERE / "images.bin").write_bytes(b"".join(records))
    images, labels = torch.from_numpy(pixels), torch.from_numpy(classes)
    (HERE / "cases").mkdir(exist_ok=True)
    for spec, optimizer in CASES:
        seed, margin, spread = 0, 0.0, {}
        while margin < MARGIN or spread["weights"] > MAX_SPREAD:
            seed += 1
            torch.manual_seed(seed)
            network = Network(spec)
            initial = copy.deepcopy(network.state_dict())
            exact = copy.deepcopy(network).double()
            Margin.smallest = float("inf")
            losses, accuracies = train(network, spec, optimizer, images, labels)
            margin = Margin.smallest
            exact_losses, _ = train(exact, spec, optimizer, images, labels)
            final = network.state_dict()
            spread = {
                "losses": max(abs(a - b) / b for a, b in zip(losses, exact_losses)),
                "weights": max(
                    (final[name].double() - value).abs().max().item()
                    for name, value in exact.state_dict().items() if value.is_floating_point()
                ),
            }
        with torch.no_grad():
            logits = network.eval()(normalise(images, spec, torch.float32))
        case = {
            "architecture": spec, "optimizer": optimizer, "batch": BATCH, "steps": STEPS, "mean": MEAN, "std": STD,
            "losses": losses, "accuracies": accuracies,
            "evaluation": {
                "loss": F.cross_entropy(logits, labels).item(),
                "accuracy": (logits.argmax(1) == labels).double().mean().item(),
                "count": len(labels),
            },
            "spread": spread,
        }
        name = spec["name"]
        (HERE / "cases" / f"{name}.json").write_text(json.dumps(case, indent=1) + "\n")
        write_safetensors(HERE / "cases" / f"{name}.initial.safetensors", initial)
        write_safetensors(HERE / "cases" / f"{name}.final.safetensors", final)
        print(name, "seed", seed, "losses", [round(loss, 4) for loss in losses], "spread", spread)


if __name__ == "__main__":
    main()
