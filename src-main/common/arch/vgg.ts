/** VGG 11 to 19 (Simonyan and Zisserman 2014, table 1), with torchvision's module names (torchvision/models/vgg.py). */
import { GraphBuilder } from "./graph-builder";
import type { LayerGraph } from "./layer-graph";
import type { VggSpec } from "./spec";

const HIDDEN = 4096;
const POOLED = 7;

export function buildVgg(spec: VggSpec): LayerGraph {
  const builder = new GraphBuilder();
  let last = builder.add("input", null, "input", { shape: spec.input }, []);
  let index = 0;
  const feature = () => `features.${index++}`;
  spec.stages.forEach((widths, s) => {
    widths.forEach((filters, c) => {
      const place = (what: string) => `stage${s + 1}/${what}${c + 1}`;
      const attributes = { filters, kernel: 3, stride: 1, padding: 1, groups: 1, bias: true };
      last = builder.add(place("conv"), feature(), "conv2d", attributes, [last]);
      if (spec.batchNorm) {
        last = builder.add(place("bn"), feature(), "batchNorm", { epsilon: 1e-5, momentum: 0.1, gamma: 1 }, [last]);
      }
      last = builder.add(place("relu"), feature(), "relu", {}, [last]);
    });
    last = builder.add(`stage${s + 1}/pool`, feature(), "maxPool", { kernel: 2, stride: 2, padding: 0 }, [last]);
  });
  last = builder.add("head/pool", "avgpool", "adaptiveAveragePool", { size: POOLED }, [last]);
  last = builder.add("head/flatten", null, "flatten", {}, [last]);
  for (const [i, features] of [HIDDEN, HIDDEN].entries()) {
    const linear = { features, initializer: "normal" } as const;
    last = builder.add(`head/linear${i + 1}`, `classifier.${3 * i}`, "linear", linear, [last]);
    last = builder.add(`head/relu${i + 1}`, `classifier.${3 * i + 1}`, "relu", {}, [last]);
    last = builder.add(`head/dropout${i + 1}`, `classifier.${3 * i + 2}`, "dropout", { rate: 0.5 }, [last]);
  }
  last = builder.add("head/linear3", "classifier.6", "linear", { features: spec.classes, initializer: "normal" }, [
    last,
  ]);
  return builder.finish(last);
}
