/**
 * Options of Node for each process: bounds of their heaps. Left to itself, Node lets garbage lie as long as the machine has
 * memory. What reaches its bound ends, and is started again. Collector and web were measured (docs/benchmarks.md); the
 * bounds of the others are estimates.
 */
export const nodeOptions = {
  /** It streams: 250 MB at 100,000 people. */
  collector: ['--max-old-space-size=256', '--max-semi-space-size=8'],
  snmpAgent: ['--max-old-space-size=256', '--max-semi-space-size=8'],
  traps: ['--max-old-space-size=192', '--max-semi-space-size=8'],
  web: ['--max-old-space-size=512', '--max-semi-space-size=8'],
} as const;
