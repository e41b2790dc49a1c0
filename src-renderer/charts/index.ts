/** The charts' one door. Everything else in this folder is inside. */
export { type Crosshair, createCrosshair } from "./crosshair";
export { default as HeatMap } from "./HeatMap.vue";
export { default as LineChart } from "./LineChart.vue";
export type { Trace } from "./trace";
