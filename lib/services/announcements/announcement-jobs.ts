import { randomUUID } from 'node:crypto';
import { failed, ok, type Result } from '../../domain/failure.ts';

/** Where some were not reached, or where the server only claims that they were. */
export type JobNote = { where: string; people: number | null; text: string };

/** An announcement that is being sent or was. A realm's is counted in people, a server's in domains, as far as it tells. */
export type AnnouncementJob = {
  id: string;
  /** "everybody in field" */
  name: string;
  subject: string;
  unit: 'people' | 'domains';
  /** null: not known. */
  total: number | null;
  sent: number;
  failed: number;
  /** Sent, and no answer came. */
  unsure: number;
  /** No road leads to them. */
  unreached: number;
  /** Left out, because it goes only to who is online. */
  offline: number;
  problems: JobNote[];
  /** What the server said it did, where nothing could be looked at. */
  claims: JobNote[];
  begunAt: string;
  endedAt: string | null;
  stopped: boolean;
  /** What ended it before its time; a sentence. */
  failure: string | null;
};

/** "1 person", "412 people", "3 domains". */
export function countedAs(unit: AnnouncementJob['unit'], count: number): string {
  const one = unit === 'people' ? 'person' : 'domain';
  return `${count.toLocaleString('en')} ${count === 1 ? one : unit}`;
}

export type Running = AnnouncementJob & { actorId: string; token: string; stopping: boolean };

export type AnnouncementJobs = {
  /** The same token again is the same job: a second press sends nothing. One at a time for each person. */
  begin(actorId: string, token: string, what: NewJob, work: (job: Running) => Promise<void>): Result<AnnouncementJob>;
  /** The newest first. */
  of(actorId: string): AnnouncementJob[];
  /** false: there is no such job. One that has ended stays as it is. */
  stop(actorId: string, id: string): boolean;
};

type NewJob = Pick<AnnouncementJob, 'name' | 'subject' | 'unit' | 'total'>;

const keptOfOne = 10;
const keptOfAll = 500;
const keptMs = 24 * 60 * 60_000;
const mostRunning = 10;

/** In memory: what was sent stands in the audit log; how far one is matters only while it runs. */
export function announcementJobs(now: () => number = Date.now): AnnouncementJobs {
  const all = new Map<string, Running>();
  const ofActor = (actorId: string) => [...all.values()].filter((job) => job.actorId === actorId).reverse();
  return {
    begin(actorId, token, what, work) {
      const mine = ofActor(actorId);
      const same = mine.find((job) => job.token === token);
      if (same) return ok(shown(same));
      if (mine.some(({ endedAt }) => endedAt === null)) return alreadyRunning();
      if ([...all.values()].filter(({ endedAt }) => endedAt === null).length >= mostRunning) return tooMany();
      const job = newJob(actorId, token, what, new Date(now()));
      all.set(job.id, job);
      forgetOld(all, mine, now());
      void carryOut(job, work, now);
      return ok(shown(job));
    },
    of: (actorId) => ofActor(actorId).map(shown),
    stop(actorId, id) {
      const job = all.get(id);
      if (job?.actorId !== actorId) return false;
      if (job.endedAt === null) job.stopping = true;
      return true;
    },
  };
}

/** Never throws: what does is a fault of ours or a database that is away, and ends the job with that. */
async function carryOut(job: Running, work: (job: Running) => Promise<void>, now: () => number): Promise<void> {
  try {
    await work(job);
  } catch {
    job.failure ??= 'It could not be written to the audit log how it went. What is counted here was sent.';
  } finally {
    job.endedAt = new Date(now()).toISOString();
  }
}

function newJob(actorId: string, token: string, what: NewJob, begunAt: Date): Running {
  const counts = { sent: 0, failed: 0, unsure: 0, unreached: 0, offline: 0 };
  return {
    ...what,
    ...counts,
    id: randomUUID(),
    actorId,
    token,
    problems: [],
    claims: [],
    begunAt: begunAt.toISOString(),
    endedAt: null,
    stopped: false,
    stopping: false,
    failure: null,
  };
}

function forgetOld(all: Map<string, Running>, mine: readonly Running[], now: number): void {
  const old = mine.slice(keptOfOne - 1);
  for (const job of all.values())
    if (job.endedAt && (now - Date.parse(job.endedAt) > keptMs || all.size > keptOfAll || old.includes(job)))
      all.delete(job.id);
}

function shown({ actorId: _, token: __, stopping: ___, problems, claims, ...job }: Running): AnnouncementJob {
  return { ...job, problems: [...problems], claims: [...claims] };
}

function alreadyRunning(): Result<never> {
  return failed({
    kind: 'conflict',
    why: 'Another announcement of yours is still being sent.',
    todo: 'Wait for it, or stop it.',
  });
}

function tooMany(): Result<never> {
  return failed({ kind: 'too-many', why: 'Others are sending announcements.', todo: 'Try again in a moment.' });
}
