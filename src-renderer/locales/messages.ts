import type { en } from "./en";

export type Messages = typeof en;

type Leaves<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Leaves<T[K]>}`;
}[keyof T & string];

/** Every text's dotted path, such as `common.nav.runs`; a misspelt one doesn't compile. */
export type MessageKey = Leaves<Messages>;
