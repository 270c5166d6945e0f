import type { ReactNode } from 'react';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import { Fact, Facts } from '#app/_ui/show/facts.tsx';
import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { RenamePreview } from '#lib/services/users/rename/preview-rename.ts';

/** What goes with the person, what can't and why, and whom they will have to tell. */
export function WhatMoves({ preview, memberships }: { preview: RenamePreview; memberships: number }) {
  const { onlyDirectory, stores, contacts, rooms, sessions, disabled } = preview;
  return (
    <div className="grid gap-3">
      {onlyDirectory && (
        <Notice state="warning">
          Nothing but the directory is renamed. {onlyDirectory.why} {onlyDirectory.todo} Contacts, messages and all else
          that the server holds stay under the old name.
        </Notice>
      )}
      <Facts>
        <Fact label="Meanwhile">
          {disabled
            ? 'The account is disabled, and stays so.'
            : 'Nobody can sign in by either name; that is lifted at the end.'}{' '}
          {sessionWords(sessions)}
        </Fact>
        <Fact label="Groups and roles">
          {memberships === 0 ? 'None' : `${counted(memberships, 'follows', 'follow')}`}
        </Fact>
        {!onlyDirectory && (
          <>
            <Fact label="On the server">
              {stores.length === 0 ? (
                'Nothing is held'
              ) : (
                <List>
                  {stores.map((one) => (
                    <Store key={one.store} {...one} />
                  ))}
                </List>
              )}
            </Fact>
            <Fact label="Contacts">
              <List>
                <li>{counted(contacts.here, 'roster gets the new name', 'rosters get the new name')}</li>
                {contacts.unable.map(({ count, why }) => (
                  <li key={why}>
                    <StateBadge state="warning">{counted(count, 'keeps the old one', 'keep the old one')}</StateBadge>{' '}
                    {why}
                  </li>
                ))}
                {contacts.foreignCount > 0 && (
                  <li>
                    <StateBadge state="warning">
                      {counted(
                        contacts.foreignCount,
                        'is elsewhere and must be told',
                        'are elsewhere and must be told',
                      )}
                    </StateBadge>
                    <span className="block text-faint text-xs [overflow-wrap:anywhere]">
                      {contacts.foreign.join(', ')}
                      {contacts.foreignCount > contacts.foreign.length ? ' …' : ''}. They will see a new contact
                      request.
                    </span>
                  </li>
                )}
              </List>
            </Fact>
            {rooms.length > 0 && (
              <Fact label="Rooms">
                <List>
                  {rooms.map(({ server, why, away }) => (
                    <li key={server}>
                      <StateBadge state={away ? 'failing' : 'warning'}>
                        {away
                          ? `${server} is away: the rename stops there until it is back`
                          : `${server} keeps the old name`}
                      </StateBadge>{' '}
                      {why}
                    </li>
                  ))}
                </List>
              </Fact>
            )}
          </>
        )}
      </Facts>
      {!onlyDirectory && (
        <p className="text-faint text-xs">
          Until the old name’s data is deleted, which is the last step, the rename can be taken back.
        </p>
      )}
    </div>
  );
}

function Store({ store, items, movable, why }: RenamePreview['stores'][number]) {
  return (
    <li>
      {store}
      {items === null ? '' : `: ${items.toLocaleString('en')}`}{' '}
      {!movable && <StateBadge state="warning">stays under the old name</StateBadge>} {!movable && why}
    </li>
  );
}

function List({ children }: { children: ReactNode }) {
  return <ul className="grid gap-1">{children}</ul>;
}

function sessionWords(sessions: number | null): string {
  if (sessions === null) return 'Open XMPP sessions end; how many there are, the server doesn’t say.';
  return sessions === 0
    ? 'No XMPP session is open.'
    : `${counted(sessions, 'XMPP session ends', 'XMPP sessions end')}.`;
}

function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
