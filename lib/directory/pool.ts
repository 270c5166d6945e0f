import type { Connection } from './connection.ts';
import { Gate } from './gate.ts';
import { lost, type Outcome } from './loss.ts';

export type Borrowed = { connection: Connection /** true when it was opened for this request. */; fresh: boolean };

/** A connection that nobody used for so long may have been forgotten by a firewall, without a word to either end. */
const maxIdleMs = 60_000;

/**
 * At most `size` connections, opened when needed, each lent to one request at a time. A connection that failed in any way is
 * not taken back: nothing here repairs one, the next request opens another.
 */
export class Pool {
  private readonly idle: Connection[] = [];
  private readonly gate: Gate;
  private readonly open: (deadline: number) => Promise<Outcome<Connection>>;
  private closed = false;

  constructor(open: (deadline: number) => Promise<Outcome<Connection>>, size: number) {
    this.open = open;
    this.gate = new Gate(size);
  }

  async borrow(deadline: number, wantFresh = false): Promise<Outcome<Borrowed>> {
    if (this.closed) return lost('away', 'the adapter is closed');
    const entered = await this.gate.enter(deadline);
    if (!entered.ok) return entered;
    const kept = this.takeIdle(wantFresh);
    if (kept) return { ok: true, value: { connection: kept, fresh: false } };
    const opened = await this.open(deadline).catch((error: unknown) => {
      this.gate.leave();
      throw error;
    });
    if (!opened.ok) {
      this.gate.leave();
      return opened;
    }
    return { ok: true, value: { connection: opened.value, fresh: true } };
  }

  giveBack(connection: Connection): void {
    if (this.closed || !connection.usable) connection.close();
    else this.idle.push(connection);
    this.gate.leave();
  }

  close(): void {
    this.closed = true;
    for (const connection of this.idle.splice(0)) connection.close();
  }

  private takeIdle(wantFresh: boolean): Connection | null {
    for (let connection = this.idle.pop(); connection; connection = this.idle.pop()) {
      if (!wantFresh && connection.usable && Date.now() - connection.lastUsed < maxIdleMs) return connection;
      connection.close();
    }
    return null;
  }
}
