/** Returns the middle of values, and what one in a hundred is above. */
export function quantiles(values: readonly number[]): { p50: number; p99: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(4));
  return { p50: at(0.5), p99: at(0.99) };
}
