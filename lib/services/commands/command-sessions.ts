import { randomUUID } from 'node:crypto';
import type { KeptOffer } from '../../store/command-offers.ts';
import type { CommandStage } from '../../xmpp/port.ts';

/** A command that somebody is in the middle of. The browser has only the token; the server's session id stays here. */
export type CommandSession = {
  token: string;
  actorId: string;
  serverId: string;
  serverName: string;
  jid: string;
  node: string;
  name: string;
  /** As it was when the command began; null for who may run everything. */
  offer: KeptOffer | null;
  /** What the server said last, of an offered command without what names other realms; null before its first answer. */
  stage: CommandStage | null;
  /** Rows, values and choices of that answer that are kept from who runs an offered command. */
  leftOut: number;
  /** Since when the connection was online when that came: a new connection is another sender to the server. */
  connectedSince: string | null;
  /** From 1. */
  step: number;
  /** A request is on its way. */
  busy: boolean;
  over: 'completed' | 'canceled' | 'unanswered' | null;
  usedAt: number;
};

type Begun = Pick<CommandSession, 'actorId' | 'serverId' | 'serverName' | 'jid' | 'node' | 'name'> & {
  offer?: KeptOffer;
};

export type CommandSessions = {
  open(command: Begun): CommandSession;
  /** null when there is none, it is somebody else's, or it lay idle for too long. */
  find(actorId: string, token: string): CommandSession | null;
  drop(token: string): void;
  dropServer(serverId: string): void;
};

const idleMs = 30 * 60_000;
const mostOfOne = 200;
const mostOfAll = 1_000;
/** What has ended is kept for its export, and may be a table of megabytes. */
const mostResultsOfOne = 20;

/** In memory only: a server forgets its sessions with the connection, so there is nothing to keep over a restart. */
export function commandSessions(now: () => number = Date.now): CommandSessions {
  const all = new Map<string, CommandSession>();
  const forgetOld = () => {
    for (const [token, { usedAt, busy }] of all) if (!busy && now() - usedAt > idleMs) all.delete(token);
  };
  /** The one that was used longest ago makes room. */
  const makeRoom = (of: CommandSession[], most: number) => {
    const idle = of.filter(({ busy }) => !busy).sort((left, right) => left.usedAt - right.usedAt);
    for (const { token } of idle.slice(0, Math.max(0, of.length - most + 1))) all.delete(token);
  };
  const forgetResults = (actor: string) => {
    const over = [...all.values()].filter(({ actorId, over }) => actorId === actor && over !== null);
    makeRoom(over, mostResultsOfOne + 1);
  };
  return {
    open(command) {
      forgetOld();
      forgetResults(command.actorId);
      makeRoom(
        [...all.values()].filter(({ actorId }) => actorId === command.actorId),
        mostOfOne,
      );
      makeRoom([...all.values()], mostOfAll);
      const started = { stage: null, leftOut: 0, connectedSince: null, step: 0, busy: false, over: null };
      const offer = command.offer ?? null;
      const session: CommandSession = { ...command, offer, ...started, token: randomUUID(), usedAt: now() };
      all.set(session.token, session);
      return session;
    },
    find(actorId, token) {
      forgetOld();
      const session = all.get(token);
      if (!session || session.actorId !== actorId) return null;
      session.usedAt = now();
      forgetResults(actorId);
      return session;
    },
    drop: (token) => void all.delete(token),
    dropServer(serverId) {
      for (const [token, session] of all) if (session.serverId === serverId) all.delete(token);
    },
  };
}
