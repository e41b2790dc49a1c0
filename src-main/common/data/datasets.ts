/** The data sets as rows of data: what they hold, how their files are laid out, and where they come from. */
import { ResiduaError } from "../errors";
import { nearestName } from "../nearest";
import { DATASET_NAMES, type DatasetName } from "../train/run-config";

/** A file of a set's official public home. The checksum is what makes a plain-HTTP home acceptable. */
export interface Download {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface DatasetRow {
  readonly name: DatasetName;
  readonly title: string;
  /** [channels, height, width] */
  readonly input: readonly [number, number, number];
  /** In the order of the labels. */
  readonly classes: readonly string[];
  /** Of the complete set; a folder may hold fewer. */
  readonly trainCount: number;
  readonly testCount: number;
  /** Per channel over the training images, of pixels from 0 to 1. */
  readonly mean: readonly number[];
  readonly std: readonly number[];
  /** `drawn`: by the program itself; `idx`: four IDX files, gzipped or not; `cifar`: binary batches. */
  readonly format: "drawn" | "idx" | "cifar";
  /** Folders outside the store where a system's package puts the set. */
  readonly places: readonly string[];
  /** System package that brings it, as a command; null where there is none. */
  readonly packageCommand: string | null;
  /** Tried in this order, each followed by a file's name. */
  readonly homes: readonly string[];
  readonly downloads: readonly Download[];
}

export const DATASETS: Readonly<Record<DatasetName, DatasetRow>> = {
  shapes: {
    name: "shapes",
    title: "Shapes",
    input: [3, 32, 32],
    classes: ["disc", "ring", "square", "frame", "triangle", "star", "cross", "hexagon", "crescent", "arrow"],
    trainCount: 20_000,
    testCount: 4_000,
    mean: [0.3707, 0.3685, 0.3691],
    std: [0.2321, 0.2328, 0.2333],
    format: "drawn",
    places: [],
    packageCommand: null,
    homes: [],
    downloads: [],
  },
  "fashion-mnist": {
    name: "fashion-mnist",
    title: "Fashion-MNIST",
    input: [1, 28, 28],
    classes: ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"],
    trainCount: 60_000,
    testCount: 10_000,
    mean: [0.28604],
    std: [0.353024],
    format: "idx",
    places: ["/usr/share/datasets/fashion-mnist"],
    packageCommand: "apt install dataset-fashion-mnist",
    homes: [
      "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
      "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
    ],
    downloads: [
      {
        file: "train-images-idx3-ubyte.gz",
        bytes: 26_421_880,
        sha256: "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
      },
      {
        file: "train-labels-idx1-ubyte.gz",
        bytes: 29_515,
        sha256: "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
      },
      {
        file: "t10k-images-idx3-ubyte.gz",
        bytes: 4_422_102,
        sha256: "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
      },
      {
        file: "t10k-labels-idx1-ubyte.gz",
        bytes: 5_148,
        sha256: "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
      },
    ],
  },
  mnist: {
    name: "mnist",
    title: "MNIST",
    input: [1, 28, 28],
    classes: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
    trainCount: 60_000,
    testCount: 10_000,
    mean: [0.1307],
    std: [0.3081],
    format: "idx",
    places: [],
    packageCommand: null,
    // The authors' page refuses downloads most of the time; the second is the copy that torchvision uses.
    homes: ["http://yann.lecun.com/exdb/mnist/", "https://ossci-datasets.s3.amazonaws.com/mnist/"],
    downloads: [
      {
        file: "train-images-idx3-ubyte.gz",
        bytes: 9_912_422,
        sha256: "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
      },
      {
        file: "train-labels-idx1-ubyte.gz",
        bytes: 28_881,
        sha256: "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
      },
      {
        file: "t10k-images-idx3-ubyte.gz",
        bytes: 1_648_877,
        sha256: "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
      },
      {
        file: "t10k-labels-idx1-ubyte.gz",
        bytes: 4_542,
        sha256: "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
      },
    ],
  },
  cifar10: {
    name: "cifar10",
    title: "CIFAR-10",
    input: [3, 32, 32],
    classes: ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"],
    trainCount: 50_000,
    testCount: 10_000,
    mean: [0.4914, 0.4822, 0.4465],
    std: [0.247, 0.2435, 0.2616],
    format: "cifar",
    places: [],
    packageCommand: null,
    homes: ["https://www.cs.toronto.edu/~kriz/"],
    downloads: [
      {
        file: "cifar-10-binary.tar.gz",
        bytes: 170_052_171,
        sha256: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
      },
    ],
  },
};

/** @throws ResiduaError UNKNOWN_DATASET with the nearest name. */
export function findDataset(name: string): DatasetRow {
  const known = DATASET_NAMES.find((candidate) => candidate === name);
  if (known !== undefined) return DATASETS[known];
  const nearest = nearestName(name, DATASET_NAMES);
  const suggestion = nearest === null ? "" : ` Did you mean ${nearest}?`;
  const message = `There is no data set "${name}"; accepted are ${DATASET_NAMES.join(", ")}.${suggestion}`;
  throw new ResiduaError("UNKNOWN_DATASET", message, { field: "dataset" });
}
