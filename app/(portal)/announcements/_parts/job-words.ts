import type { State } from '#app/_ui/show/state-badge.tsx';
import type { AnnouncementJob } from '#lib/services/announcements/announcement-jobs.ts';

export function doneOf({ sent, failed, unsure, unreached, offline }: AnnouncementJob): number {
  return sent + failed + unsure + unreached + offline;
}

/** "240 people a second"; nothing in the first moment. */
export function rateOf(job: AnnouncementJob, now: number): string | undefined {
  const seconds = (now - Date.parse(job.begunAt)) / 1000;
  const done = doneOf(job);
  if (seconds < 1 || done === 0) return undefined;
  const rate = done / seconds;
  const left = job.total === null ? null : Math.max(0, job.total - done) / rate;
  const speed = `${rate >= 10 ? Math.round(rate).toLocaleString('en') : rate.toFixed(1)} ${job.unit} a second`;
  return left === null ? speed : `${speed}, ${Math.ceil(left)} s left`;
}

function countOf(unit: AnnouncementJob['unit'], count: number): string {
  const one = unit === 'people' ? 'person' : 'domain';
  return `${count.toLocaleString('en')} ${count === 1 ? one : unit}`;
}

/** What became of one that has ended, as a state, a word and the counts. */
export function outcomeOf(job: AnnouncementJob): { state: State; word: string; detail: string } {
  const { sent, failed, unsure, unreached, offline, unit, stopped, failure, claims } = job;
  const number = (count: number) => count.toLocaleString('en');
  const counts = [
    `${unit === 'people' ? 'Sent to' : 'Told'} ${countOf(unit, sent)}`,
    failed > 0 && `${number(failed)} failed`,
    unsure > 0 && `${number(unsure)} without an answer: they may have it`,
    unreached > 0 && `${number(unreached)} not reached`,
    offline > 0 && `${number(offline)} offline, left out`,
  ];
  const detail = `${counts.filter(Boolean).join(', ')}.`;
  if (stopped) return { state: 'warning', word: 'Stopped', detail };
  if (failure && sent === 0) return { state: 'failing', word: 'Not sent', detail };
  if (failure) return { state: 'warning', word: 'Sent in part', detail };
  return { state: 'ok', word: claims.length > 0 ? 'Sent, as the server says' : 'Sent', detail };
}
