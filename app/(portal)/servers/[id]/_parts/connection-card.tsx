'use client';

import { Age } from '#app/_ui/feedback/age.tsx';
import { Card } from '#app/_ui/frame/section.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import { useRows } from '#app/_ui/table/use-rows.ts';
import type { ServerRow } from '#lib/services/servers/list-servers.ts';
import type { ServerState } from '#lib/services/servers/server-state.ts';
import { ServerStateBadge } from '../../_parts/server-state-badge.tsx';

const refreshSeconds = 5;

/** How the portal's connection is, from the portal's memory, again every few seconds. */
export function ConnectionCard({ id, first }: { id: string; first: ServerState }) {
  const { answer, failure, refresh, loading } = useRows<ServerRow>('/api/servers', { refreshSeconds });
  const state = answer?.rows.find((row) => row.id === id)?.state ?? first;
  return (
    <Card title="Connection" action={<ServerStateBadge state={state} ground />}>
      <dl className="grid gap-1 text-sm">
        <Line label={state.is === 'away' ? 'Away since' : 'Since'}>
          <RelativeTime value={state.since} none="unknown" />
        </Line>
        {state.is === 'online' && (
          <>
            <Line label="Signed in by">{state.mechanism}</Line>
            <Line label="TLS">
              {state.tls.protocol}
              {state.tls.cipher && <span className="block text-faint text-xs">{state.tls.cipher}</span>}
            </Line>
          </>
        )}
        {state.is === 'away' && (
          <>
            <Line label="Why">{state.why}</Line>
            <Line label="Next try">
              <RelativeTime value={state.nextTryAt} none="none" />
            </Line>
          </>
        )}
      </dl>
      <div className="mt-2">
        {failure ? (
          <p className="text-faint text-xs">{failure.why}</p>
        ) : (
          answer?.asOf && <Age noun="State" asOf={answer.asOf} onRefresh={refresh} refreshing={loading} />
        )}
      </div>
    </Card>
  );
}

function Line({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-2 py-0.5">
      <dt className="text-faint">{label}</dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
