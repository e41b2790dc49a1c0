import { type Drawing, type Ink, svgElement } from "./shapes";

export interface SvgStyle {
  /** The colour of an ink in the theme that is shown. */
  color: (ink: Ink) => string;
  /** A CSS font list that names its fallbacks. */
  fontFamily: string;
  /** What the picture shows, in words. */
  title: string;
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string) => text.replaceAll(/[&<>"]/g, (letter) => ESCAPES[letter] ?? letter);

/** The drawing as a file of its own: colours and fonts resolved, on the theme's ground. */
export function svgFile({ width, height, items }: Drawing, { color, fontFamily, title }: SvgStyle): string {
  const body = items.flatMap(({ shapes }) =>
    shapes.map((shape) => {
      const { name, attributes, text } = svgElement(shape, color);
      const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
      return `<${name}${written.join("")}${text === undefined ? "/>" : `>${escaped(text)}</${name}>`}`;
    }),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escaped(fontFamily)}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${escaped(color("--ground"))}"/>`,
    ...body,
    "</svg>",
    "",
  ].join("\n");
}
