"""What is counted: each case is a preset and what is changed about it, in the fields of an architecture file."""
from presets import PRESETS, RESNETS, VGGS


def case(preset, **change):
    return {"preset": preset, "change": change}


def small(preset, widths=(8, 16), blocks=2, **change):
    """The preset with two stages of two blocks, and 8 channels before them."""
    stages = [{"blocks": blocks, "width": width, "stride": 1 + (i > 0)} for i, width in enumerate(widths)]
    return case(preset, **{"stemWidth": 8, "stages": stages, "input": [3, 33, 30], "classes": 5, **change})


# --- presets: their own input, an odd one, a small one ---------------------------------------------------------------

def sizes(preset):
    if preset in VGGS:
        return [{}, {"input": [3, 197, 161], "classes": 37}, {"input": [1, 35, 47], "classes": 2}]
    if RESNETS[preset]["stem"] == "cifar":
        return [{}, {"input": [3, 37, 29], "classes": 100}, {"input": [1, 9, 12], "classes": 2}]
    return [{}, {"input": [3, 197, 161], "classes": 37}, {"input": [1, 33, 47], "classes": 2}]


SHORTCUT_NETS = ["resnet18", "resnet50", *(f"resnet{depth}" for depth in (20, 32, 44, 56, 110, 1202))]

# --- options, one by one ---------------------------------------------------------------------------------------------

DESIGN_5X5 = {"convs": [{"kernel": 5, "padding": 2, "strided": True}, {"kernel": 3, "padding": 1}]}
DESIGN_DEEP = {
    "convs": [
        {"kernel": 1, "padding": 0}, {"kernel": 3, "padding": 1, "grouped": True},
        {"kernel": 3, "padding": 1, "strided": True, "grouped": True}, {"kernel": 1, "padding": 0},
    ],
}
DESIGN_SINGLE = {"convs": [{"kernel": 3, "padding": 1, "strided": True}]}

OPTIONS = [
    small("resnet50", stem="none"),
    small("resnet18", stem="none", norm="group", normGroups=1),
    small("resnet18", stem="none", activationOrder="pre"),
    small("resnet18", stem="deep"),
    small("resnet18", stem="deep", stemWidth=9, activationOrder="pre"),
    small("resnet18", stem="imagenet", activationOrder="pre", shortcut="A"),
    small("resnet20", stem="cifar", activationOrder="pre", shortcut="C"),
    small("resnet20", activationOrder="pre", shortcut="none", stemWidth=16),
    *(small("resnet20", widths=(8, 13), shortcutPadding=padding) for padding in ("behind", "around")),
    small("resnet20", activationOrder="pre", shortcut="A"),
    small("resnet50", activationOrder="pre", bottleneckStride="1x1"),
    small("resnet20", norm="none"),
    small("resnet20", norm="none", activationOrder="pre", shortcut="B", stemWidth=16),
    small("resnet50", norm="none", seReduction=4),
    small("resnet20", norm="group", normGroups=4, shortcut="B"),
    small("resnet50", norm="group", normGroups=8, activationOrder="pre", stem="deep", stemWidth=16),
    *(small("resnet20", activation=kind) for kind in ("silu", "gelu")),
    *(small("resnet50", activation=kind, seReduction=16, activationOrder="pre") for kind in ("silu", "gelu")),
    small("resnet50d", activation="silu"),
    small("resnet50", projectionPooling="average-pool", shortcut="C"),
    small("resnet18", projectionPooling="average-pool", activationOrder="pre", stem="cifar", stemWidth=16),
    small("resnet18", projectionPooling="average-pool", shortcut="A"),
    case("resnet18", projectionPooling="average-pool", input=[3, 101, 75], classes=3, stages=[
        {"blocks": 1, "width": 8, "stride": 3}, {"blocks": 2, "width": 12, "stride": 2},
    ]),
    small("resnet18", zeroInitLastGamma=True),
    small("resnet50", zeroInitLastGamma=True, shortcut="C"),
    small("resnet50", zeroInitLastGamma=True, norm="group", normGroups=4),
    small("resnet50", zeroInitLastGamma=True, activationOrder="pre"),
    small("resnet20", zeroInitLastGamma=True, norm="none"),
    *(small("resnet20", seReduction=reduction) for reduction in (1, 3, 16, 64)),
    *(small("resnet50", widths=(7, 15), expansion=expansion) for expansion in (0.1, 0.5, 1, 1.3, 1.5, 2, 3)),
    small("resnet50", widths=(7, 15), expansion=0.01, shortcut="A", stemWidth=1),
    small("resnet20", expansion=4),
    small("resnet50", groups=4, widthPerGroup=16),
    small("resnet50", groups=8, widthPerGroup=4, widths=(20, 36)),
    small("resnet50", groups=3, widthPerGroup=1),
    small("resnet50", groups=1, widthPerGroup=100),
    small("resnet20", groups=4, widthPerGroup=16),
    small("resnet50", bottleneckStride="1x1"),
    small("resnet50", bottleneckStride="1x1", groups=2, widthPerGroup=32, shortcut="A"),
    *(small("resnet20", shortcut=shortcut, shortcutScale=0.5) for shortcut in ("A", "B", "C")),
    small("resnet20", shortcut="none", shortcutScale=0.5),
    small("resnet20", activationOrder="pre", shortcut="B", shortcutScale=2.5),
    small("resnet20", dropout=0.3, headDropout=0.2),
    small("wrn_28_10", dropout=0.3),
    small("resnet50", stochasticDepth=0.2, shortcut="A", seReduction=2),
    small("resnet20", stochasticDepth=0.2, shortcut="none"),
    small("resnet50", block=DESIGN_5X5),
    small("resnet50", block=DESIGN_5X5, activationOrder="pre", dropout=0.1, expansion=1.5),
    small("resnet50", block=DESIGN_DEEP, groups=2, widthPerGroup=48, zeroInitLastGamma=True),
    small("resnet18", block=DESIGN_SINGLE, dropout=0.5, expansion=2),
    case("resnet20", classes=1, input=[2, 5, 4], stemWidth=3, stages=[{"blocks": 3, "width": 5, "stride": 4}]),
    case("resnet152", input=[4, 100, 64], stages=[
        {"blocks": 1, "width": width, "stride": stride} for width, stride in ((3, 2), (5, 1), (4, 3), (9, 2), (2, 1))
    ]),
    case("vgg11", stages=[[4], [6, 6], [7]], input=[2, 17, 23], classes=3),
    case("vgg19_bn", stages=[[4, 5], [6]], input=[1, 40, 61], classes=3),
]

COUNTS = [
    *(case(preset, **change) for preset in PRESETS for change in sizes(preset)),
    *(case(preset, shortcut=shortcut, **change) for preset in SHORTCUT_NETS for shortcut in ("A", "B", "C", "none")
      for change in sizes(preset)[:2]),
    *OPTIONS,
]

# Initial values don't depend on the image's size.
WEIGHTS = [
    *(case(preset) for preset in PRESETS),
    *(case(preset, shortcut=shortcut) for preset in ("resnet18", "resnet20") for shortcut in ("C", "none")),
    *OPTIONS,
]

# --- small enough to be computed -------------------------------------------------------------------------------------

WIDE = [1, 161, 161]
TINY = {"widths": (2, 4), "stemWidth": 2, "classes": 2, "input": WIDE}

FIELDS = [
    *(small("resnet20", **TINY, shortcut=shortcut) for shortcut in ("A", "B", "C", "none")),
    *(small("resnet50", **TINY, bottleneckStride=stride) for stride in ("1x1", "3x3")),
    small("resnet18", **TINY),
    small("resnet18", **TINY, stem="deep"),
    small("resnet18", **TINY, stem="none"),
    small("resnet20", **TINY, activationOrder="pre", activation="silu", shortcut="C"),
    small("resnet18", **TINY, projectionPooling="average-pool", stem="deep"),
    small("resnet50", **TINY, projectionPooling="average-pool", seReduction=2, activation="gelu"),
    small("resnet50", **TINY, block=DESIGN_5X5, shortcutScale=0.5, dropout=0.5, stochasticDepth=0.5),
    small("resnet50", **TINY, block=DESIGN_DEEP),
    # A pool as wide as its stride beside branches that see less, as much and more.
    *(case("resnet18", input=WIDE, classes=2, stem="none", projectionPooling="average-pool", expansion=2, block={
        "convs": [{"kernel": kernel, "padding": (kernel - 1) // 2, "strided": True}],
    }, stages=[{"blocks": 2, "width": 2, "stride": stride}] * 2) for kernel, stride in ((1, 3), (3, 3), (5, 2), (3, 4))),
    case("vgg11", stages=[[2], [2, 3], [3]], input=[1, 65, 65], classes=2),
]

SAVED = [
    small("resnet20"),
    small("resnet20", shortcut="B"),
    small("resnet18"),
    small("resnet50"),
    small("resnet50d"),
    small("resnet18", stem="none", projectionPooling="average-pool"),
    small("resnet20", shortcut="none"),
    small("resnet20", activationOrder="pre", shortcut="B"),
    small("resnet50", activationOrder="pre", shortcut="A", stem="imagenet"),
    small("resnet50", norm="group", normGroups=4),
    small("resnet50", norm="none"),
    small("resnet20", activation="silu", shortcut="B"),
    small("resnet20", activation="gelu", activationOrder="pre", shortcut="B"),
    small("resnet50", seReduction=4),
    small("resnet50", seReduction=4, activation="silu", norm="none"),
    small("resnet20", shortcut="B", shortcutScale=0.5),
    small("resnet20", dropout=0.3, headDropout=0.2),
    small("wrn_28_10", dropout=0.3, stochasticDepth=0.4),
    case("vgg11", stages=[[4], [6, 6], [7]], input=[3, 35, 33], classes=3),
    case("vgg11_bn", stages=[[4], [6, 6], [7]], input=[3, 35, 33], classes=3),
]
