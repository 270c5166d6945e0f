import type { Holding } from '../policy/actor.ts';

/** Each holding as one text that stays the same as long as the holding does, whatever road it comes by. */
export function holdingKeys(holdings: readonly Holding[]): string[] {
  const keys = holdings.map((holding) =>
    holding.kind === 'tier' ? `tier ${holding.tier}` : `${holding.grant} ${holding.realm.key}`,
  );
  return [...new Set(keys)].sort();
}
