import { describe, expect, it } from "vitest";
import {
  firstLook,
  fitted,
  inSight,
  kept,
  moved,
  revealing,
  ZOOM,
  zoomed,
} from "../../../../src-renderer/features/architecture/diagram/viewport";

const pane = { width: 700, height: 400 };
const small = { width: 350, height: 100 };
const long = { width: 1000, height: 8000 };

describe("a view", () => {
  it("fits the whole in the middle", () => {
    expect(fitted({ width: 1400, height: 400 }, pane)).toEqual({ scale: 0.5, x: 0, y: 100 });
  });

  it("doesn't blow a small diagram up", () => {
    expect(fitted(small, pane).scale).toBe(1.25);
  });

  it("fits no smaller than it zooms", () => {
    expect(fitted({ width: 700, height: 100_000 }, pane)).toMatchObject({ scale: ZOOM.least, y: 0 });
  });

  it("first looks at the beginning of what is too long, at a size that can be read", () => {
    expect(firstLook(long, pane)).toEqual({ scale: 0.7, x: 0, y: 0 });
    expect(firstLook({ width: 1000, height: 400 }, pane)).toEqual(fitted({ width: 1000, height: 400 }, pane));
  });

  it("zooms around a point, within its limits", () => {
    const view = { scale: 1, x: -50, y: 20 };
    const at = { x: 300, y: 200 };
    const under = (v: typeof view) => [(at.x - v.x) / v.scale, (at.y - v.y) / v.scale];
    expect(under(zoomed(view, 2, at))).toEqual(under(view));
    expect(zoomed(view, 1000, at).scale).toBe(ZOOM.most);
    expect(zoomed(view, 0.0001, at).scale).toBe(ZOOM.least);
  });

  it("can't lose the diagram", () => {
    const away = moved({ scale: 1, x: 0, y: 0 }, { x: 90_000, y: -90_000 });
    const sight = inSight(kept(away, small, pane), pane);
    expect(sight.x).toBeLessThan(small.width);
    expect(sight.x + sight.width).toBeGreaterThan(0);
    expect(sight.y).toBeLessThan(small.height);
    expect(sight.y + sight.height).toBeGreaterThan(0);
  });

  it("brings a box into sight by the least move, and stays where it is in sight already", () => {
    const view = { scale: 1, x: 0, y: 0 };
    expect(revealing(view, { x: 100, y: 100, width: 100, height: 50 }, pane)).toEqual(view);
    expect(revealing(view, { x: 100, y: 500, width: 100, height: 50 }, pane)).toEqual({ scale: 1, x: 0, y: -174 });
    expect(revealing(view, { x: -90, y: 100, width: 50, height: 50 }, pane)).toEqual({ scale: 1, x: 114, y: 0 });
  });

  it("shows the beginning of a box that is larger than the pane", () => {
    expect(revealing({ scale: 1, x: 0, y: -900 }, { x: 0, y: 100, width: 50, height: 2000 }, pane).y).toBe(-76);
  });
});
