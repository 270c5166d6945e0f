import type { Database } from '#lib/store/database.ts';
import { tellSamples } from '#lib/store/news.ts';
import type { MetricStore } from './port.ts';

/** A store that also tells live pages of which targets samples came; `failed` where that couldn't be told, which loses nothing else. */
export function tellingMetrics(
  store: MetricStore,
  db: Pick<Database, 'query'>,
  failed: (cause: unknown) => void,
): MetricStore {
  return {
    ...store,
    async write(samples) {
      const outcome = await store.write(samples);
      if (outcome.written === 0) return outcome;
      const steps = new Map(
        samples.map(({ series: { target, stepSeconds: step } }) => [`${target} ${step}`, { target, step }]),
      );
      await tellSamples(db, [...steps.values()]).catch(failed);
      return outcome;
    },
  };
}
