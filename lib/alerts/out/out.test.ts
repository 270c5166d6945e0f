import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeCertificates } from '../../../lab/slapd/certificates.ts';
import type { AlertMessage } from '../../domain/alert.ts';
import type { Delivery } from '../../store/alert-outbox.ts';
import { checkedAddress, isPublicAddress } from './address.ts';
import { sendMail } from './mail.ts';
import { type ScriptedMailServer, scriptedMailServer } from './scripted-mail-server-under-test.ts';
import { againAt } from './send-due.ts';
import { sendWebhook, signatureOf } from './webhook.ts';

const folder = mkdtempSync(join(tmpdir(), 'bailiwick-alerts-'));
const certificates = makeCertificates(folder, ['127.0.0.1']);
const ca = readFileSync(certificates.caFile, 'utf8');
const secret = 'sixteen characters and more';
const message: AlertMessage = {
  kind: 'firing',
  more: 0,
  alerts: [
    {
      ...{ id: 'a', name: 'Away\r\nBcc: mallory@evil.example', severity: 'failing', target: 'server:1' },
      ...{ targetName: 'north', of: '', text: 'north is away.\r\n.\r\nQUIT', value: null, unit: '' },
      ...{ since: '2026-11-21T12:00:00.000Z', firedAt: '2026-11-21T12:01:00.000Z', resolvedAt: null },
      link: 'https://portal.example/alerts',
    },
  ],
};
const delivery: Delivery = {
  ...{ id: '5b6f4f3e-0000-4000-8000-000000000001', channel: 'mail', message, tries: 1 },
  ...{ recipient: null, mayHaveArrived: false },
  createdAt: new Date('2026-11-21T12:01:00Z'),
};

afterAll(() => rmSync(folder, { recursive: true }));

describe('mail', () => {
  let server: ScriptedMailServer;
  const send = (settings = {}) =>
    sendMail(
      { url: server.url, password: '', from: 'portal@north.example', to: ['ops@north.example'], ca, ...settings },
      delivery,
    );
  beforeAll(async () => {
    server = await scriptedMailServer(certificates);
  });
  beforeEach(() => {
    Object.assign(server.behaviour, { offersTls: true, refuses: false });
    server.mails.length = server.inTheClear.length = 0;
  });
  afterAll(() => server.stop());

  test('goes out by TLS alone, and what a server or device is called begins no header and ends no message', async () => {
    await send();
    expect(server.mails).toHaveLength(1);
    const [mail = ''] = server.mails;
    const head = mail.slice(0, mail.indexOf('\r\n\r\n')).replace(/\r\n /g, ' ');
    expect(head).toContain('Subject: [failing] north: Away Bcc: mallory@evil.example');
    expect(head).not.toMatch(/^bcc:/im);
    expect(head).toContain(`Message-ID: <${delivery.id}@north.example>`);
    expect(mail).toContain('\r\n..\r\nQUIT');
    expect(server.inTheClear.filter((line) => !/^(EHLO|STARTTLS)/.test(line))).toEqual([]);
  });

  test('does not go where TLS is not offered, and the password is not said there', async () => {
    server.behaviour.offersTls = false;
    await expect(send()).rejects.toThrow();
    expect(server.mails).toEqual([]);
    expect(server.inTheClear.join('\n')).not.toMatch(/AUTH|MAIL/);
  });

  test('does not go to a server whose certificate nobody vouches for', async () => {
    await expect(send({ ca: undefined })).rejects.toThrow();
    expect(server.mails).toEqual([]);
  });

  test('that is refused is not sent', async () => {
    server.behaviour.refuses = true;
    await expect(send()).rejects.toThrow('451');
  });
});

describe('the webhook', () => {
  let server: Server;
  const got: { headers: Record<string, unknown>; body: string }[] = [];
  let status = 200;
  beforeAll(async () => {
    const { certificateFile, keyFile } = certificates;
    server = createServer(
      { cert: readFileSync(certificateFile), key: readFileSync(keyFile) },
      async (asked, answer) => {
        const chunks: Buffer[] = [];
        for await (const chunk of asked) chunks.push(chunk);
        got.push({ headers: asked.headers, body: Buffer.concat(chunks).toString('utf8') });
        answer.writeHead(status, status === 302 ? { location: 'https://127.0.0.1/' } : {}).end();
      },
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  beforeEach(() => {
    got.length = 0;
    status = 200;
  });
  afterAll(() => server.close());
  const send = (allowPrivate = true, trusted: string | undefined = ca) =>
    sendWebhook(
      {
        ...{ url: `https://localhost:${(server.address() as AddressInfo).port}/alerts`, secret, allowPrivate },
        ...(trusted && { ca: trusted }),
      },
      delivery,
    );

  test('is signed, so that a receiver can tell that it is ours and new', async () => {
    await send();
    const [{ headers, body }] = got as [(typeof got)[0]];
    const [, seconds, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['bailiwick-signature'])) ?? [];
    expect(signature).toBe(signatureOf(secret, Number(seconds), body));
    expect(headers['idempotency-key']).toBe(delivery.id);
    expect(JSON.parse(body)).toMatchObject({
      id: delivery.id,
      kind: 'firing',
      alerts: [{ id: 'a', targetName: 'north' }],
    });
  });

  test('goes to no address that is not public, whatever name leads there, unless that is allowed', async () => {
    await expect(send(false)).rejects.toThrow('not public');
    expect(got).toEqual([]);
  });

  test.each([302, 400, 500])('counts an answer of %d as not taken, and follows nothing', async (answered) => {
    status = answered;
    await expect(send()).rejects.toThrow(String(answered));
    expect(got).toHaveLength(1);
  });

  test('does not go to a server whose certificate nobody vouches for', async () => {
    await expect(send(true, '')).rejects.toThrow();
    expect(got).toEqual([]);
  });
});

test.each([
  ['8.8.8.8', true],
  ['2606:4700:4700::1111', true],
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['172.31.255.255', false],
  ['192.168.1.1', false],
  ['169.254.169.254', false],
  ['100.64.0.1', false],
  ['0.0.0.0', false],
  ['255.255.255.255', false],
  ['::1', false],
  ['::', false],
  ['::ffff:10.0.0.1', false],
  ['64:ff9b::a00:1', false],
  ['fe80::1', false],
  ['fd00::1', false],
  ['2002:7f00:1::', false],
  ['ff02::1', false],
  ['nonsense', false],
])('%s is public: %s', (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected);
});

test('an address in a URL is looked at like a name', async () => {
  await expect(checkedAddress('[::1]', false)).rejects.toThrow('not public');
  expect(await checkedAddress('[::1]', true)).toEqual({ address: '::1', family: 6 });
  // URL makes 127.1 and 0x7f000001 of it 127.0.0.1 before anybody looks.
  await expect(checkedAddress(new URL('https://0x7f.1/').hostname, false)).rejects.toThrow('not public');
});

test('what was not taken is tried again later each time, and given up after a day', () => {
  const at = (tries: number, seconds: number) => {
    const now = new Date(delivery.createdAt.getTime() + seconds * 1000);
    const again = againAt({ ...delivery, tries }, now, 0.5);
    return again && (again.getTime() - now.getTime()) / 1000;
  };
  expect([at(1, 0), at(2, 5), at(3, 15), at(30, 3600)]).toEqual([5, 10, 20, 900]);
  expect(at(100, 86_401)).toBeNull();
});
