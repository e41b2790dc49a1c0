/** What a new report counts. Single steps jump with whatever else the machine does, and the time left would jump too. */
const SHARE = 0.05;

/**
 * A run's speed in images per second after one more report: an exponential moving average.
 * @param known null before the first report
 * @param reported 0 while the trainer warms up, which says nothing
 */
export function throughputAfter(known: number | null, reported: number): number | null {
  if (reported <= 0) return known;
  return known === null ? reported : known + SHARE * (reported - known);
}
