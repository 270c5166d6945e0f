'use client';

import { useMemo, useRef } from 'react';
import type { MetricRange } from '#lib/services/metrics/read-range.ts';
import { type ServerData, useServerData } from '../../servers/[id]/_parts/use-server-data.ts';
import { samplesOf, type Watch } from '../live/use-live.ts';
import { askTogether } from './ask-together.ts';

/** What one chart shows; `query` as /api/metrics/range takes it. Asked again when there are new samples, at most every `seconds`. */
export function useChartData(query: URLSearchParams, seconds: number): ServerData<MetricRange> {
  const step = useRef<number | undefined>(undefined);
  const parts = query.getAll('part').join('\n');
  const stepSeconds = step.current;
  const past = query.has('from');
  const watches = useMemo(
    (): Watch[] =>
      past
        ? []
        : parts.split('\n').map((part) => {
            const { target } = JSON.parse(part) as { target?: string };
            return samplesOf(target, stepSeconds);
          }),
    [parts, stepSeconds, past],
  );
  const data = useServerData<MetricRange>(`/api/metrics/range?${query}`, seconds, watches, askTogether);
  step.current = data.value?.everySeconds ?? step.current;
  return data;
}
