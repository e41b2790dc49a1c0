/**
 * Element Plus writes the props of these components in a way that TypeScript's exactOptionalPropertyTypes can't read
 * (a validator of type "function or undefined"), so the props in use are stated here.
 */
import { ElOption as Option, ElOptionGroup as OptionGroup, ElSelect as Select } from "element-plus";
import type { DefineComponent } from "vue";

export type SelectValue = string | number;

export interface SelectProps {
  modelValue: SelectValue | undefined;
  filterable?: boolean;
  /** What typing does instead of hiding the options that don't fit. */
  filterMethod?: (query: string) => void;
  disabled?: boolean;
  placeholder?: string | undefined;
  id?: string | undefined;
  ariaLabel?: string | undefined;
  noMatchText?: string | undefined;
  noDataText?: string | undefined;
  "onUpdate:modelValue"?: (value: never) => void;
  onVisibleChange?: (visible: boolean) => void;
}

export const ElSelect = Select as unknown as DefineComponent<SelectProps>;
export const ElOption = Option as unknown as DefineComponent<{ value: SelectValue; label: string; disabled?: boolean }>;
export const ElOptionGroup = OptionGroup as unknown as DefineComponent<{ label: string }>;
