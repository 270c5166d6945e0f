import { ExtendedRequest } from 'ldapts';
import { tags } from './answer.ts';
import { checkPassword } from './check-password.ts';
import { Gate } from './gate.ts';
import type { Directory } from './port.ts';
import { makeReader } from './read.ts';
import { type Log, Session, type Settings } from './session.ts';
import { makeWriter } from './write.ts';

const whoAmIOid = '1.3.6.1.4.1.4203.1.11.3';

/**
 * The directory over LDAP (RFC 4511). Connects on first use and again whenever it must; a server that is away is an answer,
 * never an exception. ldapts writes the requests, filters and controls; the connections and the reading of answers are ours
 * (connection.ts and answer.ts say why).
 */
export function connectDirectory(settings: Settings, log?: Log): Directory {
  const session = new Session(settings, log);
  const passwordGate = new Gate(settings.connections);
  return {
    asService: () => makeReader(session, []),
    as: (person) => {
      if (person.key === '') throw new Error('nothing is ever done anonymously: the person has an empty DN');
      return makeWriter(session, person);
    },
    checkPassword: async (person, password) => {
      if (person.key === '') throw new Error('nothing is ever done anonymously: the person has an empty DN');
      return checkPassword(session, passwordGate, person, password);
    },
    health: async () => {
      const asked = await session.ask({
        build: () => new ExtendedRequest({ messageId: 0, oid: whoAmIOid }),
        tag: tags.extended,
      });
      if (asked.ok && asked.value.result.code === 0) return { up: true };
      return {
        up: false,
        since: session.lostSince,
        lastError: asked.ok ? asked.value.result.diagnostic : asked.loss.cause,
      };
    },
    close: async () => session.close(),
  };
}

/** Each server of those that replicate by itself: one connection each for requests, made when it is first asked. */
export function eachProvider(settings: Settings, log?: Log): { url: string; directory: Directory }[] {
  return settings.providers.map((url) => ({
    url,
    directory: connectDirectory({ ...settings, url, connections: 1 }, log),
  }));
}
