import type { LayerNode } from "../../../../src-main/common/arch/layer-graph";
import { useText } from "../../../locales/use-text";
import type { DrawnBox } from "../model/block-drawing";

/** What is written into a box of the block's drawing, as short as papers have it: "3×3, 64 /2", "BN, ReLU". */
export function useBoxLabel() {
  const { t, format } = useText();

  function labelOf(node: LayerNode): string {
    switch (node.kind) {
      case "conv2d": {
        const { kernel, filters, stride, padding, groups } = node.attributes;
        const parts = [`${kernel}×${kernel}, ${filters}`];
        if (stride > 1) parts.push(`/${stride}`);
        if (groups > 1) parts.push(t("architecture.drawing.groups", { groups }));
        if (padding !== (kernel - 1) / 2) parts.push(t("architecture.drawing.padding", { padding }));
        return parts.join(" ");
      }
      case "batchNorm":
        return "BN";
      case "groupNorm":
        return `GN ${node.attributes.groups}`;
      case "relu":
      case "silu":
      case "gelu":
        return t(`architecture.activations.${node.kind}`);
      case "padShortcut":
        return t("architecture.drawing.pad", { stride: node.attributes.stride, channels: node.attributes.channels });
      case "averagePool":
        return t("architecture.drawing.pool", { size: node.attributes.kernel });
      case "scale":
        return `×${format.value.significant(node.attributes.factor)}`;
      case "dropout":
        return t("architecture.drawing.dropout", { rate: format.value.significant(node.attributes.rate) });
      case "stochasticDepth":
        return t("architecture.drawing.stochasticDepth");
      default:
        return node.kind;
    }
  }

  return (box: DrawnBox): string =>
    box[0]?.address.includes("/se/") ? t("architecture.drawing.se") : box.map(labelOf).join(", ");
}
