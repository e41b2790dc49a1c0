/**
 * The native binding of @tensorflow/tfjs-node-gpu, as far as Residua calls it: sessions of saved graphs, and tensors
 * going in and out by number. Everything is synchronous and bound to the thread that loaded it.
 */

export interface TensorHandle {
  /** To be given to deleteTensor, or its native memory stays taken. */
  id: number;
  shape: number[];
  /** TensorFlow's DataType number. */
  dtype: number;
}

export interface TensorFlowBinding {
  /** TensorFlow's version, such as "2.21.0". */
  readonly TF_Version: string;
  /** Copies the values into a new tensor; the array's length has to be the shape's product. */
  createTensor(shape: number[], dtype: number, values: Float32Array | Int32Array | Uint8Array): number;
  deleteTensor(id: number): void;
  /** A copy of the values; float16 and bfloat16 can't be read. */
  tensorDataSync(id: number): Float32Array | Int32Array | Uint8Array;
  /** Loads a SavedModel that Residua wrote itself, never a foreign one. @returns the session's number */
  loadSavedModel(folder: string, tags: string): number;
  deleteSavedModel(session: number): void;
  /** One call of the session. Names are joined by commas; inputs in the order of their names. */
  runSavedModel(session: number, inputs: number[], inputNames: string, outputNames: string): TensorHandle[];
  /** Tensors alive right now: what it does not fall back to has leaked. */
  getNumOfTensors(): number;
  isUsingGpuDevice(): boolean;
}
