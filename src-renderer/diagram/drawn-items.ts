import { type FunctionalComponent, h } from "vue";
import { type DrawnItem, type Shape, svgElement } from "./drawing/shapes";

const toVariable = (ink: string) => `var(${ink})`;

function drawn(shape: Shape) {
  const { name, attributes, text } = svgElement(shape, toVariable);
  return h(name, attributes, text);
}

/** A drawing's items as SVG; each carries its key as `data-key`, and `data-fold` where a click folds. */
export const DrawnItems: FunctionalComponent<{ items: readonly DrawnItem[] }> = ({ items }) =>
  items.map(({ id, key, folds, hint, shapes }) =>
    h("g", { key: id, "data-key": key, "data-fold": folds ? "" : null }, [
      hint === undefined ? null : h("title", hint),
      ...shapes.map(drawn),
    ]),
  );
DrawnItems.props = ["items"];
