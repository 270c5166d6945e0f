'use client';

import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import type { TrapsView } from '#lib/services/devices/view-traps.ts';
import { useServerData } from '../../servers/[id]/_parts/use-server-data.ts';

/** Where devices send their traps, or how that is switched on; and what was not taken. */
export function TrapNotice({ first }: { first: TrapsView | null }) {
  const [open, setOpen] = useState(false);
  const { value: fresh } = useServerData<TrapsView>('/api/devices/traps');
  const value = fresh ?? first;
  if (!value) return null;
  const { is, listens, refused } = value;
  if (is === 'off')
    return (
      <Notice state="unknown">
        No traps are taken in. Set <Mono value="SNMP_TRAPS" />, for example to <Mono value="0.0.0.0:162" />, and start
        the portal again.
      </Notice>
    );
  if (is === 'away')
    return (
      <Notice state="failing">
        Traps are not taken in just now: the process that listens at {listens.join(' and ')} doesn’t run. It is started
        again by itself; the log says why it ended.
      </Notice>
    );
  return (
    <div className="grid gap-1">
      <Notice
        state={refused.length > 0 ? 'warning' : 'ok'}
        action={
          refused.length > 1 && (
            <Button size="s" kind="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? 'Show less' : `Show all ${refused.length}`}
            </Button>
          )
        }
      >
        <Taken view={value} />
        {refused[0] && !open && <> Not taken: {refused[0].text}.</>}
      </Notice>
      {open && (
        <ul aria-label="What was not taken" className="max-h-60 overflow-y-auto px-3 text-sm">
          {refused.map(({ text, lastAt }) => (
            <li key={text} className="border-line border-b py-1 last:border-0">
              {text}{' '}
              <span className="text-faint">
                <RelativeTime value={lastAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Taken({ view: { listens, kept, since } }: { view: TrapsView }) {
  return (
    <>
      Devices may send traps and informs to {listens.join(' and ')}. {kept.toLocaleString('en')}{' '}
      {kept === 1 ? 'was' : 'were'} kept since <RelativeTime value={since} />.
    </>
  );
}
