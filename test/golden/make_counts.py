#!/usr/bin/python3
"""PyTorch's word on what a network costs, layer by layer, for the tests of Residua's analysis.

The networks of counts/presets.py are run once and every module says what it gave; nothing here knows Residua's code.
Run from anywhere with torch 1.13 (twice it writes the same bytes):

    /usr/bin/python3 test/golden/make_counts.py             # rewrites test/golden/counts/*.json

counts.json    every preset at three inputs, the shortcuts, and each option by itself: per layer its output's shape,
               trainable parameters and MACs. The meta device computes shapes without any numbers.
weights.json   the state_dict: names, shapes, and the call of torch.nn.init's that fills each tensor.
fields.json    per layer how many pixels along a side the gradient of its middle value reaches; positive weights.
saved.json     what autograd saves for the backward pass, by the layer that made it, in bytes per sample.

Equal lines and blocks are written once: a block lists the numbers of its lines, and a case lists its parts as [stage,
first block, last block, number of the block that they all are].
Inside a block a name is relative to torchvision's (`layer3.1.`) or, with a slash, to Residua's address (`stage3/block2`).
Stage 0 is what lies outside of stages.
"""
import json
import sys
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F
from torch.utils._python_dispatch import TorchDispatchMode

HERE = Path(__file__).parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE / "counts"))
import count_cases as cases  # noqa: E402
import nets  # noqa: E402
import presets  # noqa: E402

KINDS = {
    nn.Conv2d: "conv2d", nn.BatchNorm2d: "batchNorm", nn.GroupNorm: "groupNorm", nn.ReLU: "relu", nn.SiLU: "silu",
    nn.GELU: "gelu", nn.Sigmoid: "sigmoid", nn.Linear: "linear", nn.Dropout: "dropout", nn.MaxPool2d: "maxPool",
    nn.AvgPool2d: "averagePool", nn.AdaptiveAvgPool2d: "adaptiveAveragePool", nets.Add: "add", nets.Scale: "scale",
    nets.PadShortcut: "padShortcut", nets.ChannelScale: "channelScale", nets.StochasticDepth: "stochasticDepth",
    nets.GlobalAveragePool: "globalAveragePool", nets.Flatten: "flatten",
}


def leaves(network):
    """(name, module) of all layers: torchvision's name, or the address where torchvision has no module."""
    for path, module in network.named_modules():
        if type(module) in KINDS:
            yield getattr(module, "address", path), module


# --- counting --------------------------------------------------------------------------------------------------------

def macs(module, inputs, output):
    if isinstance(module, nn.Conv2d):
        return output[0].numel() * module.in_channels // module.groups * module.kernel_size[0] * module.kernel_size[1]
    return output[0].numel() * module.in_features if isinstance(module, nn.Linear) else 0


def kind_of(module):
    if isinstance(module, nn.Dropout):
        return f"dropout({module.p:.9g})"
    if isinstance(module, nets.StochasticDepth):
        return f"stochasticDepth({module.rate:.9g})"
    return KINDS[type(module)]


def count(network, size):
    """@returns lines `name kind shape parameters MACs`, in the order in which the layers ran"""
    lines = []

    def listen(name, module):
        def note(module, inputs, output):
            params = sum(parameter.numel() for parameter in module.parameters() if parameter.requires_grad)
            shape = "x".join(map(str, output.shape[1:]))
            lines.append((name, f"{kind_of(module)} {shape} {params} {macs(module, inputs, output)}"))
        module.register_forward_hook(note)

    for name, module in leaves(network):
        listen(name, module)
    network.to("meta").eval()(torch.empty(1, *size, device="meta"))
    return lines


# --- initial values --------------------------------------------------------------------------------------------------

class Fillings(TorchDispatchMode):
    """Which in-place fill came last, by tensor."""

    def __init__(self):
        super().__init__()
        self.rules, self.alive = {}, []

    def __torch_dispatch__(self, function, types, arguments=(), options=None):
        name = function._schema.name
        rules = {"aten::normal_": "normal", "aten::uniform_": "uniform", "aten::fill_": "constant"}
        if name == "aten::zero_":
            self.rules[id(arguments[0])] = "constant 0"
        elif name in rules:
            numbers = list(arguments[1:])
            if rules[name] != "constant":  # Arguments that are the defaults come left out.
                numbers += [0.0, 1.0][len(numbers):]
                assert numbers[0] == (0 if rules[name] == "normal" else -numbers[1])
            self.rules[id(arguments[0])] = f"{rules[name]} {float(numbers[-1]):.12g}"
        self.alive += arguments[:1]  # An id is a tensor's own as long as it lives.
        return function(*arguments, **(options or {}))


def weights(make):
    """@returns lines `name shape rule number`, in the order of the state_dict"""
    with Fillings() as fillings:
        network = make()
    places = {id(module): getattr(module, "address", path).replace("/", ".") for path, module in network.named_modules()}
    lines = []
    for path, module in network.named_modules():
        if type(module) not in KINDS:
            continue
        for name, tensor in [*module.named_parameters(recurse=False), *module.named_buffers(recurse=False)]:
            shape = "x".join(map(str, tensor.shape)) or "-"
            lines.append((f"{places[id(module)]}.{name}", f"{shape} {fillings.rules[id(tensor)]}"))
    return lines


# --- receptive fields ------------------------------------------------------------------------------------------------

def receptive_fields(network, size):
    """@returns lines `name pixels`, or `name all` where the whole image is seen"""
    torch.manual_seed(0)
    outputs = []
    for name, module in leaves(network):
        # A maximum hands its gradient to one pixel of the window; a mean over the same window hands it to all.
        if isinstance(module, nn.MaxPool2d):
            module.forward = lambda x, m=module: F.avg_pool2d(x, m.kernel_size, m.stride, m.padding)
        if isinstance(module, nets.ChannelScale):
            module.local = True

        def note(module, inputs, output, name=name):
            # A flattened value is still the one pixel that it was.
            outputs.append((name, inputs[0] if isinstance(module, nets.Flatten) else output))
        module.register_forward_hook(note)
    network.double().eval()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.fill_(0.01)
    image = torch.ones(1, *size, dtype=torch.double, requires_grad=True)
    network(image)
    lines = []
    for name, output in outputs:
        middle = output[0] if output.dim() == 2 else output[0, :, output.shape[2] // 2, output.shape[3] // 2]
        (gradient,) = torch.autograd.grad(middle.sum(), image, retain_graph=True)
        reached = gradient[0].abs().sum(0) > 0
        rows, columns = (reached.any(axis).nonzero().flatten() for axis in (1, 0))
        extent = int(rows[-1] - rows[0] + 1)
        assert extent == int(columns[-1] - columns[0] + 1)
        clear = rows[0] > 0 and rows[-1] < size[1] - 1
        assert clear or output.dim() == 2 or output.shape[2:] == (1, 1), f"{name} needs a larger image than {size}"
        lines.append((name, str(extent) if extent < size[1] else "all"))
    return lines


# --- what is saved for backward --------------------------------------------------------------------------------------

BATCH = 4


def saved(network, size):
    """@returns lines `name output own`: bytes per sample of the layer's output and of what else it keeps, once each"""
    torch.manual_seed(0)
    network.train()
    weights = {tensor.storage().data_ptr() for tensor in [*network.parameters(), *network.buffers()]}
    image = torch.rand(BATCH, *size)
    order, owners, kept = ["input"], {image.storage().data_ptr(): 0}, {}
    alive = []  # So that no two tensors ever lie at the same place.

    def after(module, inputs, output):
        alive.append(output)
        owners[output.storage().data_ptr()] = len(order) - 1

    def pack(tensor):
        alive.append(tensor)
        place = tensor.storage().data_ptr()
        if place not in weights:
            kept.setdefault(place, (tensor.storage().nbytes(), len(order) - 1))
        return tensor

    for name, module in leaves(network):
        module.register_forward_pre_hook(lambda _, __, name=name: order.append(name))
        module.register_forward_hook(after)
    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        network(image)
    rows = [[0, 0] for _ in order]
    for place, (size_, saver) in kept.items():
        if place in owners:
            rows[owners[place]][0] += size_
        else:
            rows[saver][1] += size_
    return [(name, " ".join(f"{n / BATCH:.12g}" for n in row)) for name, row in zip(order, rows)]


# --- writing ---------------------------------------------------------------------------------------------------------

class Folder:
    """Writes equal lines and equal blocks once."""

    def __init__(self):
        self.lines, self.blocks = {}, {}

    def fold(self, lines):
        parts = []
        for name, rest in lines:
            stage, block, relative = self.split(name)
            if not parts or parts[-1][:2] != [stage, block]:
                parts.append([stage, block, []])
            parts[-1][2].append(f"{relative} {rest}")
        folded = []
        for stage, block, rows in parts:
            numbers = tuple(self.lines.setdefault(row, len(self.lines)) for row in rows)
            which = self.blocks.setdefault(numbers, len(self.blocks))
            last = folded[-1] if folded else None
            if last and stage > 0 and last[0] == stage and last[2] == block - 1 and last[3] == which:
                last[2] = block
            else:
                folded.append([stage, block, block, which])
        return folded

    @staticmethod
    def split(name):
        """@returns stage, block (from 0) and the name within"""
        if name.startswith("layer"):
            stage, block, rest = name[5:].split(".", 2)
            return int(stage), int(block), rest
        if name.startswith("stage") and name[5].isdigit():
            separator = "/" if "/" in name else "."
            stage, block, rest = name.split(separator, 2)
            return int(stage[5:]), int(block[5:]) - 1, separator + rest
        return 0, 0, name


def write(name, rows):
    """@param rows: (case, lines) for each"""
    folder = Folder()
    listed = [json.dumps({**case, "parts": folder.fold(lines)}, separators=(",", ":")) for case, lines in rows]
    blocks = [json.dumps(block, separators=(",", ":")) for block in folder.blocks]
    lists = {"lines": map(json.dumps, folder.lines), "blocks": blocks, "cases": listed}
    path = HERE / "counts" / f"{name}.json"
    body = ",\n".join(f'"{key}":[\n' + ",\n".join(rows) + "\n]" for key, rows in lists.items())
    path.write_text(f"{{{body}}}\n")
    print(f"{path.name}: {len(listed)} cases, {path.stat().st_size:,} bytes")


def build_on_meta(case):
    # Layers have no device argument all the way through, so that creation itself is sent there.
    original = torch.empty
    torch.empty = lambda *sizes, **options: original(*sizes, **{**options, "device": "meta"})
    try:
        return presets.build(case["preset"], case["change"])
    finally:
        torch.empty = original


def counted(case):
    network, size = build_on_meta(case)
    lines = count(network, size)
    totals = [sum(int(line.split()[i]) for _, line in lines) for i in (2, 3)]
    assert totals[0] == sum(parameter.numel() for parameter in network.parameters())
    return {**case, "params": totals[0], "macs": totals[1]}, lines


def main():
    torch.set_num_threads(1)
    write("counts", [counted(case) for case in cases.COUNTS])
    write("weights", [(case, weights(lambda: build_on_meta(case)[0])) for case in cases.WEIGHTS])
    write("fields", [(case, receptive_fields(*presets.build(**case))) for case in cases.FIELDS])
    write("saved", [(case, saved(*presets.build(**case))) for case in cases.SAVED])


if __name__ == "__main__":
    main()
