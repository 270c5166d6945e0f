import type { LabFacts } from '../lab/facts.ts';
import type { Figures } from './measure.ts';

export async function lamList(_facts: LabFacts): Promise<Figures | null> {
  return null;
}
