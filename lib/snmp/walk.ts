import { failed, ok, type Result } from '../domain/failure.ts';
import { compareOids, indexBehind, isBelow } from './oid.ts';
import type { SnmpSession, SnmpValue, Table, Varbind } from './port.ts';
import { unanswered } from './said.ts';
import type { Packets } from './session.ts';

/** A packet of requests; devices must take 484 octets (RFC 3417, 3.1), and nearly all take an Ethernet frame. */
const mostAsked = 25;
/** Varbinds that one answer is asked for: from careful to what fits a datagram of a few frames. */
const firstAnswer = 40;
const mostAnswer = 120;
const defaultMost = 20_000;
const defaultMostRows = 4_000;

/** Questions of any length made of packets, each no longer than the device takes. */
export function overPackets(packets: Packets): SnmpSession {
  const size = adaptiveSize();
  /** How many rows a table had when it was last read: who asks for as many gets nothing that lies behind it. */
  const lastRows = new Map<string, number>();
  return {
    get: (oids) => getAll(packets, oids),
    walk: (root, most = defaultMost) => walk(packets, size, root, most),
    async table(columns, mostRows = defaultMostRows) {
      const name = columns.join();
      const read = await table(packets, size, columns, { mostRows, lastRows: lastRows.get(name) ?? mostRows });
      if (read.ok) lastRows.set(name, read.value.size);
      return read;
    },
    walkSome: (root, after, most) => walkSome(packets, size, root, after, most),
    tableSome: (columns, after, most) => tableSome(packets, size, columns, after, most),
    traffic: packets.traffic,
    close: packets.close,
  };
}

/** How many varbinds to ask for: more while it goes well, half when an answer is too big or lost. */
export function adaptiveSize() {
  let wanted = firstAnswer;
  return {
    repetitions: (columns: number) => Math.max(1, Math.floor(wanted / columns)),
    wentWell() {
      wanted = Math.min(mostAnswer, wanted + 10);
    },
    /** False: it can't get any smaller. */
    halve(columns: number): boolean {
      if (wanted <= columns) return false;
      wanted = Math.max(columns, Math.floor(wanted / 2));
      return true;
    },
  };
}
type Size = ReturnType<typeof adaptiveSize>;

async function getAll(packets: Packets, oids: readonly string[]): Promise<Result<Varbind[]>> {
  const all: Varbind[] = [];
  for (let at = 0; at < oids.length; at += mostAsked) {
    const asked = oids.slice(at, at + mostAsked);
    const answer = await packets.get(asked);
    if (!answer.ok) return answer;
    // An answer about something else is no answer: a device that lies gets nothing under another name.
    all.push(...asked.map((oid, place) => answerTo(oid, answer.value[place])));
  }
  return ok(all);
}

function answerTo(oid: string, varbind: Varbind | undefined): Varbind {
  return varbind?.oid === oid ? varbind : { oid, value: { type: 'absent', value: 'unreadable' } };
}

/** Asks for what follows, in a size that the device can answer. */
async function bulk(
  packets: Packets,
  size: Size,
  oids: readonly string[],
  most = Number.POSITIVE_INFINITY,
): Promise<Result<Varbind[][]>> {
  let lost = false;
  for (;;) {
    const answer = await packets.getBulk(oids, Math.min(most, size.repetitions(oids.length)));
    if (answer.ok) {
      size.wentWell();
      return answer;
    }
    const { kind, cause } = answer.failure;
    // An answer may be lost for its size; one that is lost again is lost for another reason, and each try takes seconds.
    if (cause === unanswered && (lost || packets.traffic().received === 0)) return answer;
    lost = cause === unanswered;
    if (kind !== 'unavailable' || !size.halve(oids.length)) return answer;
  }
}

async function walk(packets: Packets, size: Size, root: string, most: number): Promise<Result<Varbind[]>> {
  const all: Varbind[] = [];
  let at = root;
  for (;;) {
    const answer = await bulk(packets, size, [at]);
    if (!answer.ok) return answer;
    const { taken, next } = follow(answer.value[0] ?? [], at, root);
    if (next === 'backwards') return backwards();
    all.push(...taken);
    if (all.length > most) return tooMany(most);
    if (next === null) return ok(all);
    at = next;
  }
}

/** Columns go on side by side until each is at its end; one that ends leaves the packet to the others. */
async function table(
  packets: Packets,
  size: Size,
  columns: readonly string[],
  { mostRows, lastRows }: { mostRows: number; lastRows: number },
): Promise<Result<Table>> {
  const rows: Table = new Map();
  // One more shows the end of each column.
  const wanted = lastRows + 1;
  let open = columns.map((column) => ({ column, at: column }));
  while (open.length > 0) {
    const asked = open.slice(0, mostAsked);
    const answer = await bulk(
      packets,
      size,
      asked.map(({ at }) => at),
      wanted,
    );
    if (!answer.ok) return answer;
    const going: typeof open = [];
    const unanswered: typeof open = [];
    for (const [place, { column, at }] of asked.entries()) {
      const list = answer.value[place] ?? [];
      // An agent cuts off what doesn't fit (RFC 3416, 4.2.3): who got nothing while others did is asked for again, first.
      if (list.length === 0 && place > 0 && answer.value[0]?.length) {
        unanswered.push({ column, at });
        continue;
      }
      const { taken, next } = follow(list, at, column);
      if (next === 'backwards') return backwards();
      for (const { oid, value } of taken) cellOf(rows, indexBehind(oid, column)).set(column, value);
      if (next !== null) going.push({ column, at: next });
    }
    if (rows.size > mostRows) return tooMany(mostRows);
    open = [...unanswered, ...going, ...open.slice(mostAsked)];
  }
  return ok(rows);
}

async function walkSome(
  packets: Packets,
  size: Size,
  root: string,
  after: string,
  most: number,
): Promise<Result<{ varbinds: Varbind[]; after: string | null }>> {
  const varbinds: Varbind[] = [];
  let at = after;
  while (varbinds.length < most) {
    const answer = await bulk(packets, size, [at]);
    if (!answer.ok) return answer;
    const { taken, next } = follow(answer.value[0] ?? [], at, root);
    if (next === 'backwards') return backwards();
    varbinds.push(...taken);
    if (next === null) {
      const more = varbinds.length > most ? (varbinds[most - 1]?.oid ?? null) : null;
      return ok({ varbinds: varbinds.slice(0, most), after: more });
    }
    at = next;
  }
  return ok({ varbinds: varbinds.slice(0, most), after: varbinds[most - 1]?.oid ?? at });
}

/**
 * Columns go on side by side. One that lacks cells is ahead of the others: a row is whole once every column has passed it, so what
 * lies behind the slowest is kept for the next time.
 */
async function tableSome(
  packets: Packets,
  size: Size,
  columns: readonly string[],
  after: string,
  most: number,
): Promise<Result<{ rows: Table; after: string | null }>> {
  const found: Table = new Map();
  const open = new Map(columns.map((column) => [column, after === '' ? column : `${column}.${after}`]));
  const indexOf = (column: string) => (open.get(column) ?? column).slice(column.length + 1);
  /** Up to here no column is missing a cell; null when all are at their end. */
  const frontier = () => {
    const places = [...open.keys()].map(indexOf);
    if (places.length === 0) return null;
    return places.includes('') ? '' : places.reduce((low, one) => (compareOids(one, low) < 0 ? one : low));
  };
  const whole = () => {
    const limit = frontier();
    const rows = [...found].toSorted(([a], [b]) => compareOids(a, b));
    return limit === null ? rows : rows.filter(([index]) => limit !== '' && compareOids(index, limit) <= 0);
  };
  while (open.size > 0 && whole().length < most) {
    // The slowest first, so that none is left behind by what an agent cuts off.
    const asked = [...open.keys()].toSorted((a, b) => compareOids(indexOf(a), indexOf(b))).slice(0, mostAsked);
    const answer = await bulk(
      packets,
      size,
      asked.map((column) => open.get(column) ?? column),
    );
    if (!answer.ok) return answer;
    for (const [place, column] of asked.entries()) {
      const list = answer.value[place] ?? [];
      if (list.length === 0 && place > 0 && answer.value[0]?.length) continue;
      const { taken, next } = follow(list, open.get(column) ?? column, column);
      if (next === 'backwards') return backwards();
      for (const { oid, value } of taken) cellOf(found, indexBehind(oid, column)).set(column, value);
      if (next === null) open.delete(column);
      else open.set(column, next);
    }
  }
  const rows = whole();
  const last = rows[most - 1]?.[0];
  const ended = open.size === 0 && rows.length <= most;
  return ok({ rows: new Map(rows.slice(0, most)), after: ended ? null : (last ?? frontier()) });
}

function cellOf(rows: Table, index: string): Map<string, SnmpValue> {
  const row = rows.get(index) ?? new Map<string, SnmpValue>();
  rows.set(index, row);
  return row;
}

/** What of an answer is below `root`, and where to go on; null at the end. OIDs must rise, or a walk would never end. */
function follow(answer: readonly Varbind[], from: string, root: string): { taken: Varbind[]; next: string | null } {
  const taken: Varbind[] = [];
  let last = from;
  for (const varbind of answer) {
    if (varbind.value.type === 'absent' && varbind.value.value === 'endOfMibView') return { taken, next: null };
    if (compareOids(varbind.oid, last) <= 0) return { taken, next: 'backwards' };
    if (!isBelow(varbind.oid, root)) return { taken, next: null };
    taken.push(varbind);
    last = varbind.oid;
  }
  return { taken, next: answer.length === 0 ? null : last };
}

function backwards(): Result<never> {
  return failed({
    kind: 'unavailable',
    why: 'The device’s answers go round in circles: what follows does not rise.',
    todo: 'This is a fault of the device.',
  });
}

function tooMany(most: number): Result<never> {
  return failed({
    kind: 'too-many',
    why: `The device has more than ${most.toLocaleString('en')} rows there.`,
    todo: '',
  });
}
