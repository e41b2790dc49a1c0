"""The networks of Residua in PyTorch, from the papers and in torchvision's structure: its module names are its names.

Layers that torchvision has no module for carry an `address`, by which Residua's own lists name them.
Options that leave a paper's network go by the field names of Residua's architecture files, see `DEFAULTS`.
"""
import math

import torch
from torch import nn
from torch.nn import functional as F


def at(address, module):
    module.address = address
    return module


# --- small modules ---------------------------------------------------------------------------------------------------

class Add(nn.Module):
    def forward(self, a, b):
        return a + b


class PadShortcut(nn.Module):
    """Shortcut A: every stride-th pixel, new channels as zeros: behind as in fb.resnet.torch, or half of them in front."""

    def __init__(self, new_channels, stride, padding):
        super().__init__()
        assert new_channels >= 0
        front = new_channels // 2 if padding == "around" else 0
        self.sides, self.stride = (0, 0, 0, 0, front, new_channels - front), stride

    def forward(self, x):
        return F.pad(x[:, :, :: self.stride, :: self.stride], self.sides)


class Scale(nn.Module):
    def __init__(self, factor):
        super().__init__()
        self.factor = factor

    def forward(self, x):
        return x * self.factor


class ChannelScale(nn.Module):
    """With `local` a value's own pixels alone are followed backwards, not those that its channel's gate saw."""

    local = False

    def forward(self, x, gate):
        return x * (gate.detach() if self.local else gate)[:, :, None, None]


class StochasticDepth(nn.Module):
    """Huang et al. 2016, by sample, scaled in training as torchvision does."""

    def __init__(self, rate):
        super().__init__()
        self.rate = rate

    def forward(self, x):
        if not self.training:
            return x
        keep = torch.full((len(x), 1, 1, 1), 1 - self.rate, device=x.device)
        return x * (torch.bernoulli(keep) / (1 - self.rate))


class GlobalAveragePool(nn.AdaptiveAvgPool2d):
    def __init__(self):
        super().__init__((1, 1))


class Flatten(nn.Flatten):
    pass


# --- parts that follow the options -----------------------------------------------------------------------------------

ACTIVATIONS = {"relu": nn.ReLU, "silu": nn.SiLU, "gelu": nn.GELU}

DEFAULTS = {
    "shortcutPadding": "behind", "groups": 1, "widthPerGroup": 64, "bottleneckStride": "3x3", "activationOrder": "post",
    "activation": "relu", "norm": "batch", "normGroups": 32, "zeroInitLastGamma": False, "projectionPooling": "strided",
    "shortcutScale": 1, "seReduction": None, "dropout": 0, "stochasticDepth": 0, "headDropout": 0,
}


def norm_of(o, channels):
    if o["norm"] == "group":
        return nn.GroupNorm(o["normGroups"], channels)
    return nn.BatchNorm2d(channels) if o["norm"] == "batch" else None


def conv_of(o, channels, out, kernel, stride=1, padding=0, groups=1):
    """Without a norm behind it a convolution needs a bias."""
    return nn.Conv2d(channels, out, kernel, stride, padding, groups=groups, bias=o["norm"] == "none")


class Squeeze(nn.Module):
    """Hu et al. 2018, figure 3, with two fully connected layers and their biases as in the authors' networks."""

    def __init__(self, o, channels, place):
        super().__init__()
        hidden = max(1, channels // o["seReduction"])
        self.pool = at(f"{place}/se/pool", GlobalAveragePool())
        self.flatten = at(f"{place}/se/flatten", Flatten(1))
        self.fc1 = at(f"{place}/se/fc1", nn.Linear(channels, hidden))
        self.act = at(f"{place}/se/{o['activation']}", ACTIVATIONS[o["activation"]]())
        self.fc2 = at(f"{place}/se/fc2", nn.Linear(hidden, channels))
        self.gate = at(f"{place}/se/sigmoid", nn.Sigmoid())
        self.scale = at(f"{place}/se/scale", ChannelScale())

    def forward(self, x):
        return self.scale(x, self.gate(self.fc2(self.act(self.fc1(self.flatten(self.pool(x)))))))


class Shortcut(nn.Module):
    """He et al. 2015, section 4.1: the identity, or A's padding, or the 1x1 projection of B and C."""

    def __init__(self, o, block, channels, out, stride, place):
        super().__init__()
        changes = stride != 1 or channels != out
        self.layers = []
        projects = o["shortcut"] == "C" or (o["shortcut"] == "B" and changes)
        if o["shortcut"] == "A" and changes:
            self.pad = at(f"{place}/shortcut/pad", PadShortcut(out - channels, stride, o["shortcutPadding"]))
            self.layers.append(self.pad)
        if projects:
            own_stride = stride
            if o["projectionPooling"] == "average-pool" and stride > 1:
                # ResNet-D (He et al. 2019): the projection would drop three of four pixels.
                pool = nn.AvgPool2d(stride, stride, ceil_mode=True, count_include_pad=False)
                self.pool, own_stride = at(f"{place}/shortcut/pool", pool), 1
                self.layers.append(self.pool)
            block.downsample = nn.Sequential(conv_of(o, channels, out, 1, own_stride))
            if o["activationOrder"] == "post" and o["norm"] != "none":
                block.downsample.append(norm_of(o, out))
            self.layers += list(block.downsample)
        # He et al. 2016: where the shape changes, norm and activation come before both paths.
        self.reads_activated = projects or changes
        if o["shortcutScale"] != 1:
            self.scale = at(f"{place}/shortcut/scale", Scale(o["shortcutScale"]))
            self.layers.append(self.scale)

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


class Block(nn.Module):
    """Basic or bottleneck (He et al. 2015, figure 5), in either order of activation (2016, figure 1)."""

    def __init__(self, o, channels, width, stride, place, drop_rate, first_activated):
        super().__init__()
        # torchvision: int(planes * (base_width / 64.0)) * groups
        inner = max(1, int(width * (o["widthPerGroup"] / 64.0))) * o["groups"]
        out = max(1, math.floor(width * o["expansion"] + 0.5))
        if o["block"] == "basic":
            out = width
            shapes = [(channels, width, 3, stride, 1, 1), (width, width, 3, 1, 1, 1)]
        elif o["block"] == "bottleneck":
            strides = (stride, 1) if o["bottleneckStride"] == "1x1" else (1, stride)
            shapes = [
                (channels, inner, 1, strides[0], 0, 1), (inner, inner, 3, strides[1], 1, o["groups"]),
                (inner, out, 1, 1, 0, 1),
            ]
        else:
            shapes, source = [], channels
            for number, conv in enumerate(o["block"]["convs"], 1):
                target = out if number == len(o["block"]["convs"]) else inner
                shapes.append((
                    source, target, conv["kernel"], stride if conv.get("strided") else 1, conv["padding"],
                    o["groups"] if conv.get("grouped") else 1,
                ))
                source = target
        self.pre, self.count, self.out_channels = o["activationOrder"] == "pre", len(shapes), out
        self.skips_first = first_activated and self.pre
        self.relu = nn.ReLU()
        for number, shape in enumerate(shapes, 1):
            setattr(self, f"conv{number}", conv_of(o, *shape))
            # A norm stands behind its convolution, or before it in pre-activation order.
            if not (self.skips_first and number == 1) and o["norm"] != "none":
                norm = norm_of(o, shape[0] if self.pre else shape[1])
                setattr(self, f"bn{number}", norm)
            if o["activation"] != "relu":
                other = ACTIVATIONS[o["activation"]]()
                setattr(self, f"act{number}", at(f"{place}/{o['activation']}{number}", other))
        self.dropout = at(f"{place}/dropout", nn.Dropout(o["dropout"])) if o["dropout"] else None
        self.squeeze = Squeeze(o, out, place) if o["seReduction"] else None
        self.shortcut = Shortcut(o, self, channels, out, stride, place) if o["shortcut"] != "none" else None
        if self.shortcut is not None:
            self.add = at(f"{place}/add", Add())
            self.drop_path = None
            if drop_rate:
                self.drop_path = at(f"{place}/stochastic_depth", StochasticDepth(drop_rate))

    def normalise(self, number, x):
        norm = getattr(self, f"bn{number}", None)
        return x if norm is None else norm(x)

    def activate(self, number, x):
        return getattr(self, f"act{number}", self.relu)(x)

    def convolve(self, number, x):
        # Zagoruyko and Komodakis 2016, section 2.4: between the convolutions.
        if number == self.count and number > 1 and self.dropout is not None:
            x = self.dropout(x)
        return getattr(self, f"conv{number}")(x)

    def forward(self, x):
        y, source = x, x
        for number in range(1, self.count + 1):
            if self.pre:
                if not (self.skips_first and number == 1):
                    y = self.activate(number, self.normalise(number, y))
                if number == 1 and self.shortcut is not None and self.shortcut.reads_activated:
                    source = y
                y = self.convolve(number, y)
            else:
                y = self.normalise(number, self.convolve(number, y))
                if number < self.count:
                    y = self.activate(number, y)
        if self.squeeze is not None:
            y = self.squeeze(y)
        if self.shortcut is not None:
            if self.drop_path is not None:
                y = self.drop_path(y)
            y = self.add(y, self.shortcut(source))
        return y if self.pre else self.activate(self.count, y)


class ResNet(nn.Module):
    def __init__(self, o):
        super().__init__()
        channels, self.stem = o["stemWidth"], []
        pre, activation = o["activationOrder"] == "pre", o["activation"]
        image = o["input"][0]

        def stem(name, module, address=None):
            if module is not None:
                setattr(self, name, module if address is None else at(address, module))
                self.stem.append(module)

        def stem_activation(name, suffix, named):
            module = ACTIVATIONS[activation]()
            stem(name, module, None if named and activation == "relu" else f"stem/{activation}{suffix}")

        if o["stem"] == "imagenet":
            stem("conv1", conv_of(o, image, channels, 7, 2, 3))
            stem("bn1", norm_of(o, channels))
            stem_activation("relu", "", True)
        elif o["stem"] == "cifar":
            stem("conv1", conv_of(o, image, channels, 3, 1, 1))
            if not pre:
                stem("bn1", norm_of(o, channels))
                stem_activation("relu", "", True)
        elif o["stem"] == "deep":
            widths = [image, max(1, channels // 2), max(1, channels // 2), channels]
            for i in (1, 2, 3):
                stem(f"stem_conv{i}", conv_of(o, widths[i - 1], widths[i], 3, 2 if i == 1 else 1, 1), f"stem/conv{i}")
                kind = "bn" if o["norm"] == "batch" else "gn"
                stem(f"stem_norm{i}", norm_of(o, widths[i]), f"stem/{kind}{i}")
                stem_activation(f"stem_act{i}", i, False)
        if o["stem"] in ("imagenet", "deep"):
            stem("maxpool", nn.MaxPool2d(3, 2, 1))
        # Norm and activation have already been where a stem ends in them.
        activated = o["stem"] in ("imagenet", "deep")
        if o["stem"] == "none":
            channels = image

        total, index = sum(stage["blocks"] for stage in o["stages"]), 0
        self.stages = []
        for s, stage in enumerate(o["stages"], 1):
            blocks = []
            for b in range(stage["blocks"]):
                index += 1
                blocks.append(Block(
                    o, channels, stage["width"], stage["stride"] if b == 0 else 1, f"stage{s}/block{b + 1}",
                    o["stochasticDepth"] * index / total, activated and index == 1,
                ))
                channels = blocks[-1].out_channels
            setattr(self, f"layer{s}", nn.Sequential(*blocks))
            self.stages.append(f"layer{s}")
        if pre:
            kind = "bn" if o["norm"] == "batch" else "gn"
            self.last_norm = norm_of(o, channels)
            if self.last_norm is not None:
                at(f"head/{kind}", self.last_norm)
            self.last_act = at(f"head/{activation}", ACTIVATIONS[activation]())
        self.pre = pre
        self.avgpool = GlobalAveragePool()
        self.flatten = at("head/flatten", Flatten(1))
        self.dropout = at("head/dropout", nn.Dropout(o["headDropout"])) if o["headDropout"] else None
        self.fc = nn.Linear(channels, o["classes"])
        self.initialise(o["zeroInitLastGamma"])

    def initialise(self, zero_last_gamma):
        """torchvision/models/resnet.py; biases of convolutions, which it has none of, as torchvision/models/vgg.py."""
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
                if module.bias is not None:
                    nn.init.constant_(module.bias, 0)
            elif isinstance(module, (nn.BatchNorm2d, nn.GroupNorm)):
                nn.init.constant_(module.weight, 1)
                nn.init.constant_(module.bias, 0)
        for module in self.modules():
            # In pre-activation order no norm ends a branch.
            if isinstance(module, Block) and zero_last_gamma and not module.pre:
                last = getattr(module, f"bn{module.count}", None)
                if last is not None:
                    nn.init.constant_(last.weight, 0)

    def forward(self, x):
        for layer in self.stem:
            x = layer(x)
        for name in self.stages:
            x = getattr(self, name)(x)
        if self.pre:
            x = self.last_act(x if self.last_norm is None else self.last_norm(x))
        x = self.flatten(self.avgpool(x))
        return self.fc(x if self.dropout is None else self.dropout(x))


class VGG(nn.Module):
    """Simonyan and Zisserman 2014, table 1; torchvision/models/vgg.py."""

    def __init__(self, channels, stages, batch_norm, classes):
        super().__init__()
        layers = []
        for widths in stages:
            for width in widths:
                layers.append(nn.Conv2d(channels, width, 3, padding=1))
                layers += [nn.BatchNorm2d(width)] if batch_norm else []
                layers.append(nn.ReLU())
                channels = width
            layers.append(nn.MaxPool2d(2, 2))
        self.features = nn.Sequential(*layers)
        self.avgpool = nn.AdaptiveAvgPool2d((7, 7))
        self.flatten = at("head/flatten", Flatten(1))
        self.classifier = nn.Sequential(
            nn.Linear(channels * 7 * 7, 4096), nn.ReLU(), nn.Dropout(), nn.Linear(4096, 4096), nn.ReLU(), nn.Dropout(),
            nn.Linear(4096, classes),
        )
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
                nn.init.constant_(module.bias, 0)
            elif isinstance(module, nn.BatchNorm2d):
                nn.init.constant_(module.weight, 1)
                nn.init.constant_(module.bias, 0)
            elif isinstance(module, nn.Linear):
                nn.init.normal_(module.weight, 0, 0.01)
                nn.init.constant_(module.bias, 0)

    def forward(self, x):
        return self.classifier(self.flatten(self.avgpool(self.features(x))))
