/** The browser's animation frames, or a test's. */
export interface Frames {
  request: (callback: () => void) => number;
  cancel: (handle: number) => void;
}

const browserFrames: Frames = {
  request: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => cancelAnimationFrame(handle),
};

/** Gathers any number of requests into one call in the next animation frame; none while the page is hidden. */
export function oncePerFrame(draw: () => void, frames: Frames = browserFrames) {
  let pending: number | null = null;
  return {
    request(): void {
      pending ??= frames.request(() => {
        pending = null;
        draw();
      });
    },
    cancel(): void {
      if (pending !== null) frames.cancel(pending);
      pending = null;
    },
  };
}
