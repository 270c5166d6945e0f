'use client';

import { useCallback, useMemo } from 'react';
import type { Window } from '#app/_ui/chart/scales.ts';
import { type MetricRangeState, type Preset, parseRange, writeRange } from './metric-range.ts';
import { useAddress } from './use-address.ts';

export type MetricRangeControl = MetricRangeState & {
  choose: (preset: Preset) => void;
  /** null: back to the range that moves on. */
  show: (window: Window | null) => void;
};

/** The range that all charts of a page share; it is in the address. */
export function useMetricRange(): MetricRangeControl {
  const [params, change] = useAddress();
  const state = useMemo(() => parseRange(params), [params]);
  const choose = useCallback((preset: Preset) => change((now) => writeRange({ preset, window: null }, now)), [change]);
  const show = useCallback(
    (window: Window | null) => change((now) => writeRange({ ...parseRange(now), window }, now)),
    [change],
  );
  return { ...state, choose, show };
}
