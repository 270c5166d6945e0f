import { lookup } from 'node:dns/promises';
import { isIP, SocketAddress } from 'node:net';
import { addressOfKept } from '../services/devices/find-device.ts';
import type { Sender } from '../snmp/traps/judge.ts';
import type { Database } from '../store/database.ts';
import { type KeptDevice, readDevices } from '../store/devices.ts';
import type { SecretBox } from '../store/secret-box.ts';

type Parts = { db: Database; box: SecretBox; allowed: { allowNoAuth: boolean }; removed?: (id: string) => void };
/** `sender` null: what is kept of it can't be used. */
type Held = { version: number; host: string; sender: Sender | null; addresses: string[]; lookedUpMs: number };

const lookedUpAgainMs = 60_000;
const lookUpsAtOnce = 16;

/** Devices by the addresses that they may speak from: those of the host at which each is asked. */
export class Senders {
  private readonly parts: Parts;
  private readonly held = new Map<string, Held>();
  private byAddress = new Map<string, Sender[]>();

  constructor(parts: Parts) {
    this.parts = parts;
  }

  at(address: string): readonly Sender[] {
    return this.byAddress.get(plainAddress(address)) ?? [];
  }

  /** As the table of devices is now. Names are looked up again each minute; one that has no address now keeps what it had. */
  async follow(now = Date.now()): Promise<void> {
    const rows = await readDevices(this.parts.db);
    const there = new Set(rows.map(({ id }) => id));
    for (const id of this.held.keys()) {
      if (there.has(id)) continue;
      this.held.delete(id);
      this.parts.removed?.(id);
    }
    for (const row of rows) if (this.held.get(row.id)?.version !== row.version) this.held.set(row.id, this.begun(row));
    const due = [...this.held.values()].filter(({ lookedUpMs }) => now - lookedUpMs >= lookedUpAgainMs);
    for (let at = 0; at < due.length; at += lookUpsAtOnce)
      await Promise.all(due.slice(at, at + lookUpsAtOnce).map((one) => lookUp(one, now)));
    this.byAddress = new Map();
    for (const { sender, addresses } of this.held.values())
      for (const address of sender ? addresses : [])
        this.byAddress.set(address, [...(this.byAddress.get(address) ?? []), sender as Sender]);
  }

  private begun(row: KeptDevice): Held {
    const opened = addressOfKept(this.parts.box, row, this.parts.allowed);
    const { id, name, port, host, version } = row;
    const sender = opened.ok ? { id, name, port, credentials: opened.value.credentials } : null;
    return { version, host, sender, addresses: [], lookedUpMs: Number.NEGATIVE_INFINITY };
  }
}

async function lookUp(held: Held, now: number): Promise<void> {
  held.lookedUpMs = now;
  const found = isIP(held.host) ? [{ address: held.host }] : await lookup(held.host, { all: true }).catch(() => null);
  if (found) held.addresses = [...new Set(found.map(({ address }) => plainAddress(address)))];
}

/** One way to write each address; one of IPv4 that is written as IPv6 is the one of IPv4. */
export function plainAddress(address: string): string {
  const bare = address.replace(/%.*$/, '').toLowerCase();
  if (isIP(bare) !== 6) return bare;
  const plain = new SocketAddress({ address: bare, family: 'ipv6' }).address;
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1] ?? plain;
}
