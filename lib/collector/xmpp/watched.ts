import type { Result } from '../../domain/failure.ts';
import { within } from '../../services/within.ts';
import type { XmppServer } from '../../xmpp/servers/port.ts';
import type { Readings } from '../series.ts';
import type { Sink } from '../sink.ts';
import type { xmppSeries } from './series.ts';

export type XmppReadings = Readings<typeof xmppSeries>;

/** One managed server while it is looked at. */
export type Watched = { target: string; name: string; server: XmppServer; readings: XmppReadings; sink: Sink };

const answerWithinMs = 5_000;

export function asked<T>(question: Promise<Result<T>>): Promise<Result<T>> {
  return within(answerWithinMs, question);
}

/** The value, or null for whatever kept it from being known. */
export async function known<T>(question: Promise<Result<T>>): Promise<T | null> {
  const answer = await asked(question);
  return answer.ok ? answer.value : null;
}
