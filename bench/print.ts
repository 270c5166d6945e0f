import type { Figures } from './measure.ts';

const nameWidth = 58;

export function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}

/** One line of the report. `aim` says in words whether it was reached; no figure is ever a failed test. */
export function say(name: string, value: string, aim?: { text: string; met: boolean }): void {
  const judged = aim ? `   aim ${aim.text}: ${aim.met ? 'met' : 'MISSED'}` : '';
  console.log(`  ${name.padEnd(nameWidth)} ${value}${judged}`);
}

export function sayFigures(name: string, figures: Figures, p95Below?: number): void {
  const { p50, p95, count } = figures;
  const text = `p50 ${ms(p50).padStart(9)}   p95 ${ms(p95).padStart(9)}   (${count} times)`;
  say(name, text, p95Below === undefined ? undefined : { text: `p95 under ${p95Below} ms`, met: p95 < p95Below });
}

export function note(sentence: string): void {
  console.log(`    ${sentence}`);
}
