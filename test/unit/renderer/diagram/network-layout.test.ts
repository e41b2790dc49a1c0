import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findPreset, PRESETS } from "../../../../src-main/common/arch/presets";
import type { ArchSpec } from "../../../../src-main/common/arch/spec";
import { DETAILS, type Detail } from "../../../../src-renderer/diagram/model/folding";
import {
  type Box,
  bottom,
  lineBox,
  overlaps,
  type Point,
  right,
} from "../../../../src-renderer/diagram/model/geometry";
import type { Layout, PlacedNode, Wire } from "../../../../src-renderer/diagram/model/layout";
import { residualSpec } from "../../../arbitrary-spec";
import { type Drawn, drawn, residual } from "./testing";

/** Rounding in sums of halves. */
const HAIR = 0.01;
const near = (a: number, b: number) => Math.abs(a - b) < HAIR;

function onEdge({ x, y }: Point, box: Box): boolean {
  const across = x >= box.x - HAIR && x <= right(box) + HAIR;
  const along = y >= box.y - HAIR && y <= bottom(box) + HAIR;
  const atSide = near(x, box.x) || near(x, right(box)) || near(y, box.y) || near(y, bottom(box));
  return across && along && atSide;
}

function onLine(point: Point, { points }: Wire): boolean {
  return points.some((from, i) => {
    const to = points[i + 1];
    if (!to) return false;
    const { x, y, width, height } = lineBox([from, to]);
    return onEdge(point, { x, y, width, height }) || (near(width, 0) && near(height, 0));
  });
}

function touch(a: Box, b: Box): boolean {
  return overlaps({ x: a.x - HAIR, y: a.y - HAIR, width: a.width + 2 * HAIR, height: a.height + 2 * HAIR }, b);
}

const nodeOf = ({ nodes }: Layout, key: string) => nodes.find((node) => node.key === key);

/** What is wrong with a diagram, a line each. */
function faultsOf({ graph, layout }: Drawn): string[] {
  const { nodes, wires, homes, frames } = layout;
  const drawnAt = (address: string) => nodes.find(({ key }) => key === homes.get(address));
  return [
    ...graph.nodes.filter(({ address }) => !drawnAt(address)).map(({ address }) => `${address} is drawn nowhere`),
    ...overlapping(nodes),
    ...nodes.filter((node) => !within(node, layout)).map(({ key }) => `${key} stands outside`),
    ...frames.filter((frame) => !within(frame, layout)).map(({ key }) => `the frame ${key} stands outside`),
    ...wires.flatMap((wire) => wireFaults(wire, layout)),
    ...missingWires({ graph, layout, drawnAt }),
  ];
}

function within(box: Box, { width, height }: Layout): boolean {
  return box.x >= 0 && box.y >= 0 && right(box) <= width && bottom(box) <= height;
}

function overlapping(nodes: readonly PlacedNode[]): string[] {
  const byHeight = [...nodes].sort((a, b) => a.y - b.y);
  return byHeight.flatMap((a, i) => {
    const found: string[] = [];
    for (let j = i + 1; j < byHeight.length; j++) {
      const b = byHeight[j];
      if (!b || b.y >= bottom(a) - HAIR) break;
      if (a.x < right(b) - HAIR && b.x < right(a) - HAIR) found.push(`${a.key} overlaps ${b.key}`);
    }
    return found;
  });
}

function wireFaults(wire: Wire, layout: Layout): string[] {
  const [start, end] = [wire.points[0], wire.points.at(-1)];
  const [from, to] = [nodeOf(layout, wire.from), nodeOf(layout, wire.to)];
  const name = `the line from ${wire.from} to ${wire.to}`;
  if (!from || !to || !start || !end) return [`${name} has an end that is not drawn`];
  const siblings = layout.wires.filter((other) => other !== wire && other.from === wire.from);
  return [
    ...(onEdge(start, from) || siblings.some((other) => onLine(start, other)) ? [] : [`${name} starts elsewhere`]),
    ...(onEdge(end, to) ? [] : [`${name} ends elsewhere`]),
    ...wire.points.slice(1).flatMap((point, i) => {
      const before = wire.points[i];
      return before && (near(before.x, point.x) || near(before.y, point.y)) ? [] : [`${name} runs askew`];
    }),
    ...crossed(wire, layout).map((key) => `${name} runs through ${key}`),
  ];
}

/** Boxes that a line would be seen to enter and leave again. */
function crossed({ points, from, to }: Wire, { nodes }: Layout): string[] {
  const legs = points.slice(1).map((point, i) => lineBox([points[i] ?? point, point]));
  return nodes
    .filter(({ key }) => key !== from && key !== to)
    .filter(({ x, y, width, height }) =>
      legs.some((leg) =>
        overlaps(
          { ...leg, width: leg.width + HAIR, height: leg.height + HAIR },
          { x: x + 1, y: y + 1, width: width - 2, height: height - 2 },
        ),
      ),
    )
    .map(({ key }) => key);
}

/**
 * Each reading of one layer by another is a line, or an edge that two boxes share, or it leads through folded groups whose
 * blocks give what they read.
 */
function missingWires({
  graph,
  layout,
  drawnAt,
}: Pick<Drawn, "graph" | "layout"> & { drawnAt: (address: string) => PlacedNode | undefined }): string[] {
  const lines = new Set(layout.wires.map(({ from, to }) => `${from} ${to}`));
  return graph.nodes.flatMap((node) =>
    node.inputs.flatMap((input) => {
      const [from, to] = [drawnAt(input), drawnAt(node.address)];
      if (!from || !to || from === to || isFoldedShortcut(node.address, from, to)) return [];
      const cards = layout.nodes.filter(({ form }) => form === "card").map(({ key }) => key);
      const joined = reaches(from.key, to.key, lines, cards) || touch(from, to);
      return joined ? [] : [`no line from ${from.key} to ${to.key}`];
    }),
  );
}

function reaches(from: string, to: string, lines: ReadonlySet<string>, cards: readonly string[]): boolean {
  if (lines.has(`${from} ${to}`)) return true;
  return cards.some((card) => card !== from && lines.has(`${from} ${card}`) && reaches(card, to, lines, cards));
}

/**
 * A folded block's box is its branch: a projection's line runs around it, from the block's input to the sum, and where the
 * shortcut replaces the branch that line goes on to the next block.
 */
function isFoldedShortcut(address: string, from: PlacedNode, to: PlacedNode): boolean {
  if (from.form !== "card" || from.part.kind !== "block") return false;
  return from.dead || (to.form === "sum" && address.startsWith(`${from.key}/`));
}

describe.each(PRESETS.map((preset) => [preset.name, preset] as const))("the diagram of %s", (_, preset) => {
  it.each(["stages", "distinct"] as const)(
    "at detail %s has all layers, apart, with every line from and to its layers",
    (detail) => {
      expect(faultsOf(drawn(preset, detail))).toEqual([]);
    },
  );
});

describe.each(["resnet18", "resnet50d", "se_resnet50", "preact_resnet164", "vgg16_bn"])("the diagram of %s", (name) => {
  it.each(["blocks", "layers"] as const)("is whole at detail %s too", (detail) => {
    expect(faultsOf(drawn(findPreset(name), detail))).toEqual([]);
  });
});

describe("any network", () => {
  const small = residualSpec({ size: 64, channels: 64, blocks: 4, stages: 4, groups: 4 });
  const folds = fc.record({
    detail: fc.constantFrom<Detail>(...DETAILS),
    closed: fc.subarray(["stage1", "stage2", "stage1/block1", "stem", "head"]),
  });

  it("is drawn whole, whatever is folded", () => {
    fc.assert(
      fc.property(small, folds, (spec, { detail, closed }) => {
        expect(faultsOf(drawn(spec, detail, closed))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe("shortcuts", () => {
  const into = (spec: ArchSpec, block: string) =>
    drawn(spec, "layers").layout.wires.find(({ to, style }) => to === `${block}/add` && style !== "flow");

  it("are solid where the input is added as it is, and come from the block before", () => {
    expect(into(findPreset("resnet18"), "stage1/block2")).toMatchObject({
      style: "identity",
      from: "stage1/block1/relu2",
    });
  });

  it("are dashed through a projection, and through padding", () => {
    expect(into(findPreset("resnet18"), "stage2/block1")).toMatchObject({
      style: "projection",
      from: "stage2/block1/shortcut/bn",
    });
    expect(into(findPreset("resnet20"), "stage2/block1")).toMatchObject({
      style: "projection",
      from: "stage2/block1/shortcut/pad",
    });
  });

  it("leave behind the first activation where a pre-activation block projects", () => {
    const { wires } = drawn(findPreset("preact_resnet164"), "distinct").layout;
    const projecting = wires.find(({ to }) => to === "stage2/block1/shortcut/conv");
    expect(projecting).toMatchObject({ style: "projection", from: "stage2/block1/relu1" });
  });

  it("are not there in a plain network", () => {
    const { wires, cuts } = drawn(findPreset("plain18"), "layers").layout;
    expect(wires.every(({ style }) => style === "flow")).toBe(true);
    expect(cuts).toEqual([]);
  });

  it.each(["layers", "blocks"] as const)("cut the branch off where they replace it (%s)", (detail) => {
    const block = {
      convs: [
        { kernel: 3, padding: 1 },
        { kernel: 3, padding: 1 },
      ],
      merge: "replace",
    };
    const { layout } = drawn(residual("resnet18", { block }), detail);
    expect(layout.cuts).toHaveLength(8);
    expect(layout.nodes.some(({ form }) => form === "sum")).toBe(false);
    const lost = layout.nodes.filter(({ dead }) => dead).map(({ key }) => key);
    expect(lost).toContain(detail === "layers" ? "stage1/block1/conv2" : "stage1/block1");
    expect(lost).not.toContain("stage1/block1/relu2");
  });
});

describe("long networks", () => {
  it("are few boxes when equal blocks are folded", () => {
    expect(drawn(findPreset("resnet1202"), "distinct").layout.nodes.length).toBeLessThan(60);
  });
});
