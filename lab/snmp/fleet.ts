import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { ber } from './ber.ts';

/** A device that answers as it is told: no network gear is at hand, and none wraps, lies or dies on demand. */
export type SimulatedDevice = {
  host: string;
  port: number;
  /** Sets a counter: a bigint is one of 64 bits. */
  set(oid: string, value: number | bigint): void;
  setUptime(hundredths: number): void;
  /** Sends a trap of version 2c from the port at which it is asked. */
  tell(to: { host: string; port: number }, trap: string, varbinds?: [oid: string, value: Buffer][]): void;
  stop(): Promise<void>;
};

/** `liar`: answers each question under the name of another object. */
export type Behaviour = 'switch32' | 'switch64' | 'printer' | 'liar';
export const fleetCommunity = 'fleet';

const [integer, counter32, gauge32, timeticks, counter64] = [0x02, 0x41, 0x42, 0x43, 0x46];
const uptime = '1.3.6.1.2.1.1.3.0';
const mostAnswered = 60;
const [getRequest, getBulkRequest, trapPdu] = [0xa0, 0xa5, 0xa7];

type Objects = Map<string, Buffer>;

export async function startDevice(
  host: string,
  behaviour: Behaviour,
  name: string,
  port = 0,
): Promise<SimulatedDevice> {
  const objects: Objects = new Map([
    ['1.3.6.1.2.1.1.1.0', ber.octets(`A simulated ${behaviour}`)],
    [uptime, whole(timeticks, 100_000)],
    ['1.3.6.1.2.1.1.5.0', ber.octets(name)],
    ...(behaviour === 'printer' ? supplies() : interfaces(behaviour)),
  ]);
  const socket = createSocket('udp4');
  let told = 0;
  socket.on('message', (datagram, from) => {
    const request = read(datagram);
    if (!request) return;
    const pdu = ber.pdu(0xa2, request.id, answer(objects, request, behaviour === 'liar'));
    socket.send(ber.v2c(fleetCommunity, pdu), from.port, from.address);
  });
  socket.bind(port, host);
  await once(socket, 'listening');
  return {
    host,
    port: socket.address().port,
    set: (oid, value) => void objects.set(oid, whole(typeof value === 'bigint' ? counter64 : counter32, value)),
    setUptime: (hundredths) => void objects.set(uptime, whole(timeticks, hundredths)),
    tell(to, trap, varbinds = []) {
      const said: [string, Buffer][] = [
        [uptime, objects.get(uptime) as Buffer],
        ['1.3.6.1.6.3.1.1.4.1.0', ber.oid(trap)],
      ];
      const pdu = ber.pdu(trapPdu, ++told, [...said, ...varbinds]);
      socket.send(ber.v2c(fleetCommunity, pdu), to.port, to.host);
    },
    async stop() {
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}

function interfaces(behaviour: Behaviour): [string, Buffer][] {
  const [ifEntry, ifXEntry] = ['1.3.6.1.2.1.2.2.1', '1.3.6.1.2.1.31.1.1.1'];
  return [1, 2].flatMap((row): [string, Buffer][] => [
    [`${ifEntry}.1.${row}`, whole(integer, row)],
    [`${ifEntry}.2.${row}`, ber.octets(`port ${row}`)],
    [`${ifEntry}.5.${row}`, whole(gauge32, 1_000_000_000)],
    [`${ifEntry}.7.${row}`, whole(integer, 1)],
    [`${ifEntry}.8.${row}`, whole(integer, row)],
    [`${ifEntry}.10.${row}`, whole(counter32, 0)],
    [`${ifEntry}.16.${row}`, whole(counter32, 0)],
    ...(behaviour === 'switch64'
      ? ([
          [`${ifXEntry}.1.${row}`, ber.octets(`ge-0/0/${row}`)],
          [`${ifXEntry}.6.${row}`, whole(counter64, 0n)],
          [`${ifXEntry}.10.${row}`, whole(counter64, 0n)],
          [`${ifXEntry}.15.${row}`, whole(gauge32, 1000)],
        ] as [string, Buffer][])
      : []),
  ]);
}

function supplies(): [string, Buffer][] {
  const entry = '1.3.6.1.2.1.43.11.1.1';
  return [
    [`${entry}.6.1.1`, ber.octets('Black toner')],
    [`${entry}.6.1.2`, ber.octets('Waste box')],
    [`${entry}.8.1.1`, whole(integer, 10_000)],
    [`${entry}.8.1.2`, whole(integer, -2)],
    [`${entry}.9.1.1`, whole(integer, 2_500)],
    // Some is left (RFC 3805, prtMarkerSuppliesLevel).
    [`${entry}.9.1.2`, whole(integer, -3)],
  ];
}

type Request = { tag: number; id: number; repetitions: number; oids: string[] };

/** `lies`: everything under the name of what was asked before. */
function answer(objects: Objects, { tag, repetitions, oids }: Request, lies: boolean): [string, Buffer][] {
  const noSuchObject = Buffer.from([0x80, 0]);
  if (tag === getRequest)
    return oids.map((oid, at) => [
      lies ? (oids[at - 1] ?? '1.3.6.1.2.1.1.9.0') : oid,
      objects.get(oid) ?? noSuchObject,
    ]);
  const sorted = [...objects.keys()].sort(compare);
  const all: [string, Buffer][] = [];
  let at = [...oids];
  for (let round = 0; round < (tag === getBulkRequest ? repetitions : 1); round++) {
    at = at.map((oid) => {
      const next = sorted.find((candidate) => compare(candidate, oid) > 0);
      all.push(next ? [next, objects.get(next) as Buffer] : [oid, Buffer.from([0x82, 0])]);
      return next ?? oid;
    });
  }
  return all.slice(0, mostAnswered);
}

function compare(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  const at = left.findIndex((arc, place) => arc !== right[place]);
  return at < 0 ? left.length - right.length : (left[at] as number) - (right[at] ?? -1);
}

/** Requests of version 2c with the community of the fleet; null for everything else. */
function read(datagram: Buffer): Request | null {
  const message = parts(parts(datagram)[0]?.body ?? Buffer.alloc(0));
  const [version, community, pdu] = message;
  if (version?.body[0] !== 1 || community?.body.toString() !== fleetCommunity || !pdu) return null;
  const [id, , repetitions, list] = parts(pdu.body);
  if (!id || !repetitions || !list) return null;
  const oids = parts(list.body).map(({ body }) => oidOf(parts(body)[0]?.body ?? Buffer.alloc(0)));
  return { tag: pdu.tag, id: intOf(id.body), repetitions: intOf(repetitions.body), oids };
}

function parts(buffer: Buffer): { tag: number; body: Buffer }[] {
  const all: { tag: number; body: Buffer }[] = [];
  for (let at = 0; at + 2 <= buffer.length; ) {
    const first = buffer[at + 1] as number;
    const octets = first < 0x80 ? 0 : first - 0x80;
    const length = octets === 0 ? first : buffer.readUIntBE(at + 2, octets);
    const body = at + 2 + octets;
    all.push({ tag: buffer[at] as number, body: buffer.subarray(body, body + length) });
    at = body + length;
  }
  return all;
}

function intOf(body: Buffer): number {
  return body.length === 0 ? 0 : body.readIntBE(0, body.length);
}

function oidOf(body: Buffer): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const octet of body.subarray(1)) {
    arc = arc * 128 + (octet & 0x7f);
    if (octet < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const first = body[0] ?? 0;
  return [Math.floor(first / 40), first % 40, ...arcs].join('.');
}

function whole(tag: number, value: number | bigint): Buffer {
  const bytes = Buffer.alloc(9);
  bytes.writeBigInt64BE(BigInt.asIntN(64, BigInt(value)), 1);
  // A first zero keeps what is large and positive from being negative.
  return ber.of(tag, tag === integer ? bytes.subarray(5) : bytes);
}
