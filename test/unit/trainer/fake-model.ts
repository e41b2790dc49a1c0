import type { NamedTensor } from "../../../src-main/common/tensors";
import type { TrainingModel } from "../../../src-main/engine/training-model";

export interface FakeModel extends TrainingModel {
  readonly calls: { labels: number[]; learningRate: number }[];
  closed: boolean;
}

/**
 * A model without TensorFlow: one weight that counts steps, the loss of a step from `lossOf`, and an evaluation whose
 * loss is the mean label.
 */
export function fakeModel(lossOf: (step: number) => number = (step) => 1 / step): FakeModel {
  let weights: NamedTensor[] = [
    { name: "fc.bias", dtype: "F32", shape: [2], data: new Float32Array(2) },
    { name: "bn1.num_batches_tracked", dtype: "I64", shape: [], data: new BigInt64Array(1) },
  ];
  const calls: FakeModel["calls"] = [];
  return {
    calls,
    closed: false,
    parameters: 2,
    insideSeconds: 0,
    passes: 0,
    accumulate: () => ({ loss: 0, accuracy: 0 }),
    trainStep(_images, labels, learningRate) {
      calls.push({ labels: [...labels], learningRate });
      const loss = lossOf(calls.length);
      weights[0]?.data.fill((Number.isFinite(loss) ? calls.length : Number.NaN) as never);
      return { loss, accuracy: 0.5 };
    },
    evaluateBatch(_images, labels) {
      const mean = labels.reduce((sum, label) => sum + label, 0) / labels.length;
      return {
        loss: mean,
        accuracy: labels.filter((label) => label === 0).length / labels.length,
        count: labels.length,
      };
    },
    logits: () => new Float32Array(),
    readWeights: () => structuredClone(weights),
    writeWeights(tensors) {
      weights = structuredClone([...tensors]);
    },
    readOptimizer: () => [],
    writeOptimizer: () => undefined,
    close() {
      this.closed = true;
    },
  };
}
