import type { Refusal, TrapCounts } from '../store/traps.ts';

/** Addresses that are counted each between two times that it is written down; more are counted together. */
const mostApart = 200;

/** What came, what was kept, and what was not by where it came from and why. */
export class Tally {
  readonly counts: TrapCounts = { received: 0, kept: 0, refused: {} };
  private news = new Map<string, Refusal>();

  refuse(address: string, reason: string, at: Date): void {
    const { refused } = this.counts;
    refused[reason] = (refused[reason] ?? 0) + 1;
    const own = `${reason} ${address}`;
    const name = this.news.has(own) || this.news.size < mostApart ? own : `${reason} `;
    const known = this.news.get(name);
    if (!known)
      this.news.set(name, { address: name === own ? address : '', reason, count: 1, firstAt: at, lastAt: at });
    else {
      known.count += 1;
      known.lastAt = at;
    }
  }

  /** What was refused since this was last asked. */
  take(): Refusal[] {
    const taken = [...this.news.values()];
    this.news = new Map();
    return taken;
  }

  /** They could not be written down. Beyond the bound they are lost; the counts have them. */
  giveBack(refusals: readonly Refusal[]): void {
    for (const refusal of refusals) {
      const name = `${refusal.reason} ${refusal.address}`;
      const known = this.news.get(name);
      if (known) {
        known.count += refusal.count;
        known.firstAt = refusal.firstAt;
      } else if (this.news.size < 2 * mostApart) this.news.set(name, refusal);
    }
  }
}
