/** Arithmetic as data: what a number comes from, with each value's meaning, to be worked out, printed or drawn. */

/** What a value is; the languages have a word for each. */
export type FactorName =
  | "channels"
  | "channelsPerGroup"
  | "filters"
  | "kernel"
  | "height"
  | "width"
  | "padding"
  | "stride"
  | "size"
  | "channelsOut"
  | "biases"
  | "scaleAndShift"
  | "features"
  | "inputs"
  | "arrays"
  | "bytesPerFloat"
  | "params"
  | "buffers"
  | "slots"
  | "batch"
  | "bytesPerImage"
  | "fieldBefore"
  | "stepBefore"
  | "part"
  | "whole"
  | "times"
  | "constant";

export interface Factor {
  op: "factor";
  name: FactorName;
  value: number;
  /** Addresses that the value belongs to: where paths meet, or what a group is summed from. */
  of?: readonly string[];
}

export type Expression =
  | Factor
  | { op: "product" | "sum"; parts: readonly Expression[] }
  | { op: "largest"; parts: readonly Expression[] }
  | { op: "difference" | "quotient"; parts: readonly [Expression, Expression] }
  | { op: "floor" | "ceiling"; part: Expression };

export type Unit = "count" | "pixels" | "bytes" | "share";

export interface Formula {
  expression: Expression;
  result: number;
  unit: Unit;
}

export function formula(expression: Expression, unit: Unit = "count"): Formula {
  return { expression, result: evaluate(expression), unit };
}

export function factor(name: FactorName, value: number, of?: readonly string[]): Factor {
  return of === undefined ? { op: "factor", name, value } : { op: "factor", name, value, of };
}

/** A single part stands for itself. */
export function product(...parts: readonly Expression[]): Expression {
  return single(parts) ?? { op: "product", parts };
}

export function sum(...parts: readonly Expression[]): Expression {
  return single(parts) ?? { op: "sum", parts };
}

export function largest(...parts: readonly Expression[]): Expression {
  return single(parts) ?? { op: "largest", parts };
}

export function difference(from: Expression, less: Expression): Expression {
  return { op: "difference", parts: [from, less] };
}

export function quotient(part: Expression, whole: Expression): Expression {
  return { op: "quotient", parts: [part, whole] };
}

export function floor(part: Expression): Expression {
  return { op: "floor", part };
}

export function ceiling(part: Expression): Expression {
  return { op: "ceiling", part };
}

function single(parts: readonly Expression[]): Expression | undefined {
  return parts.length === 1 ? parts[0] : undefined;
}

export function evaluate(expression: Expression): number {
  switch (expression.op) {
    case "factor":
      return expression.value;
    case "product":
      return expression.parts.reduce((result, part) => result * evaluate(part), 1);
    case "sum":
      return expression.parts.reduce((result, part) => result + evaluate(part), 0);
    case "largest":
      return Math.max(...expression.parts.map(evaluate));
    case "difference":
      return evaluate(expression.parts[0]) - evaluate(expression.parts[1]);
    case "quotient":
      return evaluate(expression.parts[0]) / evaluate(expression.parts[1]);
    case "floor":
      return Math.floor(evaluate(expression.part));
    case "ceiling":
      return Math.ceil(evaluate(expression.part));
  }
}
