import type { TLSSocket } from 'node:tls';
import type { Result } from '../domain/failure.ts';
import { type Ask, answerOf, unsendable } from './ask.ts';
import { certificateFacts, certificateLoss } from './certificate.ts';
import { listCommands } from './commands.ts';
import { encrypt, locate, openTcp, type Target } from './dial.ts';
import { info } from './disco.ts';
import type { Outcome } from './loss.ts';
import type { ServerAddress, TestStep } from './port.ts';
import { Requests } from './requests.ts';
import { openStream, type Stream } from './stream.ts';

const stepWithinMs = 10_000;
const soonMs = 30 * 24 * 60 * 60 * 1_000;

/** "Test connection": one step after the other, each with what was found; it ends after the first that fails. */
export async function* testSteps(address: ServerAddress): AsyncGenerator<TestStep> {
  const deadline = () => Date.now() + stepWithinMs;
  const ends: (() => unknown)[] = [];
  try {
    const located = yield* step('address', () => locate(address), placesInWords);
    if (!located) return;
    const tcp = yield* step(
      'tcp',
      () => openFirst(located, deadline),
      (socket) => `Connected to ${socket.remoteAddress}.`,
    );
    if (!tcp) return;
    ends.push(() => tcp.destroy());
    const tls = yield* step('tls', () => encrypt(tcp, address, deadline()), tlsInWords);
    if (!tls) return;
    // Only ever the TLS socket: it owns the other one by now, and Node 24 crashes when that is destroyed under it.
    ends.splice(0, 1, () => tls.destroy());
    const trusted = yield* step('certificate', async () => certified(tls, address.domain), certificateInWords);
    if (!trusted) return;
    const requests = new Requests();
    const handlers = {
      onReply: (stanza: Parameters<Requests['take']>[0]) => void requests.take(stanza),
      onLoss: () => requests.lose(),
      onReturn: () => {},
      onAcknowledged: () => {},
    };
    const signIn = () => openStream(tls, address, null, handlers, deadline());
    const stream = yield* step('authentication', signIn, (opened) => `${opened.mechanism} as ${opened.jid}.`);
    if (!stream) return;
    ends.unshift(() => stream.close());
    const ask = asking(stream, requests, address.domain);
    const found = yield* step('features', async () => outcome(await info(ask, address.domain)), featuresInWords);
    if (!found) return;
    const list = async () => outcome(await listCommands(ask, address.domain));
    yield* step(
      'commands',
      list,
      (commands) => `${commands.length} ${commands.length === 1 ? 'command' : 'commands'}.`,
    );
  } finally {
    for (const end of ends) await end();
  }
}

async function* step<T>(
  name: TestStep['name'],
  take: () => Promise<Outcome<T>>,
  inWords: (value: T) => string,
): AsyncGenerator<TestStep, T | null> {
  const began = performance.now();
  const taken = await take();
  const ms = Math.round(performance.now() - began);
  yield { name, ok: taken.ok, detail: taken.ok ? inWords(taken.value) : taken.loss.why, ms };
  return taken.ok ? taken.value : null;
}

async function openFirst(targets: Target[], deadline: () => number): ReturnType<typeof openTcp> {
  let last: Awaited<ReturnType<typeof openTcp>> | null = null;
  for (const target of targets) {
    last = await openTcp(target, deadline());
    if (last.ok) return last;
  }
  return last ?? { ok: false, loss: { is: 'network', why: 'There is no address.' } };
}

function certified(socket: TLSSocket, domain: string): Outcome<TLSSocket> {
  const loss = certificateLoss(socket, domain);
  if (!loss) return { ok: true, value: socket };
  return { ok: false, loss: { ...loss, why: `${loss.why} ${certificateInWords(socket)}` } };
}

function asking(stream: Stream, requests: Requests, domain: string): Ask {
  return async (question) => {
    const hindrance = unsendable(question.payload);
    if (hindrance) return hindrance;
    const { type, to, payload } = question;
    const send = (stanza: Parameters<Stream['send']>[0]) => stream.send(stanza);
    return answerOf(await requests.ask(type, to, payload, stream.jid, stepWithinMs, send), question, domain, '');
  };
}

function outcome<T>(result: Result<T>): Outcome<T> {
  return result.ok ? result : { ok: false, loss: { is: 'closed', why: result.failure.why } };
}

function placesInWords(targets: Target[]): string {
  return `${targets.map(({ host, port }) => `${host}, port ${port}`).join('; ')}.`;
}

function tlsInWords(socket: TLSSocket): string {
  return `${socket.getProtocol()}, ${socket.getCipher().name}.`;
}

function certificateInWords(socket: TLSSocket): string {
  const facts = certificateFacts(socket);
  if (!facts) return 'No certificate was shown.';
  const left = facts.validTo.getTime() - Date.now();
  const days = Math.floor(Math.abs(left) / 86_400_000);
  const warning = left < 0 ? ` (${days} days ago)` : left < soonMs ? ` (in ${days} days)` : '';
  return `For ${facts.names.slice(0, 300)}; by ${facts.issuer}; until ${facts.validTo.toISOString().slice(0, 10)}${warning}.`;
}

function featuresInWords({ identities, features }: { identities: { name: string }[]; features: string[] }): string {
  const name = identities.find((identity) => identity.name !== '')?.name;
  return `${name ? `${name}, ` : ''}${features.length} features.`;
}
