/** Attribute values of TensorFlow nodes, as plain tagged data until the graph is written. */

/** TensorFlow's DataType numbers (tensorflow/core/framework/types.proto). */
export const DataType = { FLOAT: 1, INT32: 3, UINT8: 4, INT64: 9, BOOL: 10, UINT16: 17, RESOURCE: 20 } as const;
export type DataType = (typeof DataType)[keyof typeof DataType];

/** A constant; `shape` [] is a scalar. */
export interface TensorValue {
  dtype: typeof DataType.FLOAT | typeof DataType.INT32;
  shape: readonly number[];
  values: readonly number[];
}

export type Attribute =
  | { type: DataType }
  | { types: readonly DataType[] }
  | { int: number }
  | { ints: readonly number[] }
  | { float: number }
  | { bool: boolean }
  | { string: string }
  /** -1 is an open dimension. */
  | { shape: readonly number[] }
  | { tensor: TensorValue };

export type Attributes = Readonly<Record<string, Attribute>>;

export const FLOAT: Attribute = { type: DataType.FLOAT };
export const INT32: Attribute = { type: DataType.INT32 };
