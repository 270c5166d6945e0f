import { ChartLine } from 'lucide-react';
import Link from 'next/link';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import { type State, StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { Column } from '#app/_ui/table/column.ts';
import type { AlertView } from '#lib/services/alerts/alert-row.ts';

export const words = { pending: 'Pending', firing: 'Firing', acknowledged: 'Acknowledged', resolved: 'Resolved' };

function shapeOf({ state, severity }: AlertView): State {
  if (state === 'resolved') return 'ok';
  if (state === 'pending') return 'unknown';
  return severity === 'failing' ? 'failing' : 'warning';
}

const name: Column<AlertView> = {
  id: 'name',
  header: 'Alert',
  cell: (alert) => (
    <span className="min-w-0">
      <span className="block truncate font-medium">{alert.name}</span>
      <span className="block truncate text-soft text-xs" data-tip={alert.text}>
        {alert.text}
      </span>
    </span>
  ),
};
const state: Column<AlertView> = {
  id: 'state',
  header: 'State',
  width: 150,
  cell: (alert) => (
    <span className="min-w-0">
      <StateBadge state={shapeOf(alert)}>{words[alert.state]}</StateBadge>
      <Aside alert={alert} />
    </span>
  ),
};
const target: Column<AlertView> = {
  id: 'target',
  header: 'Target',
  width: 180,
  cell: ({ targetName, of }) => (
    <span className="min-w-0">
      <span className="block truncate">{targetName}</span>
      {of && <span className="block truncate text-soft text-xs">{of}</span>}
    </span>
  ),
};
const value: Column<AlertView> = {
  id: 'value',
  header: 'Value',
  width: 120,
  cell: ({ value: text, chart }) =>
    chart ? (
      <Link href={chart} className="inline-flex min-w-0 items-center gap-1 rounded-sm hover:underline">
        <ChartLine aria-hidden className="flex-none text-faint" />
        <span data-figures className="truncate">
          {text ?? 'Chart'}
        </span>
      </Link>
    ) : (
      <span className="text-faint">{text ?? '–'}</span>
    ),
};
const since: Column<AlertView> = {
  id: 'since',
  header: 'Since',
  width: 110,
  cell: ({ since: at }) => <RelativeTime value={at} />,
};
const over: Column<AlertView> = {
  id: 'over',
  header: 'Over',
  width: 110,
  cell: ({ resolvedAt }) => <RelativeTime value={resolvedAt} />,
};

function Aside({ alert: { state: is, acknowledgedBy, quiet } }: { alert: AlertView }) {
  const text = is === 'acknowledged' ? `by ${acknowledgedBy}` : is === 'firing' ? quiet : null;
  if (!text) return null;
  return (
    <span className="block truncate text-soft text-xs" data-tip={text}>
      {text}
    </span>
  );
}

export const openColumns = [name, state, target, value, since];
export const historyColumns = [name, target, value, since, over];
