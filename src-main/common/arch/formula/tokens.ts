/** Formulas in the order in which they are read: signs and values, with brackets where the arithmetic needs them. */
import type { Expression, Factor, Formula } from "./expression";

export type Token = { kind: "sign"; text: string } | { kind: "factor"; factor: Factor };

/** How tightly each operation binds; what binds less than its surroundings gets brackets. */
const TIGHTNESS: Readonly<Record<Expression["op"], number>> = {
  sum: 1,
  difference: 1,
  product: 2,
  quotient: 2,
  largest: 3,
  floor: 3,
  ceiling: 3,
  factor: 3,
};
const SIGNS = { sum: " + ", difference: " − ", product: "·", quotient: " / ", largest: ", " } as const;
const FENCES = { largest: ["max(", ")"], floor: ["⌊", "⌋"], ceiling: ["⌈", "⌉"] } as const;

const sign = (text: string): Token => ({ kind: "sign", text });

export function tokensOf(expression: Expression): Token[] {
  switch (expression.op) {
    case "factor":
      return [{ kind: "factor", factor: expression }];
    case "floor":
    case "ceiling": {
      const [open, close] = FENCES[expression.op];
      return [sign(open), ...tokensOf(expression.part), sign(close)];
    }
    case "largest": {
      const [open, close] = FENCES.largest;
      return [sign(open), ...joined(expression, 0), sign(close)];
    }
    default:
      return joined(expression, TIGHTNESS[expression.op]);
  }
}

function joined({ op, parts }: Extract<Expression, { parts: unknown }>, around: number): Token[] {
  return parts.flatMap((part, i) => {
    // a - (b + c) and a / (b c) need brackets on the right where a + b + c and a b c don't.
    const strict = i > 0 && (op === "difference" || op === "quotient");
    const inner = tokensOf(part);
    const bracketed = TIGHTNESS[part.op] < around || (strict && TIGHTNESS[part.op] === around);
    return [...(i > 0 ? [sign(SIGNS[op])] : []), ...(bracketed ? [sign("("), ...inner, sign(")")] : inner)];
  });
}

/**
 * "64·3·3·64 = 36,864"; bytes keep their unit: "64·112·112·4 B = 3,211,264 B".
 * @param number writes one value
 * @param share writes a part of a whole
 */
export function formulaText(
  { expression, result, unit }: Formula,
  number: (value: number) => string,
  share: (value: number) => string,
): string {
  const suffix = unit === "bytes" ? " B" : "";
  const left = tokensOf(expression)
    .map((token) => (token.kind === "sign" ? token.text : factorText(token.factor, number)))
    .join("");
  return `${left} = ${unit === "share" ? share(result) : number(result)}${suffix}`;
}

/** Bytes are a quantity with its unit. */
export function factorText({ name, value }: Factor, number: (value: number) => string): string {
  return name === "bytesPerFloat" || name === "bytesPerImage" ? `${number(value)} B` : number(value);
}
