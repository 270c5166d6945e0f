/** So many at once, and so many a second from then on. */
export type Allowance = { burst: number; perSecond: number };

/** Buckets by name, each full at first. Those that nobody used for longest go when there are too many. */
export class Rate {
  private readonly buckets = new Map<string, { left: number; atMs: number }>();
  private readonly allowance: Allowance;
  private readonly most: number;

  constructor(allowance: Allowance, most = 4_000) {
    this.allowance = allowance;
    this.most = most;
  }

  allows(name: string, nowMs: number): boolean {
    const { burst, perSecond } = this.allowance;
    const bucket = this.buckets.get(name);
    const passed = bucket ? Math.max(0, nowMs - bucket.atMs) / 1000 : 0;
    const left = Math.min(burst, (bucket?.left ?? burst) + passed * perSecond);
    this.buckets.delete(name);
    this.buckets.set(name, { left: left < 1 ? left : left - 1, atMs: nowMs });
    if (this.buckets.size > this.most) this.buckets.delete(this.buckets.keys().next().value as string);
    return left >= 1;
  }
}
