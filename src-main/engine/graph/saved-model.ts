/**
 * Writes a graph as the SavedModel that TensorFlow loads: one MetaGraphDef, no variables, tag `serve`.
 * The classes are those of the binding's own package; they take bytes as base64.
 */
import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { endianness, tmpdir } from "node:os";
import { join } from "node:path";
import type * as Proto from "@tensorflow/tfjs-node-gpu/dist/proto/api_pb.js";
import { type Attribute, DataType, type TensorValue } from "./attributes";
import type { GraphNode } from "./graph-writer";

const proto = createRequire(import.meta.url)("@tensorflow/tfjs-node-gpu/dist/proto/api_pb.js") as typeof Proto;

export const TAG = "serve";

/** Version of the graph format; TensorFlow 2.9, the oldest that the binding meets, reads it. */
const GRAPH_PRODUCER = 1087;

/** @returns a new private folder holding saved_model.pb, for the caller to remove. */
export function writeSavedModel(nodes: readonly GraphNode[]): string {
  const versions = new proto.VersionDef();
  versions.setProducer(GRAPH_PRODUCER);
  const graph = new proto.GraphDef();
  graph.setNodeList(nodes.map(nodeDef));
  graph.setVersions(versions);
  const info = new proto.MetaGraphDef.MetaInfoDef();
  info.addTags(TAG);
  const meta = new proto.MetaGraphDef();
  meta.setMetaInfoDef(info);
  meta.setGraphDef(graph);
  const model = new proto.SavedModel();
  model.setSavedModelSchemaVersion(1);
  model.addMetaGraphs(meta);

  const folder = mkdtempSync(join(tmpdir(), "residua-graph-"));
  chmodSync(folder, 0o700);
  writeFileSync(join(folder, "saved_model.pb"), model.serializeBinary());
  return folder;
}

function nodeDef({ name, op, inputs, attributes }: GraphNode): Proto.NodeDef {
  const node = new proto.NodeDef();
  node.setName(name);
  node.setOp(op);
  node.setInputList(inputs);
  const map = node.getAttrMap();
  for (const [key, attribute] of Object.entries(attributes)) map.set(key, attrValue(attribute));
  return node;
}

function attrValue(attribute: Attribute): Proto.AttrValue {
  const value = new proto.AttrValue();
  if ("type" in attribute) value.setType(attribute.type);
  else if ("int" in attribute) value.setI(attribute.int);
  else if ("float" in attribute) value.setF(attribute.float);
  else if ("bool" in attribute) value.setB(attribute.bool);
  else if ("string" in attribute) value.setS(Buffer.from(attribute.string).toString("base64"));
  else if ("shape" in attribute) value.setShape(shapeProto(attribute.shape));
  else if ("tensor" in attribute) value.setTensor(tensorProto(attribute.tensor));
  else {
    const list = new proto.AttrValue.ListValue();
    if ("ints" in attribute) list.setIList(attribute.ints);
    else list.setTypeList(attribute.types);
    value.setList(list);
  }
  return value;
}

function shapeProto(sizes: readonly number[]): Proto.TensorShape {
  const shape = new proto.TensorShape();
  for (const size of sizes) {
    const dim = new proto.TensorShape.Dim();
    dim.setSize(size);
    shape.addDim(dim);
  }
  return shape;
}

function tensorProto({ dtype, shape, values }: TensorValue): Proto.Tensor {
  if (endianness() !== "LE") throw new Error("Constants are written little-endian; this machine is not.");
  const array = dtype === DataType.FLOAT ? Float32Array.from(values) : Int32Array.from(values);
  const tensor = new proto.Tensor();
  tensor.setDtype(dtype);
  tensor.setTensorShape(shapeProto(shape));
  tensor.setTensorContent(Buffer.from(array.buffer).toString("base64"));
  return tensor;
}
