'use client';

import { ListFilter } from 'lucide-react';
import { useCallback } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Checkbox } from '#app/_ui/form/checkbox.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import { Menu, MenuCheck, MenuItem, MenuSeparator } from '#app/_ui/overlay/menu.tsx';
import type { ChartOffer } from '#lib/services/metrics/read-series.ts';
import type { MetricTarget } from '#lib/services/metrics/targets.ts';
import { MetricBoard, useCharts } from '../../_parts/metrics/metric-board.tsx';
import { RangeBar } from '../../_parts/metrics/range-bar.tsx';
import { useAddress } from '../../_parts/metrics/use-address.ts';
import { useMetricRange } from '../../_parts/metrics/use-metric-range.ts';

/** Target, series and range, all of it in the address: what somebody sees is what their link shows. */
export function MetricsView({ targets }: { targets: MetricTarget[] }) {
  const [params, change] = useAddress();
  const range = useMetricRange();
  const target = params.get('target') ?? targets[0]?.target ?? 'portal';
  const names = params.getAll('name').slice(0, 100);
  const each = params.get('each') === '1';
  const charts = useCharts(target);
  const put = useCallback(
    (parts: Record<string, string[]>) =>
      change((now) => {
        const next = new URLSearchParams(now);
        for (const [part, values] of Object.entries(parts)) {
          next.delete(part);
          for (const value of values) next.append(part, value);
        }
        return next;
      }),
    [change],
  );
  const known = targets.some((one) => one.target === target) ? targets : [...targets, goneTarget(target)];
  const called = known.find((one) => one.target === target)?.name ?? target;
  return (
    <div className="grid min-w-0 gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <Select
          aria-label="Target"
          className="w-64 max-w-full"
          options={known.map(({ target, name }) => ({ value: target, label: name }))}
          value={target}
          onChange={(event) => put({ target: [event.target.value], name: [] })}
        />
        <ChartChoice offers={charts.value?.charts ?? []} names={names} choose={(chosen) => put({ name: chosen })} />
        <RangeBar range={range} />
        <Checkbox label="Every series" checked={each} onChange={() => put({ each: each ? [] : ['1'] })} />
      </div>
      <MetricBoard {...{ target, called, charts, names, range, each }} />
    </div>
  );
}

type ChartChoiceProps = { offers: ChartOffer[]; names: string[]; choose: (names: string[]) => void };

function ChartChoice({ offers, names, choose }: ChartChoiceProps) {
  const toggle = (name: string) =>
    choose(names.includes(name) ? names.filter((one) => one !== name) : [...names, name]);
  const words = names.length === 0 ? 'All charts' : `${names.length} ${names.length === 1 ? 'chart' : 'charts'}`;
  return (
    <Menu align="start" trigger={<Button icon={<ListFilter aria-hidden />}>{words}</Button>}>
      {offers.map(({ name, title }) => (
        <MenuCheck key={name} checked={names.includes(name)} onChange={() => toggle(name)}>
          {title}
        </MenuCheck>
      ))}
      {offers.length > 0 && <MenuSeparator />}
      <MenuItem onSelect={() => choose([])} disabledReason={names.length === 0 && 'All are shown already.'}>
        Show all charts
      </MenuItem>
    </Menu>
  );
}

/** A link may name what is no longer there; its samples still are. */
const goneTarget = (target: string): MetricTarget => ({ target, name: target, kind: 'own', href: null });
