'use client';

import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Age } from '#app/_ui/feedback/age.tsx';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { SkeletonLines } from '#app/_ui/feedback/skeleton.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { Fact, Facts } from '#app/_ui/show/facts.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import type { ServerData as Data } from '#lib/services/users/server-data.ts';
import { useAsked } from '../../../_parts/use-asked.ts';

/** What the XMPP server holds for somebody: folded, and asked when it is opened. */
export function ServerData({ id }: { id: string }) {
  const [open, setOpen] = useState(false);
  return (
    <Section
      title="What the server holds"
      hint="Settings and data of this account on the XMPP server, private ones counted"
      action={
        <Button kind="quiet" size="s" aria-expanded={open} onClick={() => setOpen((now) => !now)}>
          {open ? 'Hide server data' : 'Show server data'}
        </Button>
      }
    >
      {open && <Opened id={id} />}
    </Section>
  );
}

function Opened({ id }: { id: string }) {
  const { value, failure, asking, ask } = useAsked<Data>(
    `/api/users/server-data?${new URLSearchParams({ id })}`,
    'The XMPP server was not asked.',
  );
  if (failure) return <ErrorNote failure={failure} />;
  if (!value) return <SkeletonLines lines={6} />;
  return (
    <div className="grid gap-4">
      <Config config={value.config} />
      <Statistics statistics={value.statistics} />
      <Age noun="Answer" asOf={value.asOf} onRefresh={ask} refreshing={asking} />
    </div>
  );
}

const titles: Readonly<Record<string, string>> = {
  account: 'Account',
  roster: 'Contacts',
  vcard: 'vCard',
  private: 'Private storage',
  offline: 'Offline messages',
  archive: 'Archive',
  blocking: 'Blocked',
  pubsub: 'Personal eventing',
  rooms: 'Rooms',
  last: 'Last activity',
};

function Config({ config }: { config: Data['config'] }) {
  if ('why' in config) return <Missing part="What is stored" why={config.why} />;
  if (config.value.length === 0) return <p className="text-faint text-sm">The server holds nothing for this person.</p>;
  return config.value.map(({ section, rows }) => (
    <div key={section}>
      <h3 className="font-medium text-sm">{titles[section] ?? section}</h3>
      <Facts>
        {rows.map(({ name, values }) => (
          <Fact key={name} label={name}>
            {values.join(', ') || '–'}
          </Fact>
        ))}
      </Facts>
    </div>
  ));
}

function Statistics({ statistics }: { statistics: Data['statistics'] }) {
  if ('why' in statistics) return <Missing part="Statistics" why={statistics.why} />;
  const { rosterSize, onlineResources, addresses, lastSignInAt, more } = statistics.value;
  return (
    <div>
      <h3 className="font-medium text-sm">Statistics</h3>
      <Facts>
        {rosterSize !== null && <Fact label="Contacts">{rosterSize.toLocaleString('en')}</Fact>}
        <Fact label="Devices online">{onlineResources.join(', ') || 'None'}</Fact>
        {addresses.length > 0 && <Fact label="Addresses">{addresses.join(', ')}</Fact>}
        {lastSignInAt && (
          <Fact label="Last sign-in">
            <RelativeTime value={lastSignInAt} />
          </Fact>
        )}
        {more.map(({ label, values }) => (
          <Fact key={label} label={label}>
            {values.join(', ') || '–'}
          </Fact>
        ))}
      </Facts>
    </div>
  );
}

function Missing({ part, why }: { part: string; why: string }) {
  return (
    <p className="text-sm">
      <span className="font-medium">{part}:</span> <span className="text-faint">{why}</span>
    </p>
  );
}
