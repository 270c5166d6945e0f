import type { Sample } from '../metrics/port.ts';
import type { Observed, Thing } from './state-events.ts';

/** Where a source puts what it found out. */
export type Sink = {
  push(samples: readonly Sample[]): void;
  note(thing: Thing, observed: Observed): void;
};
