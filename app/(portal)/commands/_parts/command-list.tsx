'use client';

import { SearchX, Server, SquareTerminal } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useMemo, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Age } from '#app/_ui/feedback/age.tsx';
import { EmptyState } from '#app/_ui/feedback/empty-state.tsx';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import { SkeletonLines } from '#app/_ui/feedback/skeleton.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import type { CommandList as List } from '#lib/services/commands/list-commands.ts';
import { ServerStateBadge } from '../../servers/_parts/server-state-badge.tsx';
import { CommandGroup } from './command-group.tsx';
import { useCommands } from './use-commands.ts';

export function CommandList() {
  const params = useSearchParams();
  const router = useRouter();
  const { list, failure, loading, refresh } = useCommands(params.get('server'));
  const [text, setText] = useState('');
  const groups = useMemo(() => grouped(list?.rows ?? [], text), [list, text]);
  const { server } = list ?? { server: null };
  const choose = (id: string) => router.replace(`/commands?${new URLSearchParams({ server: id })}`);

  return (
    <Page>
      <PageHead
        title="Commands"
        count={server ? list?.rows.length : undefined}
        detail={server && <ServerStateBadge state={server.state} />}
        actions={<Button href="/commands/offers">Offered commands</Button>}
      />
      {failure && (
        <ErrorNote
          failure={failure}
          action={
            <Button size="s" onClick={refresh}>
              Try again
            </Button>
          }
        />
      )}
      {!failure && !list && <SkeletonLines lines={8} />}
      {list && !server && (
        <EmptyState
          icon={<Server aria-hidden />}
          title="No servers yet"
          action={
            <Button href="/servers" kind="primary">
              Go to servers
            </Button>
          }
        >
          Commands are what an XMPP server offers to its administrators. Add a server first.
        </EmptyState>
      )}
      {list && server && (
        <>
          <div className="flex flex-wrap items-center gap-2">
            <Select
              className="w-full sm:w-56"
              aria-label="Server"
              value={server.id}
              onChange={(event) => choose(event.target.value)}
              options={list.servers.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <TextInput
              type="search"
              role="searchbox"
              aria-label="Search commands"
              placeholder="Search by name or node"
              className="sm:w-72"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
          <AwayNotice server={server} known={list.rows.length > 0} />
          {list.partial && <Notice state="warning">{list.partial}</Notice>}
          {groups.length === 0 && text !== '' && (
            <EmptyState
              icon={<SearchX aria-hidden />}
              title={`Nothing matches “${text}”`}
              action={<Button onClick={() => setText('')}>Clear search</Button>}
            />
          )}
          {groups.length === 0 && text === '' && server.state.is === 'online' && !loading && (
            <EmptyState icon={<SquareTerminal aria-hidden />} title="The server offers no commands">
              Servers offer commands to their administrators. Look whether the portal’s account is one.
            </EmptyState>
          )}
          <div className="grid gap-6">
            {groups.map(({ group, rows }) => (
              <CommandGroup
                key={group}
                title={list.services.find(({ jid }) => jid === group)?.name || group}
                jid={rows[0]?.jid === server.domain ? null : (rows[0]?.jid ?? null)}
                server={server.id}
                rows={rows}
              />
            ))}
          </div>
          {list.asOf && (
            <Age noun="List" asOf={list.asOf} staleAfterSeconds={900} onRefresh={refresh} refreshing={loading} />
          )}
        </>
      )}
    </Page>
  );
}

function AwayNotice({ server: { name, state }, known }: { server: NonNullable<List['server']>; known: boolean }) {
  if (state.is === 'online') return null;
  if (state.is === 'connecting') return <Notice state="unknown">The portal is connecting to {name}.</Notice>;
  return (
    <Notice state="failing">
      {name} is away: {state.why} {known ? 'This is what it offered last; nothing can be run until it is back.' : ''}
    </Notice>
  );
}

const first = [
  ...['Accounts', 'Numbers and lists', 'Announcements', 'Running the server'],
  ...['State of the server', 'Data of an account', 'Others'],
];

/** The standard's groups first, then each service. A word finds names and nodes. */
function grouped(rows: List['rows'], text: string): { group: string; rows: List['rows'] }[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = rows.filter(({ name, node, jid }) => {
    const all = `${name} ${node} ${jid}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
  const place = (group: string) => (first.includes(group) ? first.indexOf(group) : first.length);
  return [...Map.groupBy(found, ({ group }) => group)]
    .map(([group, own]) => ({ group, rows: own.toSorted((left, right) => left.name.localeCompare(right.name, 'en')) }))
    .sort((left, right) => place(left.group) - place(right.group) || left.group.localeCompare(right.group, 'en'));
}
