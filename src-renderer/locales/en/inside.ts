import type { Probed } from "../../../src-main/common/train/probes";

/** The look inside a network while it trains. */
export const inside = {
  title: "Inside the network",
  choose: "What is shown",
  label: "{quantity}: {layers} layers over {looks} looks. Arrow keys read single cells.",
  step: "step {step}",
  off: "This run doesn't look inside its network.",
  none: "Nothing yet: the first look comes with the first step.",
  nothing: "This network has no layer to measure that at.",
  notFinite: "not finite",
  quantity: {
    residualRatio: {
      name: "Branch against shortcut",
      about:
        "‖F(x)‖ / ‖x‖ at each sum: how much a block adds to what it is given. Small values mean that it changes little.",
    },
    activationMean: { name: "Activation: mean", about: "Mean of each activation's output over the batch and the map." },
    activationDeviation: {
      name: "Activation: deviation",
      about: "Standard deviation of each activation's output. Near zero, a layer says the same of every image.",
    },
    gradientNorm: {
      name: "Gradient: norm",
      about:
        "Norm of the gradient of each layer's weights. With batch norm it stays healthy at every depth, plain nets included.",
    },
    updateRatio: {
      name: "Update against weight",
      about: "How far a step moves each layer's weights, as a share of their norm. About a thousandth is usual.",
    },
    statisticsGap: {
      name: "Batch against running statistics",
      about: "How far a batch's means are from the running ones that evaluation uses, in running deviations.",
    },
  } satisfies Record<Probed, { name: string; about: string }>,
};
