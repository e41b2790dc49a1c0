/** Browsers draw no larger canvas. */
const LARGEST_SIDE = 16384;

/** How much larger than the drawing its picture can be, 2 if it may. */
export function pngScale({ width, height }: { width: number; height: number }): number {
  return Math.min(2, LARGEST_SIDE / Math.max(1, width, height));
}

/** An SVG file as a picture; null when the browser has no memory for it. */
export async function pngFile(svg: string, size: { width: number; height: number }): Promise<Blob | null> {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const scale = pngScale(size);
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(size.width * scale);
    canvas.height = Math.round(size.height * scale);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  } finally {
    URL.revokeObjectURL(url);
  }
}
