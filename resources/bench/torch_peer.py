#!/usr/bin/env python3
"""The peer of `residua bench`: the same network, batch and optimizer in PyTorch, timed in turn with Residua.

    torch_peer.py '{"architecture": {...}, "batch": 128, "steps": 20, "threads": 2}'

Builds the network of an ArchSpec once per memory layout, warms both up and says {"torch": VERSION}. For each line
"round" on its input it times `steps` steps in each layout and answers with images per second:
{"contiguous": 310.5, "channels_last": 365.2}. The end of its input ends it.

A step is what Residua's step is: forward, softmax cross-entropy, backward, SGD with momentum 0.9 and weight decay 1e-4,
and the batch's loss and accuracy read back. Images are float32 from the start, so Residua's conversion from bytes,
which its step includes, is a head start for the peer.
"""
import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

WARM_UP_STEPS = 3
DISTINCT_BATCHES = 4
LAYOUTS = {"contiguous": torch.contiguous_format, "channels_last": torch.channels_last}


class Subsample(nn.Module):
    """Shortcut A: every stride-th pixel, new channels appended behind as zeros."""

    def __init__(self, new_channels, stride):
        super().__init__()
        self.new_channels, self.stride = new_channels, stride

    def forward(self, x):
        return F.pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, 0, self.new_channels))


def conv_norm(channels, out_channels, kernel, stride=1, groups=1):
    conv = nn.Conv2d(channels, out_channels, kernel, stride, kernel // 2, groups=groups, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(out_channels))


class Block(nn.Module):
    def __init__(self, spec, channels, width, stride):
        super().__init__()
        if spec["block"] == "basic":
            self.out_channels = width
            convs = [conv_norm(channels, width, 3, stride), conv_norm(width, width, 3)]
        else:
            self.out_channels = max(1, int(width * spec["expansion"] + 0.5))
            inner = max(1, width * spec["widthPerGroup"] // 64) * spec["groups"]
            first, second = (stride, 1) if spec["bottleneckStride"] == "1x1" else (1, stride)
            convs = [
                conv_norm(channels, inner, 1, first),
                conv_norm(inner, inner, 3, second, spec["groups"]),
                conv_norm(inner, self.out_channels, 1),
            ]
        self.convs = nn.ModuleList(convs)
        changes = stride != 1 or channels != self.out_channels
        self.residual, self.shortcut = spec["shortcut"] != "none", None
        if spec["shortcut"] == "C" or (spec["shortcut"] == "B" and changes):
            self.shortcut = conv_norm(channels, self.out_channels, 1, stride)
        elif spec["shortcut"] == "A" and changes:
            self.shortcut = Subsample(self.out_channels - channels, stride)

    def forward(self, x):
        y = x
        for conv in self.convs[:-1]:
            y = F.relu(conv(y), inplace=True)
        y = self.convs[-1](y)
        if self.residual:
            y = y + (x if self.shortcut is None else self.shortcut(x))
        return F.relu(y, inplace=True)


def network(spec):
    channels = spec["stemWidth"]
    imagenet = spec["stem"] == "imagenet"
    stem = conv_norm(spec["input"][0], channels, *((7, 2) if imagenet else (3, 1)))
    layers = [stem, nn.ReLU(inplace=True)] + ([nn.MaxPool2d(3, 2, 1)] if imagenet else [])
    for stage in spec["stages"]:
        for index in range(stage["blocks"]):
            block = Block(spec, channels, stage["width"], stage["stride"] if index == 0 else 1)
            layers.append(block)
            channels = block.out_channels
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, spec["classes"]))


class Trainee:
    """A network in one memory layout, with its optimizer and its batches."""

    def __init__(self, spec, batch, layout):
        torch.manual_seed(1)
        self.model = network(spec).to(memory_format=layout).train()
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=1e-3, momentum=0.9, weight_decay=1e-4)
        self.batches = [
            (
                torch.randn(batch, *spec["input"]).contiguous(memory_format=layout),
                torch.randint(spec["classes"], (batch,)),
            )
            for _ in range(DISTINCT_BATCHES)
        ]

    def step(self, number):
        images, labels = self.batches[number % DISTINCT_BATCHES]
        self.optimizer.zero_grad()
        logits = self.model(images)
        loss = F.cross_entropy(logits, labels)
        loss.backward()
        self.optimizer.step()
        return loss.item(), (logits.argmax(1) == labels).float().mean().item()

    def images_per_second(self, steps):
        started = time.perf_counter()
        for number in range(steps):
            self.step(number)
        return steps * len(self.batches[0][1]) / (time.perf_counter() - started)


def say(message):
    print(json.dumps(message), flush=True)


def main():
    job = json.loads(sys.argv[1])
    torch.set_num_threads(job["threads"])
    trainees = {name: Trainee(job["architecture"], job["batch"], layout) for name, layout in LAYOUTS.items()}
    for trainee in trainees.values():
        trainee.images_per_second(WARM_UP_STEPS)
    say({"torch": torch.__version__})
    for line in sys.stdin:
        if line.strip() == "round":
            say({name: trainee.images_per_second(job["steps"]) for name, trainee in trainees.items()})


if __name__ == "__main__":
    main()
