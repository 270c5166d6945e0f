import { createTransport } from 'nodemailer';
import type { Delivery } from '../../store/alert-outbox.ts';
import { bodyOf, subjectOf } from '../message.ts';

/** `smtps:` begins with TLS; `smtp:` has to change to it (STARTTLS, RFC 3207) before anything else is said. */
export type MailSettings = { url: string; password: string; from: string; to: readonly string[]; ca?: string };

const deadlineMs = 15_000;

/** Rejects when the server didn't take it. A message that is sent again has the same Message-ID. */
export async function sendMail(settings: MailSettings, { id, message, createdAt }: Delivery): Promise<void> {
  const { protocol, hostname, port, username, password } = new URL(settings.url);
  const secure = protocol === 'smtps:';
  const transport = createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (secure ? 465 : 587),
    secure,
    requireTLS: true,
    ...(username && {
      auth: { user: decodeURIComponent(username), pass: settings.password || decodeURIComponent(password) },
    }),
    tls: { minVersion: 'TLSv1.2', ...(settings.ca && { ca: settings.ca }) },
    connectionTimeout: deadlineMs,
    greetingTimeout: deadlineMs,
    socketTimeout: deadlineMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from: settings.from,
      to: [...settings.to],
      subject: subjectOf(message),
      text: bodyOf(message),
      date: createdAt,
      messageId: `<${id}@${domainOf(settings.from)}>`,
      // Programs that answer mails by themselves leave these alone (RFC 3834).
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  } finally {
    transport.close();
  }
}

function domainOf(address: string): string {
  return /@([\w.-]+)>?\s*$/.exec(address)?.[1] ?? 'bailiwick.invalid';
}
