'use client';

import { UserSearch } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/feedback/empty-state.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { AccountView } from './account-view.tsx';

type Props = { id: string; domain: string; mayOperate: boolean };

/** The account stands in the address, so that it can be linked to. */
export function AccountLookUp({ id, domain, mayOperate }: Props) {
  const router = useRouter();
  const jid = useSearchParams().get('jid') ?? '';
  return (
    <div className="grid min-w-0 gap-5">
      <LookUpForm
        key={`form ${jid}`}
        domain={domain}
        first={jid}
        onLookUp={(wanted) => router.push(`/servers/${id}/accounts?${new URLSearchParams({ jid: wanted })}`)}
      />
      {jid ? (
        <AccountView key={`account ${jid}`} id={id} jid={jid} mayOperate={mayOperate} />
      ) : (
        <div className="rounded-md border border-line">
          <EmptyState icon={<UserSearch aria-hidden />} title="No account chosen">
            Enter a JID to see its sessions, when it was last seen, its roster, and what the server holds for it. A row
            under Sessions leads here too.
          </EmptyState>
        </div>
      )}
    </div>
  );
}

function LookUpForm({ domain, first, onLookUp }: { domain: string; first: string; onLookUp: (jid: string) => void }) {
  const [text, setText] = useState(first);
  const send = (event: FormEvent) => {
    event.preventDefault();
    const typed = text.trim();
    if (typed) onLookUp(typed.includes('@') ? typed : `${typed}@${domain}`);
  };
  return (
    <search>
      <form onSubmit={send} className="flex flex-wrap items-center gap-2">
        <span className="w-full sm:w-80">
          <TextInput
            mono
            aria-label="JID of the account"
            placeholder={`somebody@${domain}`}
            value={text}
            spellCheck={false}
            autoCapitalize="off"
            maxLength={1100}
            onChange={(event) => setText(event.target.value)}
          />
        </span>
        <Button type="submit" kind="primary">
          Look up
        </Button>
      </form>
    </search>
  );
}
