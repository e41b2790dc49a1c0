/** Counts at the presets' own input, from the paper's sources and torchvision's metadata: nothing here is computed by Residua. */

export interface Numbers {
  params: number;
  macs: number;
}

export const EXACT: Readonly<Record<string, Numbers>> = {
  resnet18: { params: 11_689_512, macs: 1_814_073_344 },
  resnet34: { params: 21_797_672, macs: 3_663_761_408 },
  resnet50: { params: 25_557_032, macs: 4_089_184_256 },
  resnet101: { params: 44_549_160, macs: 7_801_405_440 },
  resnet152: { params: 60_192_808, macs: 11_513_626_624 },
  plain18: { params: 11_515_688, macs: 1_794_805_760 },
  plain34: { params: 21_623_848, macs: 3_644_493_824 },
  vgg19: { params: 143_667_240, macs: 19_632_062_464 },
  resnet20: { params: 269_722, macs: 40_551_040 },
  resnet32: { params: 464_154, macs: 68_862_592 },
  resnet44: { params: 658_586, macs: 97_174_144 },
  resnet56: { params: 853_018, macs: 125_485_696 },
  resnet110: { params: 1_727_962, macs: 252_887_680 },
  resnet1202: { params: 19_421_274, macs: 2_829_238_912 },
  // A plain CIFAR net costs what the one with shortcut A costs: A has no parameters and multiplies nothing.
  plain20: { params: 269_722, macs: 40_551_040 },
  plain32: { params: 464_154, macs: 68_862_592 },
  plain44: { params: 658_586, macs: 97_174_144 },
  plain56: { params: 853_018, macs: 125_485_696 },
  plain110: { params: 1_727_962, macs: 252_887_680 },
};

/** Parameters are exact; torchvision gives the multiply-accumulates of these in thousandths of 10^9 (`_ops`). */
export const ROUNDED: Readonly<Record<string, { params: number; gigaMacs: number }>> = {
  wide_resnet50_2: { params: 68_883_240, gigaMacs: 11.398 },
  resnext50_32x4d: { params: 25_028_904, gigaMacs: 4.23 },
  vgg11: { params: 132_863_336, gigaMacs: 7.609 },
  vgg11_bn: { params: 132_868_840, gigaMacs: 7.609 },
  vgg13: { params: 133_047_848, gigaMacs: 11.308 },
  vgg13_bn: { params: 133_053_736, gigaMacs: 11.308 },
  vgg16: { params: 138_357_544, gigaMacs: 15.47 },
  vgg16_bn: { params: 138_365_992, gigaMacs: 15.47 },
  vgg19_bn: { params: 143_678_248, gigaMacs: 19.632 },
};

/** Parameters with projection shortcuts (B). */
export const PROJECTED: Readonly<Record<string, number>> = {
  resnet20: 272_474,
  resnet32: 466_906,
  resnet44: 661_338,
  resnet56: 855_770,
  resnet110: 1_730_714,
  resnet1202: 19_424_026,
};

/** ResNet-50 with the paper's stride in the first 1x1 convolution. */
export const RESNET50_V1_MACS = 3_857_973_248;
