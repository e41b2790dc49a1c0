/** The presets by kind, in the order in which they are offered, each kind with the paper that it comes from. */
import { PRESETS } from "./presets";
import type { ArchSpec } from "./spec";

const RESNET = "He et al. 2015, arXiv 1512.03385";

/** Key of the kind's title in the window; its title and paper for the command line. */
const GROUPS = {
  cifarResidual: ["Residual networks for CIFAR", RESNET],
  cifarPlain: ["Plain networks for CIFAR", RESNET],
  preactivation: ["Pre-activation", "He et al. 2016, arXiv 1603.05027"],
  imagenetResidual: ["Residual networks for ImageNet", RESNET],
  imagenetPlain: ["Plain networks for ImageNet", RESNET],
  wide: ["Wide residual networks", "Zagoruyko and Komodakis 2016, arXiv 1605.07146"],
  resnext: ["ResNeXt", "Xie et al. 2016, arXiv 1611.05431"],
  squeezeExcitation: ["Squeeze-excitation", "Hu et al. 2017, arXiv 1709.01507"],
  resnetD: ["ResNet-D", "He et al. 2018, arXiv 1812.01187"],
  vgg: ["VGG", "Simonyan and Zisserman 2014, arXiv 1409.1556"],
} as const;
export type PresetGroup = keyof typeof GROUPS;

function groupOf(spec: ArchSpec): PresetGroup {
  if (spec.family === "vgg") return "vgg";
  if (spec.groups > 1) return "resnext";
  if (spec.seReduction !== null) return "squeezeExcitation";
  if (spec.stem === "deep") return "resnetD";
  if (spec.widthPerGroup > 64 || /^w/.test(spec.name)) return "wide";
  if (spec.activationOrder === "pre") return "preactivation";
  if (spec.stem === "cifar") return spec.shortcut === "none" ? "cifarPlain" : "cifarResidual";
  return spec.shortcut === "none" ? "imagenetPlain" : "imagenetResidual";
}

export const PRESET_GROUPS = Object.entries(GROUPS).map(([id, [title, paper]]) => ({
  id: id as PresetGroup,
  title,
  paper,
  presets: PRESETS.filter((preset) => groupOf(preset) === id),
}));
