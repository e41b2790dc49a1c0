/** The part of the package's generated protocol-buffer classes that saved-model.ts writes; they come without types. */
declare module "@tensorflow/tfjs-node-gpu/dist/proto/api_pb.js" {
  class Message {
    serializeBinary(): Uint8Array;
  }
  class TensorShape extends Message {
    addDim(dim: TensorShape.Dim): void;
  }
  namespace TensorShape {
    class Dim extends Message {
      setSize(size: number): void;
    }
  }
  class Tensor extends Message {
    setDtype(dtype: number): void;
    setTensorShape(shape: TensorShape): void;
    setTensorContent(base64: string): void;
  }
  class AttrValue extends Message {
    setS(base64: string): void;
    setI(value: number): void;
    setF(value: number): void;
    setB(value: boolean): void;
    setType(value: number): void;
    setShape(shape: TensorShape): void;
    setTensor(tensor: Tensor): void;
    setList(list: AttrValue.ListValue): void;
  }
  namespace AttrValue {
    class ListValue extends Message {
      setIList(values: readonly number[]): void;
      setTypeList(values: readonly number[]): void;
    }
  }
  class NodeDef extends Message {
    setName(name: string): void;
    setOp(op: string): void;
    setInputList(inputs: readonly string[]): void;
    getAttrMap(): { set(name: string, value: AttrValue): void };
  }
  class VersionDef extends Message {
    setProducer(version: number): void;
  }
  class GraphDef extends Message {
    setNodeList(nodes: readonly NodeDef[]): void;
    setVersions(versions: VersionDef): void;
  }
  class MetaGraphDef extends Message {
    setMetaInfoDef(info: MetaGraphDef.MetaInfoDef): void;
    setGraphDef(graph: GraphDef): void;
  }
  namespace MetaGraphDef {
    class MetaInfoDef extends Message {
      addTags(tag: string): void;
    }
  }
  class SavedModel extends Message {
    setSavedModelSchemaVersion(version: number): void;
    addMetaGraphs(graph: MetaGraphDef): void;
  }
}
