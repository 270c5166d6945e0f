import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** One process of ours. It sends `{ ready: true, … }` when it is up, and ends on SIGTERM and when its channel closes. */
export type ChildSpec = {
  /** For sentences: "The collector ended…". */
  name: string;
  script: string;
  parameters?: readonly string[];
  /** Options of Node itself, such as a bound for its heap. */
  nodeOptions?: readonly string[];
  environment: Readonly<Record<string, string | undefined>>;
  readyTimeoutMs?: number;
};

export type ReadyMessage = { ready: boolean; error?: string } & Record<string, unknown>;

type Slot = { spec: ChildSpec /** null while it isn't running. */; child: ChildProcess | null };

/** A start that failed for a reason that was told. */
export class StartFailed extends Error {}

const firstDelayMs = 500;
const longestDelayMs = 15_000;
/** A child that ran this long starts again with the shortest delay. */
const steadyAfterMs = 60_000;
const stopTimeoutMs = 12_000;

/**
 * Starts processes in order, starts one again that dies, and ends them in reverse order. Each is a group of its own,
 * so that Ctrl-C reaches only the supervisor; when that is killed, their channels close and they end by themselves.
 */
export class Supervisor {
  private readonly running: Slot[] = [];
  private stopping = false;
  private readonly say: (sentence: string) => void;

  constructor(say: (sentence: string) => void = console.error) {
    this.say = say;
  }

  /** Resolves with the child's ready message. Throws StartFailed when it ends, or stays silent, before it is ready. */
  async start(spec: ChildSpec): Promise<ReadyMessage> {
    const slot: Slot = { spec, child: null };
    this.running.push(slot);
    const { child, message } = await this.launch(slot);
    this.keep(slot, child);
    return message;
  }

  /** Runs a script that ends by itself, such as the migrations. */
  async runToEnd(spec: ChildSpec): Promise<void> {
    const child = fork(spec.script, [...(spec.parameters ?? [])], {
      ...options(spec),
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const slot: Slot = { spec, child };
    this.running.push(slot);
    const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
    slot.child = null;
    if (code !== 0) throw new StartFailed('');
  }

  async stop(): Promise<void> {
    this.stopping = true;
    for (const { child } of [...this.running].reverse()) if (child) await end(child);
  }

  private async launch(slot: Slot): Promise<{ child: ChildProcess; message: ReadyMessage }> {
    if (this.stopping) throw new StartFailed('');
    const { spec } = slot;
    const child = fork(spec.script, [...(spec.parameters ?? [])], options(spec));
    slot.child = child;
    const message = await firstMessage(child, spec.readyTimeoutMs ?? 60_000);
    if (message?.ready) return { child, message };
    await end(child);
    slot.child = null;
    // What went wrong it has said itself.
    throw new StartFailed(message ? '' : `The ${spec.name} didn’t start.`);
  }

  private keep(slot: Slot, child: ChildProcess, delayMs = firstDelayMs): void {
    const since = Date.now();
    const again = async (code: number | null, signal: NodeJS.Signals | null) => {
      slot.child = null;
      if (this.stopping) return;
      const wait = Date.now() - since > steadyAfterMs ? firstDelayMs : delayMs;
      this.say(`The ${slot.spec.name} ended (${signal ?? `code ${code}`}) and is started again in ${wait / 1000} s.`);
      await sleep(wait);
      const next = Math.min(wait * 2, longestDelayMs);
      try {
        const { child: renewed } = await this.launch(slot);
        this.keep(slot, renewed, next);
      } catch {
        if (!this.stopping) await this.retry(slot, next);
      }
    };
    if (child.exitCode !== null || child.signalCode !== null) void again(child.exitCode, child.signalCode);
    else child.once('exit', again);
  }

  private async retry(slot: Slot, delayMs: number): Promise<void> {
    this.say(`The ${slot.spec.name} didn’t start and is tried again in ${delayMs / 1000} s.`);
    for (let wait = delayMs; !this.stopping; wait = Math.min(wait * 2, longestDelayMs)) {
      await sleep(wait);
      const renewed = await this.launch(slot).catch(() => null);
      if (renewed) return this.keep(slot, renewed.child, wait);
    }
  }
}

function options({ environment, nodeOptions }: ChildSpec) {
  const env = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined));
  return {
    env: env as NodeJS.ProcessEnv,
    execArgv: [...(nodeOptions ?? [])],
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'] as ('ignore' | 'inherit' | 'ipc')[],
  };
}

/** null when the child ended or said nothing in time. */
function firstMessage(child: ChildProcess, timeoutMs: number): Promise<ReadyMessage | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), timeoutMs);
    const done = (message: ReadyMessage | null) => {
      clearTimeout(timer);
      resolve(message);
    };
    child.on('message', (message) => {
      if (typeof message === 'object' && message !== null && 'ready' in message)
        done(message as unknown as ReadyMessage);
    });
    child.once('exit', () => done(null));
    child.once('error', () => done(null));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const forced = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  await ended;
  clearTimeout(forced);
}
