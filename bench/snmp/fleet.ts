/**
 * A fleet of simulated agents as a process of its own: `node bench/snmp/fleet.ts COUNT`. Each has an address of its own in
 * 127.7.0.0/16 and answers GETBULK of version 2c from what was encoded before, so that whoever asks is what is measured.
 * Tells its parent `{ ready: true }` and ends with it.
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { ber } from '../../lab/snmp/ber.ts';
import { addressOf, columns, community, port, rows } from './work.ts';

const mostAnswered = 150;
const [integer, objectId, sequence, counter32, counter64, getBulk] = [0x02, 0x06, 0x30, 0x41, 0x46, 0xa5];
const endOfMibView = Buffer.from([0x82, 0]);

type Entry = { oid: Buffer; varbind: Buffer };

const count = Number(process.argv[2]);
process.on('disconnect', () => process.exit(0));
for (let start = 0; start < count; start += 100)
  await Promise.all(range(start, Math.min(count, start + 100)).map(answerAt));
process.send?.({ ready: true });

async function answerAt(number: number): Promise<void> {
  const entries = entriesOf(number);
  const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 16 });
  socket.on('message', (datagram, from) => {
    const answer = answerTo(datagram, entries);
    if (answer) socket.send(answer, from.port, from.address);
  });
  socket.bind(port, addressOf(number));
  await once(socket, 'listening');
}

/** In the order of their OIDs: compared octet by octet that is theirs, since no arc here takes more than two. */
function entriesOf(number: number): Entry[] {
  const behind = { oid: ber.oid('1.3.6.1.2.1.99.1.0'), value: ber.of(counter32, Buffer.from([1])) };
  return columns
    .flatMap((column) =>
      range(1, rows + 1).map((row) => ({
        oid: ber.oid(`${column}.${row}`),
        value: counter(column, number * 1000 + row),
      })),
    )
    .concat(behind)
    .map(({ oid, value }) => ({ oid, varbind: ber.of(sequence, oid, value) }))
    .toSorted((a, b) => Buffer.compare(a.oid.subarray(2), b.oid.subarray(2)));
}

/** Of 64 bits in ifXTable. */
function counter(column: string, value: number): Buffer {
  const bytes = Buffer.alloc(5);
  bytes.writeUInt32BE(value, 1);
  return ber.of(column.startsWith('1.3.6.1.2.1.31.') ? counter64 : counter32, bytes);
}

/** null for whatever isn't a GETBULK without non-repeaters. */
function answerTo(datagram: Buffer, entries: readonly Entry[]): Buffer | null {
  const message = new Parts(datagram).into();
  message.skip();
  const said = message.next().toString();
  if (said !== community || message.tag() !== getBulk) return null;
  const pdu = message.into();
  const id = pdu.next();
  pdu.skip();
  const repetitions = pdu.next().at(-1) ?? 0;
  const list = pdu.into();
  const asked: Buffer[] = [];
  while (!list.isEmpty()) asked.push(list.into().next());
  const at = asked.map((oid) => firstBehind(entries, oid));
  const varbinds: Buffer[] = [];
  for (let round = 0; round < repetitions && varbinds.length < mostAnswered; round++)
    for (const [place, first] of at.entries()) {
      const oid = asked[place] as Buffer;
      varbinds.push(entries[first + round]?.varbind ?? ber.of(sequence, ber.of(objectId, oid), endOfMibView));
    }
  const none = ber.of(integer, Buffer.from([0]));
  const response = ber.of(0xa2, ber.of(integer, id), none, none, ber.of(sequence, ...varbinds));
  return ber.of(sequence, ber.of(integer, Buffer.from([1])), ber.octets(community), response);
}

function firstBehind(entries: readonly Entry[], oid: Buffer): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Buffer.compare((entries[middle] as Entry).oid.subarray(2), oid) > 0) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Just enough BER (X.690) for datagrams of managers that are known to be whole. */
class Parts {
  private at = 0;
  private readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  isEmpty(): boolean {
    return this.at >= this.bytes.length;
  }

  tag(): number {
    return this.bytes[this.at] ?? 0;
  }

  next(): Buffer {
    const first = this.bytes[this.at + 1] ?? 0;
    const octets = first < 0x80 ? 0 : first - 0x80;
    const length = octets === 0 ? first : this.bytes.readUIntBE(this.at + 2, octets);
    const from = this.at + 2 + octets;
    this.at = from + length;
    return this.bytes.subarray(from, this.at);
  }

  skip(): void {
    this.next();
  }

  into(): Parts {
    return new Parts(this.next());
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at);
}
