import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** Service name such as `_xmpp-server._tcp.south.example`, and where it is. */
export type ServiceRecords = Readonly<Record<string, readonly { host: string; port: number }[]>>;

export type Dns = { port: number; stop(): Promise<void> };

const typeSrv = 33;
const nameError = 3;

/**
 * A name server that knows nothing but SRV records (RFC 2782), for servers whose domains exist nowhere. ejabberd 23.01 asks
 * for these by its own resolver, which can be pointed here, and everything else by the system's, which can't. So targets are
 * addresses written as names: the system takes those for what they are. `port` 0: any.
 */
export async function startDns(host: string, records: ServiceRecords, port = 0): Promise<Dns> {
  const socket = createSocket('udp4');
  socket.on('message', (query, { address, port }) => {
    const answer = answerTo(query, records);
    if (answer) socket.send(answer, port, address);
  });
  // A datagram that can't be delivered is its asker's loss.
  socket.on('error', () => {});
  socket.bind(port, host);
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    async stop() {
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}

/** null for what isn't one question (RFC 1035, 4.1). */
export function answerTo(query: Buffer, records: ServiceRecords): Buffer | null {
  if (query.length < 17 || query.readUInt16BE(4) !== 1) return null;
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    if (length > 63 || at + length + 5 >= query.length) return null;
    labels.push(query.toString('latin1', at + 1, at + 1 + length).toLowerCase());
    at += length + 1;
  }
  const name = labels.join('.');
  const known = Object.hasOwn(records, name) ? (records[name] ?? []) : null;
  const answers = query.readUInt16BE(at + 1) === typeSrv ? (known ?? []) : [];
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  // An authoritative answer; recursion as it was asked for.
  header.writeUInt16BE(0x8480 | (query.readUInt16BE(2) & 0x0100) | (known ? 0 : nameError), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(answers.length, 6);
  return Buffer.concat([header, query.subarray(12, at + 5), ...answers.map(serviceRecord)]);
}

function serviceRecord({ host, port }: { host: string; port: number }, index: number): Buffer {
  const target = Buffer.concat([
    ...host.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label, 'latin1')])),
    Buffer.from([0]),
  ]);
  const record = Buffer.alloc(18);
  // The name is the one of the question, at byte 12 of the message.
  record.writeUInt16BE(0xc00c, 0);
  record.writeUInt16BE(typeSrv, 2);
  record.writeUInt16BE(1, 4);
  record.writeUInt32BE(60, 6);
  record.writeUInt16BE(6 + target.length, 10);
  // Priorities in the order of the list, equal weights.
  record.writeUInt16BE(index, 12);
  record.writeUInt16BE(0, 14);
  record.writeUInt16BE(port, 16);
  return Buffer.concat([record, target]);
}
