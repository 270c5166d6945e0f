import { spawn } from 'node:child_process';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { parseConfig } from '../config/config.ts';
import { Dn } from '../domain/dn.ts';
import { equal } from '../domain/filter.ts';
import { decodeAnswer } from './answer.ts';
import { maxMessageBytes } from './framing.ts';
import { connectDirectory } from './ldap.ts';
import type { Directory } from './port.ts';

// A fake server, because the real one can't be made to send nonsense.
const bindSuccess = Buffer.from('300c02010161070a010004000400', 'hex');
const whoAmI = Buffer.concat([
  Buffer.from('303802010178330a0100040004008b2a', 'hex'),
  Buffer.from('dn:cn=portal,ou=services,dc=example,dc=org'),
]);
const nobody = Buffer.from('300e02010178090a0100040004008b00', 'hex');
const searchDone = Buffer.from('300c02010165070a010004000400', 'hex');
const entry = Buffer.from(
  '302f020101642a04197569643d6164612c64633d6578616d706c652c64633d6f7267300d300b0402636e31050403416461',
  'hex',
);

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Answers the n-th request of each connection with the n-th of `replies`, its message ID put right, and closes after the last. */
async function hostileServer(...replies: (() => Buffer)[]): Promise<{ url: string; seen: Buffer[] }> {
  const seen: Buffer[] = [];
  const server = createServer((socket: Socket) => {
    const left = [...replies];
    socket.on('error', () => {});
    socket.on('data', (request) => {
      seen.push(request);
      const reply = Buffer.from(left.shift()?.() ?? []);
      // 30 ll 02 01 id is the form of every short message; in a longer one the length takes more bytes.
      if (reply[0] === 0x30 && reply[2] === 0x02 && reply[3] === 1)
        reply[4] = request[4 + Math.max(0, (request[1] as number) - 0x80)] as number;
      if (left.length > 0) socket.write(reply);
      else socket.end(reply);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `ldap://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

const always = (reply: Buffer) => () => reply;

function hostileDirectory(url: string): Directory {
  const settings = parseConfig({ LDAP_URL: url, LDAP_BIND_PASSWORD: 'secret' }).directory;
  return connectDirectory({ ...settings, timeoutMs: 2000 });
}

const ada = Dn.of('uid=ada,dc=example,dc=org');
const searchFor = (limit: number) => ({
  base: ada,
  scope: 'sub' as const,
  filter: equal('uid', 'ada'),
  attributes: ['cn'],
  limit,
});

/** A child with 96 MB of heap, so that a loop that eats memory ends it in a second. */
function victim(
  ...args: (string | number)[]
): Promise<{ code: number | null; outcomes: Map<string, number>; errors: string }> {
  return new Promise((resolve) => {
    const flags = ['--max-old-space-size=96', '--disable-warning=ExperimentalWarning'];
    const child = spawn(process.execPath, [...flags, `${import.meta.dirname}/hostile-victim.ts`, ...args.map(String)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.once('close', (code) =>
      resolve({ code, outcomes: new Map(Object.entries(JSON.parse(output || '{}'))), errors }),
    );
  });
}

/** The reply that ends a process that uses ldapts's Client: its last text claims more bytes than there are. */
const deadly = Buffer.from('300c02010161070a010004000405', 'hex');

function mutations(reply: Buffer): Buffer[] {
  const cases: Buffer[] = [deadly];
  for (let length = 0; length < reply.length; length++) cases.push(reply.subarray(0, length));
  for (let at = 0; at < reply.length; at++)
    for (const value of [
      0x00, 0x01, 0x02, 0x04, 0x05, 0x0a, 0x1f, 0x30, 0x31, 0x7f, 0x80, 0x81, 0x84, 0x88, 0xa0, 0xff,
    ]) {
      const changed = Buffer.from(reply);
      changed[at] = value;
      cases.push(changed);
    }
  for (const random of fc.sample(fc.uint8Array({ maxLength: 64 }), 300)) cases.push(Buffer.from(random));
  for (const tail of fc.sample(fc.uint8Array({ maxLength: 40 }), 300)) {
    const body = Buffer.concat([reply.subarray(2, 7), tail]);
    cases.push(Buffer.concat([Buffer.from([0x30, body.length]), body]));
  }
  return cases;
}

function inTurn(replies: readonly Buffer[]): () => Buffer {
  let next = 0;
  return () => replies[next++ % replies.length] as Buffer;
}

test('the 14-byte bind reply ends a process that uses the library as it is: this is what is guarded against', async () => {
  expect(deadly).toHaveLength(14);
  const { url } = await hostileServer(always(deadly));
  const { code, errors } = await victim(url, 1, 'client');
  expect(code).not.toBe(0);
  expect(errors).toContain('heap out of memory');
}, 60_000);

test('no bind reply, cut, changed or random, ends the process, and only one that says so counts as signed in', async () => {
  const replies = mutations(bindSuccess);
  const meansYes = replies.filter((reply) => {
    const answer = decodeAnswer(Buffer.from(reply));
    return answer?.is === 'done' && answer.tag === 0x61 && answer.result.code === 0;
  });
  const { url } = await hostileServer(inTurn(replies));
  const { code, outcomes } = await victim(url, replies.length, 'bind');
  expect(code).toBe(0);
  const accepted = [...outcomes].filter(([name]) => name.includes('"accepted":true')).map(([, count]) => count);
  expect(accepted.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(meansYes.length);
  expect([...outcomes.values()].reduce((sum, count) => sum + count, 0)).toBe(replies.length);
}, 60_000);

test('no search reply, cut, changed or random, ends the process', async () => {
  const replies = [...mutations(searchDone), ...mutations(entry)];
  const { url } = await hostileServer(always(bindSuccess), always(whoAmI), inTurn(replies));
  const { code, outcomes } = await victim(url, replies.length, 'search');
  expect(code).toBe(0);
  expect(outcomes.get('unavailable')).toBeGreaterThan(replies.length / 2);
  // Some changed replies are still LDAP: the server was believed to be identified, so these are answers.
  expect([...outcomes.values()].reduce((sum, count) => sum + count, 0)).toBe(replies.length);
}, 60_000);

test('a server that takes the bind and then says that the portal is nobody is asked nothing', async () => {
  const { url, seen } = await hostileServer(always(bindSuccess), always(nobody), always(searchDone));
  const directory = hostileDirectory(url);
  expect(await directory.as(ada).read(ada, ['cn'])).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
  expect(seen.map((request) => request[5])).toEqual([0x60, 0x77]);
  await directory.close();
});

test('a server that sends more entries than the limit is cut off: the answer holds the limit and says that there was more', async () => {
  const flood = Buffer.concat(Array.from({ length: 50_000 }, () => Buffer.from(entry).fill(4, 4, 5)));
  const { url } = await hostileServer(always(bindSuccess), always(whoAmI), always(flood));
  const directory = hostileDirectory(url);
  const result = await directory.as(ada).search(searchFor(3));
  expect(result).toMatchObject({ ok: true, value: { more: true } });
  expect(result.ok && result.value.entries.map((found) => found.first('cn'))).toEqual(['Ada', 'Ada', 'Ada']);
  await directory.close();
});

test('a message that announces more than the bound is refused before its bytes are taken in', async () => {
  const giant = Buffer.alloc(64);
  giant.set([0x30, 0x84]);
  giant.writeUInt32BE(maxMessageBytes, 2);
  const { url } = await hostileServer(always(bindSuccess), always(whoAmI), always(giant));
  const directory = hostileDirectory(url);
  expect(await directory.as(ada).search(searchFor(3))).toMatchObject({
    ok: false,
    failure: { kind: 'unavailable', why: 'The directory gave an answer that is not LDAP.' },
  });
  await directory.close();
});

test('an answer to a question that nobody asked ends the connection, so that it can not answer the next question', async () => {
  const stray = Buffer.concat([searchDone, Buffer.from(searchDone).fill(5, 4, 5)]);
  const { url, seen } = await hostileServer(always(bindSuccess), always(whoAmI), always(stray), always(searchDone));
  const directory = hostileDirectory(url);
  for (let round = 0; round < 3; round++)
    expect(await directory.as(ada).search(searchFor(3))).toMatchObject({ ok: true });
  expect(seen.filter((request) => request[5] === 0x60)).toHaveLength(3);
  await directory.close();
});

test('referrals and continuations are passed over, never followed', async () => {
  const elsewhere = Buffer.from('ldap://elsewhere.example/dc=x');
  const reference = Buffer.concat([
    Buffer.from([0x30, elsewhere.length + 7, 2, 1, 4, 0x73, elsewhere.length + 2, 4, elsewhere.length]),
    elsewhere,
  ]);
  const answer = Buffer.concat([reference, Buffer.from(entry).fill(4, 4, 5), Buffer.from(searchDone).fill(4, 4, 5)]);
  const { url } = await hostileServer(always(bindSuccess), always(whoAmI), always(answer));
  const directory = hostileDirectory(url);
  const result = await directory.as(ada).search(searchFor(3));
  expect(result.ok && result.value.entries.map((found) => String(found.dn))).toEqual([String(ada)]);
  await directory.close();
});

const startTls = { connectTimeoutMs: 2000, startTls: true };

test.each([
  ['refuses encryption', Buffer.from('300c02010178070a013404000400', 'hex')],
  ['answers with something else', bindSuccess],
  [
    'sends more right behind its yes, to be taken for encrypted',
    Buffer.concat([Buffer.from('300c02010178070a010004000400', 'hex'), searchDone]),
  ],
  ['says yes and then speaks no TLS', Buffer.from('300c02010178070a010004000400', 'hex')],
])('with StartTLS wanted, a server that %s gets no name and no password', async (_, reply) => {
  const { url, seen } = await hostileServer(always(reply), always(bindSuccess), always(whoAmI), always(searchDone));
  const settings = parseConfig({ LDAP_URL: url, LDAP_BIND_PASSWORD: 'secret' }).directory;
  const directory = connectDirectory({ ...settings, ...startTls, url });
  expect(await directory.as(ada).read(ada, ['cn'])).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
  expect(await directory.checkPassword(ada, 'secret')).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
  expect(Buffer.concat(seen).includes('secret')).toBe(false);
  await directory.close();
});
