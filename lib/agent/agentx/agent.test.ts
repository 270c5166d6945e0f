import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { Table } from '../cells.ts';
import { joinSnmpd } from './agent.ts';
import { Framing } from './framing.ts';
import { pdu, shorts, types, word } from './pdu.ts';

/** Plays a master that says what no snmpd can be made to say. */
async function master(onAsked: (type: number, socket: Socket) => void) {
  const server = createServer((socket) => {
    const framing = new Framing();
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      for (const { header } of framing.push(bytes)) {
        const payload = Buffer.concat([word(100), shorts(0, 0)]);
        if (header.type === types.open || header.type === types.register)
          socket.write(pdu({ ...header, type: types.response, session: 7 }, payload));
        onAsked(header.type, socket);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, address: `tcp:127.0.0.1:${(server.address() as { port: number }).port}` };
}

test('a master that sends garbage is left, and joined again', async () => {
  const told: string[] = [];
  const twice = Promise.withResolvers<void>();
  let joined = 0;
  const { server, address } = await master((type, socket) => {
    if (type === types.register) socket.write(Buffer.alloc(64, 0xff));
  });
  const log = {
    info: () => {
      if (++joined === 2) twice.resolve();
    },
    warn: (fields: object) => void told.push(String((fields as { why: string }).why)),
  };
  const settings = { regions: [[1, 3]], description: 'test', table: () => new Table([]) };
  const agent = joinSnmpd(address, settings, log);
  await twice.promise;
  expect(told[0]).toBe('another version of AgentX');
  await agent.stop();
  server.close();
});

test('while nobody listens it tries again and says so once, and it can be stopped', async () => {
  const { server, address } = await master(() => {});
  server.close();
  await once(server, 'close');
  const told: object[] = [];
  const first = Promise.withResolvers<void>();
  const log = {
    info: () => {},
    warn: (fields: object) => {
      told.push(fields);
      first.resolve();
    },
  };
  const settings = { regions: [], description: 'test', table: () => new Table([]) };
  const agent = joinSnmpd(address, settings, log);
  await first.promise;
  await agent.stop();
  expect(told).toHaveLength(1);
});
