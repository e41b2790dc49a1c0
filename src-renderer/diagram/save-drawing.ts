import { resolveColor } from "../ui/run-colors";
import { safeFileName, saveFile } from "../ui/save-file";
import { fontFamily } from "./drawing/measure";
import { pngFile } from "./drawing/png-file";
import type { Drawing } from "./drawing/shapes";
import { svgFile } from "./drawing/svg-file";

export type PictureFormat = "svg" | "png";

/** The whole drawing as a file, in the colours of the theme that is shown. @param title also names the file */
export async function saveDrawing(drawing: Drawing, title: string, format: PictureFormat): Promise<void> {
  // What folds is of use on the page alone.
  const picture = { ...drawing, items: drawing.items.filter(({ folds }) => !folds) };
  const svg = svgFile(picture, { color: resolveColor, fontFamily: fontFamily(), title });
  const content = format === "svg" ? new Blob([svg], { type: "image/svg+xml" }) : await pngFile(svg, drawing);
  if (content) saveFile(`${safeFileName(title)}.${format}`, content);
}
