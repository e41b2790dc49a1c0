"""The presets, as their papers and torchvision have them."""
import nets


def stages_of(blocks, width):
    return [{"blocks": n, "width": width * 2**s, "stride": 1 if s == 0 else 2} for s, n in enumerate(blocks)]


def imagenet(block, blocks, **options):
    return {
        "input": [3, 224, 224], "classes": 1000, "stem": "imagenet", "stemWidth": 64, "block": block,
        "expansion": 4 if block == "bottleneck" else 1, "stages": stages_of(blocks, 64), "shortcut": "B", **options,
    }


def cifar(block, n, width=16, **options):
    return {
        "input": [3, 32, 32], "classes": 10, "stem": "cifar", "stemWidth": 16, "block": block,
        "expansion": 4 if block == "bottleneck" else 1, "stages": stages_of([n] * 3, width), "shortcut": "B", **options,
    }


RESNETS = {
    "resnet18": imagenet("basic", [2, 2, 2, 2]),
    "resnet34": imagenet("basic", [3, 4, 6, 3]),
    "resnet50": imagenet("bottleneck", [3, 4, 6, 3]),
    "resnet101": imagenet("bottleneck", [3, 4, 23, 3]),
    "resnet152": imagenet("bottleneck", [3, 8, 36, 3]),
    "wide_resnet50_2": imagenet("bottleneck", [3, 4, 6, 3], widthPerGroup=128),
    "wide_resnet101_2": imagenet("bottleneck", [3, 4, 23, 3], widthPerGroup=128),
    "resnext50_32x4d": imagenet("bottleneck", [3, 4, 6, 3], groups=32, widthPerGroup=4),
    "resnext101_32x8d": imagenet("bottleneck", [3, 4, 23, 3], groups=32, widthPerGroup=8),
    "plain18": imagenet("basic", [2, 2, 2, 2], shortcut="none"),
    "plain34": imagenet("basic", [3, 4, 6, 3], shortcut="none"),
    "resnet50d": imagenet("bottleneck", [3, 4, 6, 3], stem="deep", projectionPooling="average-pool"),
    "se_resnet50": imagenet("bottleneck", [3, 4, 6, 3], seReduction=16),
    **{f"resnet{6 * n + 2}": cifar("basic", n, shortcut="A") for n in (3, 5, 7, 9, 18, 200)},
    **{f"plain{6 * n + 2}": cifar("basic", n, shortcut="none") for n in (3, 5, 7, 9, 18)},
    "preact_resnet110": cifar("basic", 18, activationOrder="pre"),
    "preact_resnet164": cifar("bottleneck", 18, activationOrder="pre"),
    "wrn_28_10": cifar("basic", 4, width=160, activationOrder="pre"),
    "resnext29_8x64d": cifar("bottleneck", 3, width=64, stemWidth=64, groups=8),
}

VGG_STAGES = {"vgg11": (1, 1, 2, 2, 2), "vgg13": (2, 2, 2, 2, 2), "vgg16": (2, 2, 3, 3, 3), "vgg19": (2, 2, 4, 4, 4)}
VGGS = {f"{name}{norm}": norm != "" for name in VGG_STAGES for norm in ("", "_bn")}

PRESETS = [*RESNETS, *VGGS]


def build(preset, change):
    """@returns the network and its input as [channels, height, width]"""
    if preset in VGGS:
        counts = VGG_STAGES[preset.split("_")[0]]
        stages = [[width] * count for width, count in zip((64, 128, 256, 512, 512), counts)]
        size = change.get("input", [3, 224, 224])
        return nets.VGG(size[0], change.get("stages", stages), VGGS[preset], change.get("classes", 1000)), size
    options = {**nets.DEFAULTS, **RESNETS[preset], **change}
    return nets.ResNet(options), options["input"]
