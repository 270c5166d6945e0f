import { mostPerSecond, type SeriesTable } from '../series.ts';

const slowly = { kind: 'gauge', step: 60 } as const;
const now = { kind: 'gauge', step: 10 } as const;
const rate = { kind: 'counter', step: 10, max: mostPerSecond } as const;

/** Of target `portal`: what the database knows of it, and what its web process says of itself. Counters begin anew with that. */
export const portalSeries = {
  'portal.sessions': { ...slowly, unit: 'sessions', what: 'People who are signed in, once for each browser.' },
  'portal.jobs': { ...slowly, unit: 'jobs', labels: 'state', what: 'Long work that is not over.' },
  'portal.database.answer': { ...now, unit: 'ms', what: 'How long the database took for a simple question.' },
  'portal.database.size': { ...slowly, unit: 'bytes', what: 'Of the portal’s database.' },
  'portal.requests': {
    ...rate,
    unit: 'requests/s',
    labels: 'kind: page, action, data, live, sign-in, health, asset',
    what: 'Requests that were answered.',
  },
  'portal.requests.failed': {
    ...rate,
    unit: 'requests/s',
    labels: 'kind',
    what: 'Of these, with a status of 500 or more.',
  },
  'portal.requests.p95': {
    ...now,
    unit: 'ms',
    labels: 'kind, but live',
    what: 'Within which 95% were answered, of the last ten seconds. None: nobody asked.',
  },
  'portal.actions': {
    ...rate,
    unit: 'actions/s',
    labels: 'outcome: done, or the kind of failure',
    what: 'Changes that were asked for.',
  },
  'portal.live': { ...now, unit: 'pages', what: 'Open pages that are told of news.' },
  'portal.memory': { ...now, unit: 'bytes', labels: 'of: process, heap', what: 'Held by the web process.' },
  'portal.cpu': { ...rate, unit: 'ms/s', what: 'Time of processors that the web process took; 1,000 is one whole.' },
  'portal.loop': { ...now, unit: 'ms', what: 'Longest that its event loop was held up since the last look.' },
} as const satisfies SeriesTable;

/** Of target `collector`: the process that looks. Counters begin anew with it. */
export const collectorSeries = {
  'collector.memory': { ...now, unit: 'bytes', labels: 'of: process, heap', what: 'Held by the collector.' },
  'collector.cpu': { ...rate, unit: 'ms/s', what: 'Time of processors that the collector took; 1,000 is one whole.' },
  'collector.loop': { ...now, unit: 'ms', what: 'Longest that its event loop was held up since the last look.' },
  'collector.jobs': { ...now, unit: 'jobs', what: 'On its schedule.' },
  'collector.polls': { ...rate, unit: 'polls/s', what: 'Runs of jobs.' },
  'collector.errors': { ...rate, unit: 'errors/s', what: 'Runs that failed, or took too long.' },
  'collector.late': { ...now, unit: 'ms', what: 'Longest that a job began after its time since the last look.' },
  'collector.slowest': { ...now, unit: 'ms', what: 'Longest run of a job that ended since the last look.' },
  'collector.waiting': { ...now, unit: 'samples', what: 'Not written yet; at most 50,000.' },
  'collector.written': { ...rate, unit: 'samples/s', what: 'Taken by the store.' },
  'collector.left-out': { ...rate, unit: 'samples/s', what: 'Not newer than what the store had.' },
  'collector.lost': { ...rate, unit: 'samples/s', what: 'Given up because too many waited.' },
} as const satisfies SeriesTable;

/** Of target `collector`: what the receiver of traps counts, where there is one. Counters begin anew with it. */
export const trapSeries = {
  'traps.received': { ...rate, unit: 'datagrams/s', what: 'That came to the receiver of traps.' },
  'traps.kept': { ...rate, unit: 'traps/s', what: 'Traps and informs that became events.' },
  'traps.refused': { ...rate, unit: 'datagrams/s', labels: 'reason', what: 'That were not taken.' },
} as const satisfies SeriesTable;
