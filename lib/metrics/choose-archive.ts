import type { SeriesSpec } from './port.ts';
import { type Archive, archivesOf } from './rings.ts';

/** Cells `first` to `last` of an archive; `merged` neighbours, aligned to the epoch, make one point. */
export type Choice = { archive: Archive; at: number; merged: number; first: number; last: number };

/**
 * The finest archive that reaches back to `from` with at most so many points; where even the coarsest has more, neighbours are
 * merged. Points end after `from` and not after `to`.
 */
export function chooseArchive(
  stepSeconds: SeriesSpec['stepSeconds'],
  { fromMs, toMs, nowMs, points }: { fromMs: number; toMs: number; nowMs: number; points: number },
): Choice {
  const all = archivesOf(stepSeconds);
  const cells = ({ stepSeconds: step }: Archive) => Math.ceil((toMs - fromMs) / 1000 / step);
  const reaches = ({ keepSeconds, stepSeconds: step }: Archive) => nowMs - fromMs <= (keepSeconds + step) * 1000;
  const fitting = all.findIndex((archive) => reaches(archive) && cells(archive) <= points);
  const at = fitting === -1 ? all.length - 1 : fitting;
  const archive = all[at] as Archive;
  const merged = Math.max(1, Math.ceil(cells(archive) / points));
  const stepMs = archive.stepSeconds * 1000 * merged;
  const first = Math.floor(fromMs / stepMs) * merged + 1;
  const last = Math.floor(toMs / stepMs) * merged;
  return { archive, at, merged, first, last };
}
