import { BellOff, ChartLine } from 'lucide-react';
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
      <Quiet alert={alert} />
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
      {alert.state === 'acknowledged' && (
        <span className="block truncate text-soft text-xs" data-tip={`by ${alert.acknowledgedBy}`}>
          by {alert.acknowledgedBy}
        </span>
      )}
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
  cell: ({ value: text, chart }) => (
    <Link href={chart} className="inline-flex min-w-0 items-center gap-1 rounded-sm hover:underline">
      <ChartLine aria-hidden className="flex-none text-faint" />
      <span data-figures className="truncate">
        {text ?? 'Charts'}
      </span>
    </Link>
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

const silenced = /^Silenced until (\S+?Z)(?:: (.*))?$/s;

/** Why nobody is told of it. */
function Quiet({ alert: { state: is, quiet } }: { alert: AlertView }) {
  if (is !== 'firing' || quiet === null) return null;
  const [, until, reason] = silenced.exec(quiet) ?? [];
  return (
    <span className="mt-0.5 flex min-w-0 items-center gap-1 text-unknown text-xs" data-tip={until ? undefined : quiet}>
      <BellOff aria-hidden className="flex-none [&.lucide]:size-3" />
      <span className="truncate">
        {until ? (
          <>
            Silenced, ends <RelativeTime value={until} />
            {reason && `: ${reason}`}
          </>
        ) : (
          quiet
        )}
      </span>
    </span>
  );
}

export const openColumns = [name, state, target, value, since];
export const historyColumns = [name, target, value, since, over];
