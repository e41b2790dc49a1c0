import type { en } from "./en";

/** The same keys with any texts, for catalogues whose English is constant. */
export type Translated<T> = T extends string ? string : { readonly [K in keyof T]: Translated<T[K]> };

export type Messages = Translated<typeof en>;

type Leaves<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Leaves<T[K]>}`;
}[keyof T & string];

/** Every text's dotted path, such as `common.nav.runs`; a misspelt one doesn't compile. */
export type MessageKey = Leaves<Messages>;
