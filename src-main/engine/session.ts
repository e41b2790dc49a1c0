/** A graph loaded into TensorFlow: feed, run, fetch. Calls are synchronous; nothing native is left behind by them. */
import { rmSync } from "node:fs";
import { performance } from "node:perf_hooks";
import type { Shape } from "../common/arch/spec";
import { ResiduaError } from "../common/errors";
import { DataType } from "./graph/attributes";
import type { GraphNode, Ref } from "./graph/graph-writer";
import { TAG, writeSavedModel } from "./graph/saved-model";
import type { TensorFlowBinding } from "./native/binding";

export interface Feed {
  name: Ref;
  shape: Shape;
  data: Float32Array | Int32Array | Uint8Array;
}

export class Session {
  /** Seconds spent inside TensorFlow's run call so far. */
  insideSeconds = 0;
  private readonly id: number;

  /** @throws ResiduaError ENGINE_FAILED with TensorFlow's own text when it refuses the graph. */
  constructor(
    private readonly binding: TensorFlowBinding,
    nodes: readonly GraphNode[],
  ) {
    const folder = writeSavedModel(nodes);
    try {
      this.id = binding.loadSavedModel(folder, TAG);
    } catch (cause) {
      throw engineFailed(cause);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /**
   * @returns one array per fetched name, in order
   * @throws ResiduaError ENGINE_FAILED with TensorFlow's own text
   */
  run(feeds: readonly Feed[], fetches: readonly Ref[]): Float32Array[] {
    const { binding } = this;
    const inputs = feeds.map(({ shape, data }) => binding.createTensor([...shape], dtypeOf(data), data));
    try {
      const names = feeds.map(({ name }) => name).join(",");
      const started = performance.now();
      const outputs = binding.runSavedModel(this.id, inputs, names, fetches.join(","));
      this.insideSeconds += (performance.now() - started) / 1000;
      return outputs.map(({ id }) => {
        const values = binding.tensorDataSync(id);
        binding.deleteTensor(id);
        if (values instanceof Float32Array) return values;
        throw new Error("Only float32 tensors are fetched.");
      });
    } catch (cause) {
      throw engineFailed(cause);
    } finally {
      for (const id of inputs) binding.deleteTensor(id);
    }
  }

  close(): void {
    this.binding.deleteSavedModel(this.id);
  }
}

function dtypeOf(data: Feed["data"]): DataType {
  if (data instanceof Float32Array) return DataType.FLOAT;
  return data instanceof Int32Array ? DataType.INT32 : DataType.UINT8;
}

/** TensorFlow's messages end in a dump of node names: the first line says what happened. */
function engineFailed(cause: unknown): ResiduaError {
  const text = cause instanceof Error ? cause.message : String(cause);
  return new ResiduaError("ENGINE_FAILED", `TensorFlow could not run the graph: ${text.split("\n")[0]}`, { cause });
}
