import type { Subject } from '../domain/alert.ts';
import { inScope, type Rule } from '../domain/alert-rule.ts';
import type { KnownSeries, MetricStore } from '../metrics/port.ts';
import type { KeptEvent } from '../store/events.ts';
import {
  judgeAbsence,
  judgeExpected,
  judgePoints,
  judgeState,
  type Known,
  knownPoints,
  percentages,
  type SeriesCondition,
  secondsBetween,
  staleAfterSeconds,
  type Verdict,
} from './judge.ts';
import type { Finding } from './step.ts';
import { findingText } from './words.ts';

/** Where a rule looks. */
export type Sight = {
  metrics: Pick<MetricStore, 'series' | 'range'>;
  /** The last event of each kind, target and `details.of`. */
  latestEvents(kinds: readonly string[]): Promise<Pick<KeptEvent, 'target' | 'kind' | 'at' | 'text' | 'details'>[]>;
  /** When the last event of a kind and target came. */
  lastEvent(kind: string, target: string): Promise<Date | null>;
  /** What there is. Whatever else was measured once is gone. */
  targets: ReadonlySet<string>;
};

/** Whether the rule holds already for that subject. */
type Held = (subject: Subject) => boolean;

const mostSeries = 5_000;
/** A store answers with so many points at most. */
const mostPoints = 300;
/** Series that were not told of for longer are history. */
const historyAfterSeconds = 86_400;

/** Everything a rule has to say now, one finding for each subject in its scope. */
export async function look(rule: Rule, sight: Sight, held: Held, now: Date): Promise<Finding[]> {
  const { condition } = rule;
  switch (condition.is) {
    case 'absence':
      return lookForAbsence(rule, condition, sight, now);
    case 'state':
      return lookAtStates(rule, condition, sight);
    case 'expected':
      return lookForExpected(rule, condition, sight, now);
    default:
      return lookAtSeries(rule, condition, sight, held, now);
  }
}

async function lookAtSeries(rule: Rule, condition: SeriesCondition, sight: Sight, held: Held, now: Date) {
  const found = await seriesOf(rule, condition.series, sight);
  const live = found.filter(({ lastAt }) => lastAt && secondsBetween(lastAt, now) < historyAfterSeconds);
  const wholes = condition.percentOf === null ? null : await seriesOf(rule, condition.percentOf, sight);
  const parts = live.map((series) => ({ series, whole: wholes?.find((one) => isSameThing(one, series)) ?? null }));
  const ids = parts.flatMap(({ series, whole }) => [series.id, ...(whole ? [whole.id] : [])]);
  const points = await readPoints(sight, found, [...new Set(ids)], condition, now);
  return parts.map(({ series, whole }): Finding => {
    const unit = wholes ? '%' : series.unit;
    const subject = subjectOf(series, unit);
    const mine = points(series);
    const known = wholes ? percentages(mine, whole ? points(whole) : []) : mine;
    const verdict = judgePoints(condition, known, held(subject), now);
    return findingOf(rule, subject, verdict);
  });
}

/** Up to now, or nothing when the newest is too old to say anything about now. */
async function readPoints(
  { metrics }: Sight,
  found: readonly KnownSeries[],
  ids: number[],
  condition: SeriesCondition,
  now: Date,
): Promise<(series: KnownSeries) => Known[]> {
  if (ids.length === 0) return () => [];
  const longest = Math.max(...found.map(staleAfterSeconds));
  const seconds = condition.is === 'threshold' ? longest : condition.windowSeconds;
  const from = new Date(now.getTime() - 1000 * seconds);
  const ranges = await metrics.range({ ids, from, to: now, points: mostPoints });
  const byId = new Map(ranges.map(({ id, stepSeconds, points }) => [id, { stepSeconds, known: knownPoints(points) }]));
  return (series) => {
    const range = byId.get(series.id);
    const last = range?.known.at(-1);
    if (!range || !last) return [];
    const patience = Math.max(staleAfterSeconds(series), 2 * range.stepSeconds);
    return secondsBetween(last.at, now) > patience ? [] : range.known;
  };
}

async function lookForAbsence(
  rule: Rule,
  { series, seconds }: { series: string; seconds: number },
  sight: Sight,
  now: Date,
) {
  // Of a target one series is enough: which of its labels are there may change.
  const byTarget = Map.groupBy(await seriesOf(rule, series, sight), ({ target }) => target);
  return [...byTarget].map(([target, all]): Finding => {
    const lastAt = all.reduce<Date | null>(
      (last, one) => (one.lastAt && (!last || one.lastAt > last) ? one.lastAt : last),
      null,
    );
    return findingOf(rule, { target, of: '', series, unit: 's' }, judgeAbsence(seconds, lastAt, now));
  });
}

async function lookAtStates(rule: Rule, { kind, states }: { kind: string; states: readonly string[] }, sight: Sight) {
  const events = newestOfEach(await sight.latestEvents(opposites.get(kind) ?? [kind]));
  return events
    .filter(({ target }) => isWatched(rule, target, sight))
    .map((event): Finding => {
      const { of } = event.details;
      const subject = { target: event.target, of: typeof of === 'string' ? of : '', series: null, unit: '' };
      return findingOf(rule, subject, judgeState(states, event), event.text);
    });
}

/** Devices tell one state by one kind of trap, and the other by another: which came last is the state of the thing. */
const links = ['trap.linkDown', 'trap.linkUp'];
const opposites = new Map(links.map((kind) => [kind, links]));

function newestOfEach<E extends Pick<KeptEvent, 'target' | 'at' | 'details'>>(events: readonly E[]): E[] {
  const things = Map.groupBy(events, ({ target, details }) => JSON.stringify([target, details.of ?? null]));
  return [...things.values()].map((all) => all.reduce((newest, one) => (one.at > newest.at ? one : newest)));
}

async function lookForExpected(
  rule: Rule,
  { kind, withinSeconds }: { kind: string; withinSeconds: number },
  sight: Sight,
  now: Date,
): Promise<Finding[]> {
  const { target } = rule;
  if (target === null || !isWatched(rule, target, sight)) return [];
  const verdict = judgeExpected(withinSeconds, await sight.lastEvent(kind, target), rule.createdAt, now);
  return [findingOf(rule, { target, of: '', series: null, unit: 's' }, verdict)];
}

/** Asked for one target where the rule names one, so that others' series can't push its own out of the bound. */
async function seriesOf(rule: Rule, name: string, sight: Sight): Promise<KnownSeries[]> {
  const { target } = rule;
  const one = target !== null && !target.endsWith(':*') ? { target } : {};
  const found = await sight.metrics.series({ ...one, name, limit: mostSeries });
  // A series that was named and never measured says 1970.
  return found
    .filter((series) => isWatched(rule, series.target, sight))
    .map((series) => (series.lastAt?.getTime() === 0 ? { ...series, lastAt: null } : series));
}

function isWatched(rule: Rule, target: string, { targets }: Sight): boolean {
  return targets.has(target) && inScope(rule.target, target);
}

function findingOf(rule: Rule, subject: Subject, verdict: Verdict, eventText?: string): Finding {
  const { unit, of } = subject;
  const seconds = rule.condition.is === 'forecast' ? 's' : unit;
  const told = { verdict, unit, of, ...(eventText !== undefined && { eventText }) };
  return { subject: { ...subject, unit: seconds }, verdict, text: findingText(rule.condition, told) };
}

function subjectOf({ target, name, labels }: KnownSeries, unit: string): Subject {
  const of = Object.entries(labels)
    .map(([label, text]) => `${label} ${text}`)
    .join(', ');
  return { target, of, series: name, unit };
}

function isSameThing(one: KnownSeries, other: KnownSeries): boolean {
  const [mine, theirs] = [Object.entries(one.labels), Object.entries(other.labels)];
  return (
    one.target === other.target &&
    mine.length === theirs.length &&
    mine.every(([label, text]) => other.labels[label] === text)
  );
}
