'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Checkbox } from '#app/_ui/form/checkbox.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { Form, FormFoot, SubmitButton } from '#app/_ui/form/form.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { Diff } from '#app/_ui/show/diff.tsx';
import type { RenamePreview } from '#lib/services/users/rename/preview-rename.ts';
import type { RenameForm as Begun } from '#lib/services/users/rename/rename-form.ts';
import { previewRename, renameUser, startRename } from '../../../actions.ts';
import { WhatMoves } from './what-moves.tsx';

type Wanted = { id: string; uid: string; jid: string };

/** What is wanted, what it would do, and only then doing it. */
export function RenameForm({ form, memberships }: { form: Begun; memberships: number }) {
  const [localBefore = '', domainBefore = ''] = form.jid.split('@');
  const [local, setLocal] = useState(localBefore);
  const [domain, setDomain] = useState(domainBefore);
  const [uid, setUid] = useState(form.uid);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [preview, setPreview] = useState<RenamePreview | null>(null);
  const [merge, setMerge] = useState(false);
  const [pending, setPending] = useState(false);
  const router = useRouter();
  const toast = useToast();
  const wanted: Wanted = { id: form.id, uid, jid: `${local}@${domain}`.toLowerCase() };
  const sameJid = wanted.jid === form.jid;
  const unchanged = sameJid && uid === form.uid;

  const edited = (change: () => void) => {
    setPreview(null);
    setFailure(null);
    setMerge(false);
    change();
  };
  /** Who is called the same in both goes on being called the same. */
  const changeLocal = (text: string) =>
    edited(() => {
      if (uid === local) setUid(text);
      setLocal(text);
    });
  const review = async () => {
    setFailure(null);
    if (unchanged) return;
    if (sameJid) return setPreview(onlyUsername(form.uid, uid));
    const answer = await previewRename(wanted);
    if (answer.ok) setPreview(answer.value);
    else setFailure(answer.failure);
  };
  const rename = async (from: string, to: string): Promise<FailureView | null> => {
    const answer = await renameUser({ id: form.id, uid: to });
    router.refresh();
    if (!answer.ok) return answer.failure;
    toast({ title: `${from} is now ${to}`, undo: async () => void (await rename(to, from)) });
    return null;
  };
  const carryOut = async () => {
    setPending(true);
    const problem = sameJid ? await rename(form.uid, uid) : await begin();
    setPending(false);
    setFailure(problem);
    if (problem) setPreview(null);
    else if (sameJid) router.push(`/users/${form.id}`);
    else router.refresh();
  };
  const begin = async () => {
    const answer = await startRename({ ...wanted, merge });
    return answer.ok ? null : answer.failure;
  };
  const blocked = preview && preview.occupied.length > 0 && !merge ? 'Tick that the data may be put together.' : null;

  return (
    <>
      <Form action={review} failure={failure}>
        <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
          <Field label="JID" name="jid" hint="What stands before the @.">
            <TextInput
              mono
              value={local}
              onChange={(event) => changeLocal(event.target.value.trim())}
              autoFocus
              spellCheck={false}
              autoCapitalize="off"
            />
          </Field>
          <Field label="Domain" name="domain" hint="One of the realm’s.">
            <Select
              value={domain}
              options={[...new Set([domainBefore, ...form.domains])].map((name) => ({
                value: name,
                label: `@${name}`,
              }))}
              onChange={(event) => edited(() => setDomain(event.target.value))}
            />
          </Field>
        </div>
        <Field label="Username" name="uid" hint="Groups and roles follow.">
          <TextInput
            mono
            value={uid}
            onChange={(event) => edited(() => setUid(event.target.value.trim()))}
            spellCheck={false}
            autoCapitalize="off"
          />
        </Field>
        {!preview && (
          <FormFoot>
            <SubmitButton disabledReason={unchanged && 'Nothing is different yet.'}>Preview rename</SubmitButton>
            <Button href={`/users/${form.id}`} kind="quiet">
              Cancel
            </Button>
          </FormFoot>
        )}
      </Form>
      {preview && (
        <section aria-label="What the rename does" className="grid max-w-180 gap-4">
          <Diff changes={changesOf(preview)} />
          {!sameJid && <WhatMoves preview={preview} memberships={memberships} />}
          {preview.occupied.length > 0 && (
            <Checkbox
              label={`The server holds data under ${wanted.jid} already; put both together`}
              hint={`${preview.occupied.map(({ store, items }) => `${store}: ${items}`).join(', ')}. It may be somebody’s who had the name before, and can’t be told apart afterwards.`}
              checked={merge}
              onChange={(event) => setMerge(event.target.checked)}
            />
          )}
          <FormFoot>
            <Button kind="primary" onClick={carryOut} pending={pending} disabledReason={blocked}>
              {preview.onlyDirectory ? 'Rename in the directory only' : 'Rename user'}
            </Button>
            <Button kind="quiet" onClick={() => setPreview(null)}>
              Change it
            </Button>
          </FormFoot>
        </section>
      )}
    </>
  );
}

const labels: Record<string, string> = { uid: 'Username', mail: 'Addresses' };

function changesOf({ before, after }: RenamePreview) {
  return Object.keys(after)
    .filter((name) => (before[name] ?? []).join('\n') !== (after[name] ?? []).join('\n'))
    .map((name) => ({
      label: labels[name] ?? 'JID',
      attribute: name,
      before: before[name] ?? [],
      after: after[name] ?? [],
    }));
}

function onlyUsername(before: string, after: string): RenamePreview {
  return {
    before: { uid: [before] },
    after: { uid: [after] },
    onlyDirectory: null,
    stores: [],
    occupied: [],
    sessions: 0,
    disabled: false,
    contacts: { here: 0, unable: [], foreign: [], foreignCount: 0 },
    rooms: [],
  };
}
