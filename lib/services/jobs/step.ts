import type { Failure, Result } from '../../domain/failure.ts';

export type StepState = 'todo' | 'running' | 'done' | 'failed' | 'taken-back';

/** What is kept of one step. Times are ISO 8601. */
export type StepRecord = {
  name: string;
  state: StepState;
  startedAt: string | null;
  endedAt: string | null;
  /** How many of how many, where there is something to count. */
  done: number | null;
  total: number | null;
  /** What was done: "12 items". */
  note: string;
  /** What could not be, one line each. */
  left: string[];
  /** Why it failed, or why the job stopped before it. Without the cause, which is for the log alone. */
  failure: Omit<Failure, 'cause'> | null;
};

export type Outcome = { note: string; done?: number; total?: number; left?: readonly string[] };

/** What a step may do to what is kept of it while it acts. */
export type OwnRecord = {
  /** Resolves once plan and record are on disk: before a change that can't be taken back without what they say. */
  keep(): Promise<void>;
  /** Shown with the next beat. */
  progress(done: number, total: number): void;
};

/**
 * One step of a job. It may be cut off anywhere and is then begun anew, so `act` and `back` look first and repeat safely.
 * `back` also undoes an `act` that was cut off.
 */
export type Step<Run> = {
  name: string;
  /** "The roster was not copied." */
  what: string;
  act(run: Run, own: OwnRecord): Promise<Result<Outcome>>;
  back(run: Run, own: OwnRecord): Promise<Result<Outcome>>;
  /** Once it has begun, there is no way back. */
  final?: true;
};

/** More would make the row heavy; the count says how many there are. */
export const mostLeft = 200;

export function freshSteps(steps: readonly Pick<Step<never>, 'name'>[]): StepRecord[] {
  return steps.map(({ name }) => ({
    name,
    state: 'todo',
    startedAt: null,
    endedAt: null,
    done: null,
    total: null,
    note: '',
    left: [],
    failure: null,
  }));
}
