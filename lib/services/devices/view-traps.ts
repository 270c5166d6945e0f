import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { readDevices } from '../../store/devices.ts';
import { type Refusal, readReceiver, readRefusals } from '../../store/traps.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { refusalText } from './refusal-text.ts';

/** Times are ISO 8601. */
export type TrapsView = {
  /** `off`: no setting says where. `away`: the process that takes them in doesn't run. */
  is: 'off' | 'taking' | 'away';
  listens: string[];
  /** Of the start that counts. */
  since: string | null;
  received: number;
  kept: number;
  /** What was not taken in the last day, the latest first, as sentences. */
  refused: { text: string; lastAt: string }[];
};

const beatsWithinMs = 30_000;
const dayMs = 86_400_000;
const mostShown = 100;

/** Where traps are taken in, and what was not. */
export const viewTraps = defineUseCase({
  permission: 'operations.read',
  noun: 'page',
  what: 'How traps are taken in was not read.',
  input: z.object({}),
  find: wholeSystem,
  async act({ db, config }): Promise<Result<TrapsView>> {
    const listens = config.snmpTraps.map(({ host, port }) =>
      host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`,
    );
    const [receiver, refusals, devices] = await Promise.all([
      readReceiver(db),
      readRefusals(db, new Date(Date.now() - dayMs), mostShown),
      readDevices(db),
    ]);
    const beats = receiver !== null && Date.now() - receiver.beatAt.getTime() < beatsWithinMs;
    const { received = 0, kept = 0 } = receiver?.counts ?? {};
    const nameOf = (address: string) => devices.find(({ host }) => host === address)?.name ?? null;
    return ok({
      is: beats ? 'taking' : listens.length === 0 ? 'off' : 'away',
      listens: beats ? receiver.listens : listens,
      since: beats ? receiver.startedAt.toISOString() : null,
      ...(beats ? { received, kept } : { received: 0, kept: 0 }),
      refused: refusals.map((refusal) => rowOf(refusal, nameOf)),
    });
  },
});

function rowOf(refusal: Refusal, nameOf: (address: string) => string | null): TrapsView['refused'][number] {
  return { text: refusalText(refusal, nameOf(refusal.address)), lastAt: refusal.lastAt.toISOString() };
}
