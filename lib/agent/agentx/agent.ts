import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { AgentXSession, type SessionSettings } from './session.ts';

export type AgentLog = { info(fields: object, text: string): void; warn(fields: object, text: string): void };
export type Agent = { stop(): Promise<void> };

const connectTimeoutMs = 5_000;
const shortestPauseMs = 500;
const longestPauseMs = 15_000;

/** Joins the snmpd at `address` (the path of its AgentX socket, or tcp:host:port), and joins it again whenever it was lost. */
export function joinSnmpd(address: string, settings: SessionSettings, log: AgentLog): Agent {
  const stopping = new AbortController();
  let current: AgentXSession | null = null;
  const live = async () => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      const problem = await one(
        address,
        settings,
        (session) => {
          current = session;
        },
        () => {
          failures = 0;
          log.info({ address }, 'joined snmpd');
        },
      );
      current = null;
      if (stopping.signal.aborted) return;
      // Once is news; each further time is not.
      if (++failures === 1) log.warn({ address, why: problem }, 'snmpd is lost, and joined again when it is there');
      await sleep(pauseMs(failures, Math.random()), undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const ended = live();
  return {
    async stop() {
      stopping.abort();
      current?.close();
      await ended;
    },
  };
}

/** Doubles from half a second to 15 s, and differs by a tenth. `chance`: 0 to 1. */
export function pauseMs(failures: number, chance: number): number {
  const pause = Math.min(longestPauseMs, shortestPauseMs * 2 ** Math.min(failures - 1, 10));
  return pause * (0.9 + 0.2 * chance);
}

/** Answers why it ended. */
async function one(
  address: string,
  settings: SessionSettings,
  begun: (session: AgentXSession) => void,
  opened: () => void,
): Promise<string> {
  try {
    const session = new AgentXSession(await connected(address), settings);
    begun(session);
    await session.run(opened);
    return 'the connection ended';
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

function connected(address: string): Promise<Socket> {
  const tcp = /^tcp:(.+):(\d+)$/.exec(address);
  const socket = tcp ? connect({ host: tcp[1], port: Number(tcp[2]) }) : connect({ path: address });
  socket.setNoDelay(true);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => socket.destroy(new Error('snmpd did not accept the connection')), connectTimeoutMs);
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeListener('error', reject);
      resolve(socket);
    });
    socket.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}
