import { asked, type Watched } from './watched.ts';

/** A server is told to be away when so many pings in a row got no answer, or as soon as its connection says so. */
const pingsUntilAway = 2;

/** Answers whether it makes sense to ask more. `unanswered` counts pings between the looks. */
export async function reach(watched: Watched, count: { unanswered: number }): Promise<boolean> {
  const { server, readings } = watched;
  // A question waits for a connection that is being made.
  if (server.connection.state().is === 'connecting') await asked(server.connection.ping(server.domain));
  const state = server.connection.state();
  if (state.is === 'connecting') return false;
  if (state.is === 'away') {
    readings.add('xmpp.reachable', 0);
    tellAway(watched, state.why);
    return false;
  }
  const begun = performance.now();
  const pong = await asked(server.connection.ping(server.domain));
  // A refusal is an answer as well.
  const answered = pong.ok || (pong.failure.kind !== 'timeout' && pong.failure.kind !== 'unavailable');
  readings.add('xmpp.reachable', answered ? 1 : 0);
  count.unanswered = answered ? 0 : count.unanswered + 1;
  if (answered) {
    readings.add('xmpp.ping', performance.now() - begun);
    tellOnline(watched);
  } else if (count.unanswered >= pingsUntilAway) {
    tellAway(watched, `It is connected, and did not answer ${count.unanswered} pings.`);
  }
  return answered;
}

export function tellAway({ sink, target, name }: Pick<Watched, 'sink' | 'target' | 'name'>, why: string): void {
  sink.note(
    { target, kind: 'server.state' },
    {
      state: 'away',
      normal: false,
      severity: 'failing',
      text: `${name} is away: ${why}`,
      details: { why, server: name },
    },
  );
}

function tellOnline({ sink, target, name }: Watched): void {
  sink.note(
    { target, kind: 'server.state' },
    { state: 'online', normal: true, severity: 'info', text: `${name} is online again.`, details: { server: name } },
  );
}
