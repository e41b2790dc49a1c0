import type { Messages } from "../../../locales/messages";

/** A field with a help text: its label and its help stand in the catalogue under this name. */
export type FieldName = keyof Messages["architecture"]["help"];
