import type { Shape } from "../spec";
import type { Window } from "./definition";

/** A map's axes by name. @throws Error when the shape is not CxHxW, which the graph builder never lets happen. */
export function axes(shape: Shape | undefined): { channels: number; height: number; width: number } {
  const [channels, height, width] = shape ?? [];
  if (channels === undefined || height === undefined || width === undefined) {
    throw new Error(`Expected a CxHxW shape. Received: [${shape ?? ""}].`);
  }
  return { channels, height, width };
}

/** Output of a sliding window: floor((n + 2 padding - kernel) / stride) + 1 along both sides. */
export function windowed(
  input: Shape | undefined,
  window: { kernel: number; stride: number; padding: number },
  channels?: number,
): Shape {
  const { channels: inputChannels, height, width } = axes(input);
  const along = (size: number) => Math.floor((size + 2 * window.padding - window.kernel) / window.stride) + 1;
  return [channels ?? inputChannels, along(height), along(width)];
}

/**
 * The widest of an adaptive pool's windows, which are not all alike: output i reads the pixels from floor(i n / size) to
 * ceil((i + 1) n / size).
 */
export function adaptiveWindow(length: number, size: number): Window {
  const widths = Array.from(
    { length: size },
    (_, i) => Math.ceil(((i + 1) * length) / size) - Math.floor((i * length) / size),
  );
  return { kernel: Math.max(1, ...widths), stride: Math.max(1, Math.floor(length / size)), padding: 0 };
}

/** Number of elements; none in a map that has collapsed, though two of its sizes be negative. */
export function elements(shape: Shape): number {
  return shape.reduce((product, size) => product * Math.max(0, size), 1);
}
