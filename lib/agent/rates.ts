/** What a counter rises by each second, from one reading to the next. */
export class Rates<Key extends string | number> {
  private before: { at: number; era: string; counts: ReadonlyMap<Key, bigint> } | null = null;
  private rates: ReadonlyMap<Key, number> = new Map();

  /** `at` in milliseconds. Across another `era`, and where a counter fell, there is no rate: it began again. */
  read(at: number, era: string, counts: ReadonlyMap<Key, bigint>): void {
    const { before } = this;
    const rates = new Map<Key, number>();
    if (before && before.era === era && at > before.at)
      for (const [key, count] of counts) {
        const last = before.counts.get(key);
        if (last !== undefined && count >= last) rates.set(key, (Number(count - last) * 1000) / (at - before.at));
      }
    this.before = { at, era, counts };
    this.rates = rates;
  }

  get(key: Key): number | null {
    return this.rates.get(key) ?? null;
  }

  forget(): void {
    this.before = null;
    this.rates = new Map();
  }
}
