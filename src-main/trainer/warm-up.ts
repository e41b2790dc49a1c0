import type { Warmup } from "../common/train/run-config";

/** Steps whose mean is the training error. */
const WINDOW = 100;

/** What a checkpoint keeps of it. */
export interface WarmUpState {
  done: boolean;
  /** Errors of the last steps, 0 to 1, oldest first. */
  errors: number[];
}

/** The warm-up that waits for the training error (He et al. 2015, section 4.2, for ResNet-110); others pass through. */
export class WarmUp {
  readonly state: WarmUpState;

  constructor(
    private readonly warmup: Warmup | undefined,
    saved: WarmUpState | undefined,
  ) {
    this.state = saved ?? { done: warmup?.kind !== "untilError", errors: [] };
  }

  /** What the next step's rate is multiplied by. */
  factor(): number {
    return this.state.done || this.warmup?.kind !== "untilError" ? 1 : this.warmup.factor;
  }

  /** @param accuracy of the step's batch, 0 to 1 */
  observe(accuracy: number): void {
    const { state, warmup } = this;
    if (state.done || warmup?.kind !== "untilError") return;
    state.errors.push(1 - accuracy);
    if (state.errors.length > WINDOW) state.errors.shift();
    const mean = state.errors.reduce((sum, error) => sum + error, 0) / state.errors.length;
    state.done = state.errors.length === WINDOW && mean < warmup.error;
    if (state.done) state.errors = [];
  }
}
