'use client';

import { useEffect, useState } from 'react';
import { Age } from '#app/_ui/feedback/age.tsx';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import { Columns } from '#app/_ui/frame/page.tsx';
import { Card } from '#app/_ui/frame/section.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import type { ProfileChoice } from '#lib/services/devices/profile-choices.ts';
import type { DeviceView as View } from '#lib/services/devices/view-device.ts';
import { DeviceStateBadge } from '../../_parts/device-state-badge.tsx';
import { DeviceSection } from './device-section.tsx';

const refreshMs = 10_000;

/** What the collector keeps of the device, again every few seconds while somebody looks. */
export function DeviceView({ first, choices }: { first: View; choices: readonly ProfileChoice[] }) {
  const view = useFresh(first);
  const { state, sections, settings } = view;
  return (
    <Columns side={<StateCard view={view} />}>
      {state.is === 'away' && (
        <Notice state="failing">
          {state.why} {sections && 'Below is what it said before.'}
        </Notice>
      )}
      {state.stale && (
        <Notice state="warning">The collector has not asked it for a while: what stands here may be old.</Notice>
      )}
      {sections === null ? (
        <p className="text-soft text-sm">Nothing yet: the first answer comes with the next poll.</p>
      ) : (
        sections.map((section) => (
          <DeviceSection
            key={section.profile}
            section={section}
            mib={choices.find(({ name }) => name === section.profile)?.mib}
          />
        ))
      )}
      {state.answeredAt && <Age noun="Answers" asOf={state.answeredAt} staleAfterSeconds={settings.pollSeconds * 3} />}
    </Columns>
  );
}

function useFresh(first: View): View {
  const [view, setView] = useState(first);
  useEffect(() => setView(first), [first]);
  useEffect(() => {
    const timer = setInterval(async () => {
      if (document.visibilityState !== 'visible') return;
      const fresh = await ask(first.id);
      if (fresh) setView(fresh);
    }, refreshMs);
    return () => clearInterval(timer);
  }, [first.id]);
  return view;
}

/** null: no answer; what is shown stays, with its age. */
async function ask(id: string): Promise<View | null> {
  try {
    const response = await fetch(`/api/devices/view?${new URLSearchParams({ id })}`);
    return response.ok ? ((await response.json()) as View) : null;
  } catch {
    return null;
  }
}

function StateCard({ view: { state, settings } }: { view: View }) {
  return (
    <Card title="State" action={<DeviceStateBadge state={state} ground />}>
      <dl className="grid gap-1 text-sm">
        <Line label={state.is === 'away' ? 'Away since' : 'Since'}>
          <RelativeTime value={state.since} none="unknown" />
        </Line>
        {state.is === 'away' && (
          <Line label="Last answer">
            <RelativeTime value={state.answeredAt} none="none" />
          </Line>
        )}
        <Line label="Started">
          <RelativeTime value={state.startedAt} none="unknown" />
        </Line>
        <Line label="Polled">
          <RelativeTime value={state.polledAt} none="not yet" />
          {`, every ${settings.pollSeconds} s`}
        </Line>
        <Line label="Asked by">{askedBy(settings)}</Line>
      </dl>
    </Card>
  );
}

function askedBy({ snmp, userName, level, auth, priv }: View['settings']): string {
  if (snmp === '2c') return 'SNMP v2c, a community';
  return level === 'authPriv'
    ? `SNMP v3, ${userName}, ${auth} and ${priv}`
    : `SNMP v3, ${userName}, without protection`;
}

function Line({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-2 py-0.5">
      <dt className="text-faint">{label}</dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
