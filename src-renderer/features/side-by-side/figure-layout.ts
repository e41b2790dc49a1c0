/** Networks in columns whose rows agree in the size of the map, after He et al. 2015, figure 3. */
import type { Point } from "../../diagram/model/geometry";
import type { Cut, LegendEntry, PlacedNode, Wire } from "../../diagram/model/layout";
import { legendRow, stylesOf } from "../../diagram/model/legend";
import { type Metrics, SIZE } from "../../diagram/model/metrics";
import { isGroup } from "../../diagram/model/parts";
import type { FigureRow, FigureUnit } from "./figure-units";

/** Layers that give maps of one size. */
export interface Band {
  label: string;
  y: number;
  height: number;
}

export interface Figure {
  width: number;
  height: number;
  bands: readonly Band[];
  nodes: readonly PlacedNode[];
  wires: readonly Wire[];
  cuts: readonly Cut[];
  legend: readonly LegendEntry[];
}

export interface FigureOptions {
  /** Pixels for the sizes, on the left. */
  margin: number;
  /** Of each network. */
  column: number;
  /** Of the boxes. */
  box: number;
  /** Free above. */
  top: number;
  metrics: Pick<Metrics, "words" | "measure">;
}

/** Between the rows of a unit, and between units, where shortcuts leave and arrive. */
const ROW_GAP = 8;
const UNIT_GAP = 16;
/** How near a shortcut passes over and under its unit. */
const NEAR = 5;
/** From a box to the shortcut beside it. */
const ARC = 16;
/** Below a unit that is cut off. */
const CUT = 26;
const BAND_PAD = 12;

const rowHeight = ({ lines }: FigureRow) => (lines.length > 1 ? SIZE.box + SIZE.line : SIZE.box);
const rowsHeight = ({ rows }: FigureUnit) =>
  rows.reduce((sum, row) => sum + rowHeight(row), ROW_GAP * Math.max(0, rows.length - 1));
const unitHeight = (unit: FigureUnit) => rowsHeight(unit) + (unit.broken ? CUT : 0);
const stackHeight = (units: readonly FigureUnit[]) =>
  units.reduce((sum, unit) => sum + unitHeight(unit), UNIT_GAP * Math.max(0, units.length - 1));

export function layFigure(nets: readonly (readonly FigureUnit[])[], options: FigureOptions): Figure {
  const sizes = sortedSizes(nets);
  const byBand = nets.map((units) => banded(units, sizes));
  const bands: Band[] = [];
  let y = options.top;
  sizes.forEach(([rows, columns], b) => {
    const height = Math.max(0, ...byBand.map((units) => stackHeight(units[b] ?? []))) + 2 * BAND_PAD;
    bands.push({ label: rows === columns ? `${rows}` : `${rows}×${columns}`, y, height });
    y += height;
  });
  const columns = byBand.map((units, n) => new ColumnLayer(n, options).lay(units, bands));
  const wires = columns.flatMap((column) => column.wires);
  const legend = legendRow(stylesOf(wires), { x: options.margin, y: y + BAND_PAD }, options.metrics);
  return {
    width: options.margin + nets.length * options.column,
    height: y + (legend.length > 0 ? 2 * BAND_PAD + SIZE.chip : 0),
    bands,
    nodes: columns.flatMap(({ nodes }) => nodes),
    wires,
    cuts: columns.flatMap(({ cuts }) => cuts),
    legend,
  };
}

const areaOf = ([height, width]: FigureUnit["size"]) => height * width;

/** Every size that there is, largest first. */
function sortedSizes(nets: readonly (readonly FigureUnit[])[]): FigureUnit["size"][] {
  const sizes = new Map(nets.flatMap((units) => units.map(({ size }) => [size.join(), size] as const)));
  return [...sizes.values()].sort((a, b) => areaOf(b) - areaOf(a) || b[0] - a[0]);
}

/** Units by band. Padding can make a map grow again; its unit stays in the band that has been reached. */
function banded(units: readonly FigureUnit[], sizes: readonly FigureUnit["size"][]): FigureUnit[][] {
  const bands = sizes.map((): FigureUnit[] => []);
  let reached = 0;
  for (const unit of units) {
    const band = sizes.findIndex((size) => size.join() === unit.size.join());
    reached = Math.max(reached, band);
    bands[reached]?.push(unit);
  }
  return bands;
}

/** Places one network's units, each below the one before. */
class ColumnLayer {
  readonly nodes: PlacedNode[] = [];
  readonly wires: Wire[] = [];
  readonly cuts: Cut[] = [];
  private readonly axis: number;
  /** The line on its way to the next row; null before the first. */
  private flow: Omit<Wire, "to"> | null = null;

  constructor(
    private readonly number: number,
    private readonly options: FigureOptions,
  ) {
    const { margin, column } = options;
    this.axis = margin + number * column + (column - ARC) / 2;
  }

  lay(units: readonly (readonly FigureUnit[])[], bands: readonly Band[]): this {
    bands.forEach((band, b) => {
      let y = band.y + BAND_PAD;
      for (const unit of units[b] ?? []) {
        this.unit(unit, y);
        y += unitHeight(unit) + UNIT_GAP;
      }
    });
    return this;
  }

  private unit(unit: FigureUnit, top: number): void {
    const { axis } = this;
    const entry = this.flow;
    let y = top;
    for (const row of unit.rows) {
      this.row(row, y);
      y += rowHeight(row) + ROW_GAP;
    }
    const end = top + rowsHeight(unit);
    const last = this.flow;
    if (!entry || !last || unit.shortcut === null) return;
    const x = axis + this.options.box / 2 + ARC;
    const around = (level: number): Point[] => [
      { x: axis, y: top - NEAR },
      { x, y: top - NEAR },
      { x, y: level },
      { x: axis, y: level },
    ];
    if (unit.broken) {
      this.cuts.push({ x: axis, y: end + SIZE.gap, from: last.from, text: this.options.metrics.words.unused });
      this.flow = { from: entry.from, style: unit.shortcut, points: around(end + CUT - NEAR) };
    } else {
      this.wires.push({ from: entry.from, to: last.from, style: unit.shortcut, points: around(end + NEAR) });
    }
  }

  private row({ part, lines, dead }: FigureRow, y: number): void {
    const { axis, flow } = this;
    const { box } = this.options;
    const key = `${this.number} ${part.key}`;
    const height = rowHeight({ part, lines, dead });
    if (flow) this.wires.push({ ...flow, to: key, points: [...flow.points, { x: axis, y }] });
    const form = isGroup(part) ? "card" : "box";
    this.nodes.push({ key, form, lines, part, dead, x: axis - box / 2, y, width: box, height });
    this.flow = { from: key, style: "flow", points: [{ x: axis, y: y + height }] };
  }
}
