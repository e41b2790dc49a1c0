import { describe, expect, it } from "vitest";
import { findPreset } from "../../../../src-main/common/arch/presets";
import { drawLayout } from "../../../../src-renderer/diagram/drawing/draw-layout";
import { clipped } from "../../../../src-renderer/diagram/drawing/items";
import { pngScale } from "../../../../src-renderer/diagram/drawing/png-file";
import { roundedLine } from "../../../../src-renderer/diagram/drawing/rounded-line";
import { svgFile } from "../../../../src-renderer/diagram/drawing/svg-file";
import { straightened } from "../../../../src-renderer/diagram/model/geometry";
import { drawn, measure } from "./testing";

describe("a drawing", () => {
  const { layout, graph } = drawn(findPreset("se_resnet50"), "layers");
  const drawing = drawLayout(layout, measure);
  const svg = svgFile(drawing, { color: (ink) => `color of ${ink}`, fontFamily: '"A & B", serif', title: "<net>" });

  it("has every layer under its key, and no id twice", () => {
    const keys = new Set(drawing.items.map(({ key }) => key));
    expect(graph.nodes.filter(({ address }) => !keys.has(address))).toEqual([]);
    expect(new Set(drawing.items.map(({ id }) => id)).size).toBe(drawing.items.length);
  });

  it("becomes a file that needs nothing around it: no variables, escaped, the ground behind it", () => {
    expect(svg).not.toContain("var(");
    expect(svg).toContain('font-family="&quot;A &amp; B&quot;, serif"');
    expect(svg).toContain("<title>&lt;net&gt;</title>");
    expect(svg).toContain(`<rect width="${layout.width}" height="${layout.height}" fill="color of --ground"/>`);
    expect(svg).toContain(">3×3 conv, 64</text>");
    expect(svg.match(/<text/g)?.length).toBe(svg.match(/<\/text>/g)?.length);
  });

  it("becomes a file in which no text can be taken for markup", () => {
    const shapes = [{ type: "text", x: 0, y: 0, text: "a < b & c", size: 9, anchor: "start" }] as const;
    const style = { color: () => "red", fontFamily: "serif", title: "" };
    const file = svgFile({ width: 9, height: 9, items: [{ id: "words", key: null, shapes }] }, style);
    expect(file).toContain(">a &lt; b &amp; c</text>");
  });

  it("leaves out what is not in sight, and nothing else", () => {
    const sight = { x: 0, y: 0, width: layout.width, height: 150 };
    const seen = new Set(drawLayout(layout, measure, sight).items.map(({ id }) => id));
    for (const { key, y } of layout.nodes) {
      if (y > 160) expect(seen).not.toContain(`node ${key}`);
      if (y < 150) expect(seen).toContain(`node ${key}`);
    }
    expect(seen).toContain("frame stage4");
  });

  it("draws frames below what stands in them", () => {
    const index = (id: string) => drawing.items.findIndex((item) => item.id === id);
    expect(index("frame stage1")).toBeLessThan(index("frame stage1/block1"));
    expect(index("frame stage1/block1")).toBeLessThan(index("node stage1/block1/conv1"));
  });
});

describe("lines", () => {
  it("lose points that don't bend them", () => {
    const points = [
      { x: 0, y: 0 },
      { x: 0, y: 5 },
      { x: 0, y: 9 },
      { x: 0, y: 9 },
      { x: 4, y: 9 },
    ];
    expect(straightened(points)).toEqual([points[0], points[3], points[4]]);
  });

  it("have round corners, no larger than half of a leg", () => {
    const points = [
      { x: 0, y: 0 },
      { x: 0, y: 4 },
      { x: 20, y: 4 },
    ];
    expect(roundedLine(points, 7)).toBe("M0 0L0 2Q0 4 2 4L20 4");
  });
});

describe("texts", () => {
  it("are cut where they have no room", () => {
    expect(clipped("four", 10, 100, measure)).toBe("four");
    expect(clipped("a long text", 10, 40, measure)).toBe("a lon…");
  });
});

describe("pictures", () => {
  it("are twice as large, unless a canvas can't be", () => {
    expect(pngScale({ width: 1000, height: 500 })).toBe(2);
    expect(pngScale({ width: 1000, height: 32_768 })).toBe(0.5);
  });
});
