/** Architectures to learn from. Their titles and stories are the window's; resources/architectures has them as files. */
import { type ArchSpec, residualSpecSchema } from "./spec";

export interface Sample {
  /** Key of its texts; the file's name in kebab-case. */
  id: "notebookBlock";
  spec: ArchSpec;
  /** The preset that it becomes once all is repaired. */
  target: string;
}

export const SAMPLES: readonly Sample[] = [
  {
    // ResNet-34 with the four slips of the notebook that this project began with: conv2 is 1x1 with padding and takes
    // the stride again, the projection doesn't, and `out = shortcut(x)` stands for `out += shortcut(x)`.
    id: "notebookBlock",
    target: "resnet34",
    spec: residualSpecSchema.parse({
      version: 1,
      name: "notebook-block",
      family: "residual",
      input: [3, 224, 224],
      classes: 1000,
      stem: "imagenet",
      stemWidth: 64,
      block: {
        convs: [
          { kernel: 3, padding: 1, strided: true },
          { kernel: 1, padding: 1, strided: true },
        ],
        projection: "unstrided",
        merge: "replace",
      },
      stages: [
        { blocks: 3, width: 64, stride: 1 },
        { blocks: 4, width: 128, stride: 2 },
        { blocks: 6, width: 256, stride: 2 },
        { blocks: 3, width: 512, stride: 2 },
      ],
      shortcut: "B",
    }),
  },
];
