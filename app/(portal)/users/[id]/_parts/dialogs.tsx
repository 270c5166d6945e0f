'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { ErrorNote, type FailureView } from '#app/_ui/feedback/error-note.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Checkbox } from '#app/_ui/form/checkbox.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import { ConfirmDialog } from '#app/_ui/overlay/confirm-dialog.tsx';
import { Dialog } from '#app/_ui/overlay/dialog.tsx';
import type { RealmChoices } from '#lib/services/realms/list-choices.ts';
import { endingWords } from '#lib/services/users/ending-words.ts';
import type { UserView } from '#lib/services/users/view-user.ts';
import { OneTimePassword } from '../../_parts/one-time-password.tsx';
import { deleteUser, moveUser, resetPassword } from '../../actions.ts';

type Props = { user: UserView; onClose(): void };

export function MoveDialog({ user, onClose }: Props) {
  const [choices, setChoices] = useState<RealmChoices | null>(null);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [dn, setDn] = useState('');
  const [domain, setDomain] = useState('');
  const router = useRouter();
  const toast = useToast();
  useEffect(() => {
    fetch('/api/realms/choices?for=users.move')
      .then((response) => response.json())
      .then((answer: RealmChoices | { failure: FailureView }) =>
        'failure' in answer ? setFailure(answer.failure) : setChoices(answer),
      )
      .catch(() => setFailure(unreachable));
  }, []);
  const targets = (choices?.realms ?? []).filter((realm) => realm.key !== user.realm?.key);
  const target = targets.find((realm) => realm.dn === dn);
  const mail = domain ? `${user.jid.split('@')[0]}@${domain}` : '';
  const move = async () => {
    if (!target) return noTarget;
    const answer = await moveUser({ id: user.id, realm: dn, mail });
    router.refresh();
    if (!answer.ok) return answer.failure;
    toast({ title: `${user.name} was moved to ${target.name}`, description: endingWords(answer.value.xmpp) });
    return null;
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Move ${user.name}`}
      confirmLabel="Move user"
      onConfirm={move}
    >
      {failure && <ErrorNote failure={failure} />}
      <Field label="To realm" name="realm">
        <Select
          value={dn}
          placeholder={choices ? 'Choose a realm' : 'Loading realms'}
          options={targets.map((realm) => ({ value: realm.dn, label: realm.path }))}
          onChange={(event) => {
            setDn(event.target.value);
            setDomain(targets.find((realm) => realm.dn === event.target.value)?.domains[0] ?? '');
          }}
        />
      </Field>
      {target && (
        <Field label="New domain" name="domain">
          <Select
            value={domain}
            options={target.domains.map((name) => ({ value: name, label: name }))}
            onChange={(event) => setDomain(event.target.value)}
          />
        </Field>
      )}
      {mail && <Change before={user.jid} after={mail} />}
    </ConfirmDialog>
  );
}

export function ResetDialog({ user, onClose }: Props) {
  const [mustChange, setMustChange] = useState(true);
  const [endXmpp, setEndXmpp] = useState(true);
  const [made, setMade] = useState<string | null>(null);
  const [told, setTold] = useState<string>();
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [pending, setPending] = useState(false);
  const router = useRouter();
  const reset = async () => {
    setPending(true);
    const answer = await resetPassword({ id: user.id, mustChange, endXmpp });
    setPending(false);
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) {
      setMade(answer.value.password);
      setTold(endingWords(answer.value.xmpp));
    }
    router.refresh();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={`Reset password of ${user.name}`}>
      <div className="grid gap-4">
        {made ? (
          <>
            <OneTimePassword password={made} />
            {told && <p className="text-soft text-sm">{told}</p>}
          </>
        ) : (
          <>
            <p className="text-soft text-sm">
              A new password is made and shown to you once. Every session of {user.name} in the portal ends.
            </p>
            <Checkbox
              label="Must be changed with the next sign-in"
              checked={mustChange}
              onChange={(event) => setMustChange(event.target.checked)}
            />
            <Checkbox
              label="End XMPP sessions as well"
              checked={endXmpp}
              onChange={(event) => setEndXmpp(event.target.checked)}
            />
          </>
        )}
        {failure && <ErrorNote failure={failure} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{made ? 'Done' : 'Cancel'}</Button>
          {!made && (
            <Button kind="primary" onClick={reset} pending={pending}>
              Reset password
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}

export function DeleteDialog({ user, onClose }: Props) {
  const router = useRouter();
  const toast = useToast();
  const remove = async () => {
    const answer = await deleteUser({ id: user.id, confirm: user.uid });
    if (!answer.ok) return answer.failure;
    toast({ title: `${user.name} was deleted`, description: endingWords(answer.value.xmpp) });
    router.push('/users');
    return null;
  };
  const names = user.memberships.map(({ name }) => name);
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      danger
      title={`Delete ${user.name}`}
      description="This can’t be undone."
      confirmLabel="Delete user"
      typeToConfirm={user.uid}
      onConfirm={remove}
    >
      <ul className="list-disc pl-5 text-soft text-sm">
        <li>The account, its password, certificates and keys</li>
        <li>Sessions in the portal and on the XMPP server</li>
        <li>
          {names.length > 0
            ? `Membership of ${names.slice(0, 6).join(', ')}${names.length > 6 ? ` and ${names.length - 6} more` : ''}`
            : 'No group or role is touched'}
        </li>
        <li>What the entry said stays in the audit log</li>
      </ul>
    </ConfirmDialog>
  );
}

function Change({ before, after }: { before: string; after: string }): ReactNode {
  if (!after || before === after) return null;
  return (
    <p className="font-mono text-sm">
      <del className="text-failing">{before}</del> <span aria-hidden>→</span>{' '}
      <ins className="text-ok no-underline">{after}</ins>
    </p>
  );
}

const unreachable = {
  what: 'The realms were not loaded.',
  why: 'The portal did not answer.',
  todo: 'Close this and try again.',
};
const noTarget = { what: 'The user was not moved.', why: 'No realm is chosen.', todo: 'Choose one.' };
