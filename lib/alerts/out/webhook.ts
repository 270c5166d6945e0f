import { createHmac } from 'node:crypto';
import { request as plainRequest } from 'node:http';
import { request } from 'node:https';
import type { Delivery } from '../../store/alert-outbox.ts';
import { bodyOf, subjectOf } from '../message.ts';
import { checkedAddress } from './address.ts';

export type WebhookSettings = { url: string; secret: string; allowPrivate: boolean; ca?: string };

const deadlineMs = 15_000;

/**
 * Rejects when it wasn't taken (an answer of 2xx). The receiver checks `bailiwick-signature: t=<seconds>,v1=<hex>`, the
 * HMAC-SHA-256 of `<t>.<body>` under the secret, and drops an `idempotency-key` that it has seen. Redirects are not followed.
 */
export async function sendWebhook(settings: WebhookSettings, { id, message }: Delivery): Promise<void> {
  const url = new URL(settings.url);
  const { address, family } = await checkedAddress(url.hostname, settings.allowPrivate);
  const body = JSON.stringify({ id, subject: subjectOf(message), text: bodyOf(message), ...message });
  const seconds = Math.floor(Date.now() / 1000);
  const options = {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Bailiwick',
      'idempotency-key': id,
      'bailiwick-signature': `t=${seconds},v1=${signatureOf(settings.secret, seconds, body)}`,
    },
    // The address that was checked, whatever the name says by now.
    lookup: (_: string, { all }: { all?: boolean }, done: (...answer: unknown[]) => void) =>
      all ? done(null, [{ address, family }]) : done(null, address, family),
    signal: AbortSignal.timeout(deadlineMs),
    agent: false as const,
    ...(settings.ca && { ca: settings.ca }),
  };
  await new Promise<void>((resolve, reject) => {
    const sent = (url.protocol === 'https:' ? request : plainRequest)(url, options as never, (answer) => {
      const status = answer.statusCode ?? 0;
      // What it says is nobody's business, and may be long.
      answer.destroy();
      if (status >= 200 && status < 300) resolve();
      else reject(new Error(`The receiver answered ${status}.`));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

export function signatureOf(secret: string, seconds: number, body: string): string {
  return createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
}
