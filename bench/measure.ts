/** Milliseconds. */
export type Figures = { count: number; p50: number; p95: number; least: number; most: number };

/** Runs `once` so many times, one after the other, after some that don't count. */
export async function measure(count: number, once: (round: number) => Promise<unknown>, warmUp = 5): Promise<Figures> {
  for (let round = 0; round < warmUp; round++) await once(-1 - round);
  const times: number[] = [];
  for (let round = 0; round < count; round++) {
    const begun = performance.now();
    await once(round);
    times.push(performance.now() - begun);
  }
  return figuresOf(times);
}

export function figuresOf(times: readonly number[]): Figures {
  const sorted = [...times].sort((left, right) => left - right);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), least: at(0), most: at(1) };
}

export function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}

export function line(name: string, figures: Figures): string {
  return `  ${name.padEnd(58)} p50 ${ms(figures.p50).padStart(9)}   p95 ${ms(figures.p95).padStart(9)}   (${figures.count} times)`;
}
