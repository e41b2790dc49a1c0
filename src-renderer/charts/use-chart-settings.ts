import { ref, watch } from "vue";
import { z } from "zod";
import { readStored, writeStored } from "../ui/storage";

const settingsSchema = z.object({ smoothing: z.number().min(0).max(0.99), logarithmic: z.boolean() });
export type ChartSettings = z.infer<typeof settingsSchema>;

/** A chart's own settings, remembered under its key. @param start what holds until the reader chooses */
export function useChartSettings(key: string, start: ChartSettings) {
  const settings = ref(readStored(`chart.${key}`, settingsSchema, start));
  watch(settings, (chosen) => writeStored(`chart.${key}`, chosen), { deep: true });
  return settings;
}
