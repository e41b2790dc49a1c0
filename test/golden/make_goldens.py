#!/usr/bin/python3
"""PyTorch's word on what a training step does, for networks small enough to keep the answers in the repository.

For each case below: a ResNet of counts/nets.py, eight steps of torch.optim.SGD from given weights on given images, and
what came out: losses and accuracies per step, the final state_dict with running statistics, and the loss and accuracy
in eval mode. The tests run the same through Residua's engine and through the whole trainer.

    /usr/bin/python3 test/golden/make_goldens.py            # rewrites test/golden/cases and images.bin

Made with torch 1.13 and numpy on one thread; run twice it writes the same bytes. `spread` in each case says how far
float32 itself is from the same eight steps in float64: tolerances in the tests are read against it.

A value within rounding of zero falls on either side of a ReLU by chance, and its gradient comes or goes; so it is with
two nearly equal values under a max-pool. In nets this small one such toss moves losses by a percent. (SiLU and GELU are
smooth and toss nothing.) So the seed of each case is the first whose eight steps keep clear of all of them by MARGIN,
ten times what rounding does, and whose spread shows that nothing (a nearly constant channel under a batch norm)
magnifies rounding on the way.
"""
import copy
import json
import struct
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

HERE = Path(__file__).parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE / "counts"))
import nets  # noqa: E402

BATCH, STEPS = 8, 8
MEAN, STD = [0.49, 0.48, 0.45], [0.25, 0.24, 0.26]
CLASSES = 10
MARGIN, MAX_SPREAD = 3e-6, 1.5e-6


# --- networks, of counts/nets.py -------------------------------------------------------------------------------------

class Margin:
    """Smallest distance so far from a value to where a ReLU or a max-pool changes its mind."""

    smallest = float("inf")

    @classmethod
    def note(cls, distances):
        if distances.numel() > 0:
            cls.smallest = min(cls.smallest, distances.min().item())

    @classmethod
    def watch(cls, network, activation):
        def before_relu(module, inputs):
            cls.note(inputs[0].detach().abs())

        def before_pool(module, inputs):
            x = F.pad(inputs[0].detach(), (1, 1, 1, 1), value=float("-inf"))
            windows = x.unfold(2, 3, 2).unfold(3, 3, 2).flatten(4)
            first, second = windows.topk(2, dim=4).values.unbind(4)
            # Where both are zero the ReLU before stops the gradient anyway.
            cls.note((first - second)[first > 0] if activation == "relu" else first - second)

        for module in network.modules():
            if isinstance(module, nn.ReLU):
                module.register_forward_pre_hook(before_relu)
            elif isinstance(module, nn.MaxPool2d):
                module.register_forward_pre_hook(before_pool)


def state_of(network):
    """The state_dict; layers that torchvision has no module for are filed under their address with dots."""
    addresses = {path: module.address for path, module in network.named_modules() if hasattr(module, "address")}

    def name_of(key):
        path, array = key.rsplit(".", 1)
        return f"{addresses.get(path, path).replace('/', '.')}.{array}"

    return {name_of(key): value for key, value in network.state_dict().items()}


# --- the cases -------------------------------------------------------------------------------------------------------

def architecture(name, size, stem, block, widths, shortcut, strides=(1, 2, 2), **options):
    stages = [{"blocks": 1, "width": width, "stride": stride} for width, stride in zip(widths, strides)]
    return {
        "version": 1, "name": name, "input": [3, *size], "classes": CLASSES, "family": "residual", "stem": stem,
        "stemWidth": widths[0], "block": block, "expansion": 1, "stages": stages, "shortcut": shortcut,
        "groups": 1, "widthPerGroup": 64, "bottleneckStride": "3x3", **options,
    }


def cifar(name, shortcut, size=(32, 32)):
    return architecture(name, size, "cifar", "basic", [4, 8, 16], shortcut)


def bottleneck(name, stride):
    return architecture(name, (16, 16), "cifar", "bottleneck", [6, 12], "B", expansion=4, bottleneckStride=stride)


def small(name, block="basic", stem="cifar", shortcut="B", size=(16, 16), widths=(4, 8), **options):
    return architecture(name, size, stem, block, list(widths), shortcut, **options)


PRE = {"activationOrder": "pre"}
GELU = {"norm": "group", "normGroups": 2, "activation": "gelu"}
DESIGN = {
    "convs": [
        {"kernel": 5, "padding": 2, "strided": True}, {"kernel": 1, "padding": 0},
        {"kernel": 3, "padding": 1, "grouped": True},
    ],
}


def sgd(momentum=0.9, nesterov=False, weight_decay=1e-4, rate=0.1):
    return {
        "kind": "sgd", "learningRate": rate, "momentum": momentum, "nesterov": nesterov, "weightDecay": weight_decay,
    }


def adamw(decay_on="all"):
    """Epsilon is large, since a step of Adam's is the sign of a gradient that is nothing but rounding."""
    return {
        "kind": "adamw", "learningRate": 0.01, "weightDecay": 0.1, "decayOn": decay_on,
        "beta1": 0.9, "beta2": 0.99, "epsilon": 1e-3,
    }


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
    (small("pre-basic", **PRE), sgd()),
    (small("pre-bottleneck", "bottleneck", expansion=4, **PRE), sgd()),
    (small("pre-imagenet-stem", stem="imagenet", size=(30, 30), **PRE), sgd()),
    (small("pre-shortcut-a", shortcut="A", **PRE), sgd()),
    (small("pre-groups", "bottleneck", expansion=2, groups=2, widthPerGroup=32, **PRE), sgd()),
    (small("squeeze-excitation", "bottleneck", expansion=2, seReduction=2), sgd()),
    (small("group-norm-silu", norm="group", normGroups=2, activation="silu"), sgd()),
    (small("gelu-without-norm", norm="none", activation="gelu"), sgd(rate=0.02)),
    (small("pre-gelu-squeeze", size=(32, 32), seReduction=2, **GELU, **PRE), sgd()),
    (small("resnet-d-odd-input", stem="deep", size=(29, 31), projectionPooling="average-pool"), sgd()),
    (small("average-pool-stride-3", strides=(1, 3), projectionPooling="average-pool"), sgd()),
    (small("shortcut-scale", shortcutScale=0.5), sgd()),
    (small("zero-last-gamma", zeroInitLastGamma=True, activation="silu"), sgd()),
    (small("stem-none", stem="none"), sgd()),
    (small("padding-around", shortcut="A", widths=(4, 9), shortcutPadding="around"), sgd()),
    (small("custom-block", DESIGN, groups=2, widthPerGroup=32, shortcut="C"), sgd()),
    (small("adamw"), adamw()),
    (small("adamw-decay-on-weights"), adamw("weights")),
    (small("label-smoothing"), sgd(), {"labelSmoothing": 0.1}),
    (small("clip-norm"), sgd(), {"clipNorm": 0.5}),
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


def optimizer_for(network, optimizer):
    rate, decay = optimizer["learningRate"], optimizer["weightDecay"]
    flat = [parameter for parameter in network.parameters() if parameter.dim() == 1]
    groups = [
        {"params": [parameter for parameter in network.parameters() if parameter.dim() > 1], "weight_decay": decay},
        {"params": flat, "weight_decay": 0 if optimizer.get("decayOn") == "weights" else decay},
    ]
    if optimizer["kind"] == "adamw":
        betas = (optimizer["beta1"], optimizer["beta2"])
        return torch.optim.AdamW(groups, lr=rate, betas=betas, eps=optimizer["epsilon"])
    return torch.optim.SGD(groups, lr=rate, momentum=optimizer["momentum"], nesterov=optimizer["nesterov"])


def train(network, spec, optimizer, options, images, labels):
    """Trains in place, in the network's own precision. @returns losses, accuracies"""
    dtype = network.fc.weight.dtype
    rule = optimizer_for(network, optimizer)
    losses, accuracies = [], []
    for step in range(STEPS):
        rows = slice(step * BATCH, (step + 1) * BATCH)
        logits = network(normalise(images[rows], spec, dtype))
        loss = F.cross_entropy(logits, labels[rows], label_smoothing=options.get("labelSmoothing", 0.0))
        rule.zero_grad()
        loss.backward()
        if "clipNorm" in options:
            nn.utils.clip_grad_norm_(network.parameters(), options["clipNorm"])
        rule.step()
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
    for spec, optimizer, *rest in CASES:
        options = rest[0] if rest else {}
        seed, margin, spread = 0, 0.0, {}
        while margin < MARGIN or spread["weights"] > MAX_SPREAD:
            seed += 1
            torch.manual_seed(seed)
            network = nets.ResNet({**nets.DEFAULTS, **spec})
            initial = copy.deepcopy(state_of(network))
            exact = copy.deepcopy(network).double()
            Margin.smallest = float("inf")
            Margin.watch(network, spec.get("activation", "relu"))
            losses, accuracies = train(network, spec, optimizer, options, images, labels)
            margin = Margin.smallest
            exact_losses, _ = train(exact, spec, optimizer, options, images, labels)
            final = state_of(network)
            spread = {
                "losses": max(abs(a - b) / b for a, b in zip(losses, exact_losses)),
                "weights": max(
                    (final[name].double() - value).abs().max().item()
                    for name, value in state_of(exact).items() if value.is_floating_point()
                ),
            }
        with torch.no_grad():
            logits = network.eval()(normalise(images, spec, torch.float32))
        case = {
            "architecture": spec, "optimizer": optimizer, **({"step": options} if options else {}), "batch": BATCH, "steps": STEPS, "mean": MEAN, "std": STD,
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
