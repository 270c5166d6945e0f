import { describe, expect, test } from 'vitest';
import { announcementJobs, type Running } from './announcement-jobs.ts';

const what = { name: 'everybody in field', subject: 'Water', unit: 'people' as const, total: 3 };

/** Work that goes on until the test lets it. */
function held() {
  const gate = Promise.withResolvers<void>();
  const seen: Running[] = [];
  const work = async (job: Running) => {
    seen.push(job);
    await gate.promise;
  };
  return { work, seen, release: gate.resolve };
}

const idOf = (answer: ReturnType<ReturnType<typeof announcementJobs>['begin']>) =>
  answer.ok ? answer.value.id : answer.failure.kind;

describe('announcements that are being sent', () => {
  test('one token is one job, however often it comes', async () => {
    const jobs = announcementJobs();
    const { work, seen, release } = held();
    const first = idOf(jobs.begin('ada', 'token', what, work));
    expect(idOf(jobs.begin('ada', 'token', what, work))).toBe(first);
    release();
    await expect.poll(() => jobs.of('ada')[0]?.endedAt).not.toBeNull();
    expect(idOf(jobs.begin('ada', 'token', what, work))).toBe(first);
    expect(seen).toHaveLength(1);
  });

  test('each person sends one at a time, and sees and stops only their own', () => {
    const jobs = announcementJobs();
    const { work, seen, release } = held();
    const mine = idOf(jobs.begin('ada', 'one', what, work));
    expect(idOf(jobs.begin('ada', 'two', what, work))).toBe('conflict');
    const other = idOf(jobs.begin('rex', 'one', what, work));
    expect(other).not.toBe(mine);
    expect(jobs.of('rex').map(({ id }) => id)).toEqual([other]);
    expect(jobs.stop('rex', mine)).toBe(false);
    expect(seen[0]?.stopping).toBe(false);
    expect(jobs.stop('ada', mine)).toBe(true);
    expect(seen[0]?.stopping).toBe(true);
    release();
  });

  test('at most ten run at once, and ten of each person are kept for a day', async () => {
    let now = Date.parse('2026-11-21T12:00:00Z');
    const jobs = announcementJobs(() => now);
    const { work, release } = held();
    for (let at = 0; at < 10; at++) jobs.begin(`person ${at}`, 'token', what, work);
    expect(idOf(jobs.begin('ada', 'token', what, work))).toBe('too-many');
    release();
    await expect.poll(() => jobs.of('person 9')[0]?.endedAt).not.toBeNull();
    for (let at = 0; at < 15; at++) {
      jobs.begin('ada', `token ${at}`, what, async () => {});
      await expect.poll(() => jobs.of('ada')[0]?.endedAt).not.toBeNull();
    }
    expect(jobs.of('ada')).toHaveLength(10);
    now += 25 * 60 * 60_000;
    jobs.begin('rex', 'token', what, async () => {});
    expect(jobs.of('ada')).toEqual([]);
  });

  test('work that breaks ends the job with that, and what was counted stays', async () => {
    const jobs = announcementJobs();
    jobs.begin('ada', 'token', what, async (job) => {
      job.sent = 2;
      throw new Error('the database went away');
    });
    await expect.poll(() => jobs.of('ada')[0]?.endedAt).not.toBeNull();
    expect(jobs.of('ada')[0]).toMatchObject({ sent: 2, failure: expect.stringContaining('audit log') });
    expect(JSON.stringify(jobs.of('ada'))).not.toMatch(/token|actorId|the database went away/);
  });
});
