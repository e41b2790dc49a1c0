import type { Attribute, Attributes } from "./attributes";
import { DataType, FLOAT, INT32 } from "./attributes";

/** A tensor in the graph: `name` for a node's first output, `name:1` for its second, `^name` to wait for it only. */
export type Ref = string;

export interface GraphNode {
  name: string;
  op: string;
  inputs: readonly Ref[];
  attributes: Attributes;
}

/** Collects TensorFlow nodes under unique names, grouped by scopes such as `train/stage1/block1/conv1`. */
export class GraphWriter {
  readonly nodes: GraphNode[] = [];
  private readonly taken = new Map<string, number>();
  private readonly constants = new Map<string, Ref>();
  private scope = "";

  /** Runs `build` with `name/` before the name of every node it adds. */
  within<T>(name: string, build: () => T): T {
    const outer = this.scope;
    this.scope = `${outer}${name}/`;
    try {
      return build();
    } finally {
      this.scope = outer;
    }
  }

  /** Adds a node named after its op, numbered when the scope has one already. */
  op(op: string, inputs: readonly Ref[], attributes: Attributes = {}): Ref {
    return this.named(this.unique(this.scope + op), op, inputs, attributes);
  }

  /** Adds a node under exactly this name, so that it can be fed or fetched. */
  named(name: string, op: string, inputs: readonly Ref[], attributes: Attributes = {}): Ref {
    this.nodes.push({ name, op, inputs, attributes });
    return name;
  }

  /** A float constant; the same value is written once. */
  float(values: number | readonly number[]): Ref {
    return this.constant(FLOAT, values);
  }

  /** A float matrix. */
  float2d(rows: readonly (readonly number[])[]): Ref {
    return this.constant(FLOAT, rows.flat(), [rows.length, rows[0]?.length ?? 0]);
  }

  /** An int32 constant; the same value is written once. */
  int(values: number | readonly number[], shape?: readonly number[]): Ref {
    return this.constant(INT32, values, shape);
  }

  placeholder(name: string, dtype: DataType, shape: readonly number[]): Ref {
    return this.named(name, "Placeholder", [], { dtype: { type: dtype }, shape: { shape } });
  }

  private constant(type: Attribute, given: number | readonly number[], givenShape?: readonly number[]): Ref {
    const values = typeof given === "number" ? [given] : given;
    const shape = givenShape ?? (typeof given === "number" ? [] : [values.length]);
    const dtype = type === FLOAT ? DataType.FLOAT : DataType.INT32;
    const key = `${dtype}|${shape.join()}|${values.join()}`;
    const known = this.constants.get(key);
    if (known) return known;
    const name = `const/${this.constants.size}`;
    this.constants.set(key, name);
    return this.named(name, "Const", [], { dtype: type, value: { tensor: { dtype, shape, values } } });
  }

  private unique(name: string): string {
    const count = this.taken.get(name) ?? 0;
    this.taken.set(name, count + 1);
    return count === 0 ? name : `${name}_${count}`;
  }
}
