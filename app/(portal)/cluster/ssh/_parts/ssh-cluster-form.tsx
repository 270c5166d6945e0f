'use client';

import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { Form, FormFoot, SubmitButton } from '#app/_ui/form/form.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { ConfirmDialog } from '#app/_ui/overlay/confirm-dialog.tsx';
import { Diff } from '#app/_ui/show/diff.tsx';
import { mostSshMembers, sshCommands } from '#lib/domain/ssh-cluster.ts';
import type { SshClusterView } from '#lib/services/ssh-clusters/view-ssh-cluster.ts';
import { addSshCluster, editSshCluster } from '../actions.ts';
import { changesOf, type Draft, draftsOf, filledIn, newDraft } from './drafts.ts';
import { SshMemberFields } from './ssh-member-fields.tsx';

const commands = sshCommands.map((value) => ({ value, label: value }));
const periods = [
  { value: '30', label: '30 seconds' },
  { value: '60', label: 'Minute' },
  { value: '300', label: '5 minutes' },
];

/** Without `cluster`, one is added. */
export function SshClusterForm({ cluster }: { cluster?: SshClusterView }) {
  const [head, setHead] = useState({
    name: cluster?.settings.name ?? '',
    command: cluster?.settings.command ?? sshCommands[0],
    pollSeconds: String(cluster?.settings.pollSeconds ?? 60),
  });
  const [drafts, setDrafts] = useState<Draft[]>(() => draftsOf(cluster));
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [reviewing, setReviewing] = useState(false);
  const router = useRouter();
  const toast = useToast();

  const change = (id: number, part: Partial<Draft>) =>
    setDrafts((now) => now.map((one) => (one.id === id ? { ...one, ...part } : one)));
  const typed = filledIn(head, drafts);
  const back = (title: string) => {
    toast({ title });
    router.push('/cluster');
    router.refresh();
  };
  const add = async () => {
    const answer = await addSshCluster(typed);
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) back(`The cluster ${answer.value.name} was added`);
  };
  const review = async () => {
    setFailure(null);
    setReviewing(true);
  };
  const save = async () => {
    if (!cluster) return null;
    const answer = await editSshCluster({ id: cluster.id, version: cluster.version, ...typed });
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return answer.failure;
    back(`The cluster ${answer.value.name} was saved`);
    return null;
  };
  const changes = cluster && reviewing ? changesOf(cluster.settings, typed) : [];

  return (
    <>
      <Form action={cluster ? review : add} failure={failure}>
        <Field label="Name" name="settings.name" required hint="What the portal calls the cluster.">
          <TextInput
            value={head.name}
            autoFocus={!cluster}
            onChange={({ target }) => setHead({ ...head, name: target.value })}
          />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Command" name="settings.command" hint="Nothing else is ever run.">
            <Select
              options={commands}
              value={head.command}
              onChange={({ target }) => setHead({ ...head, command: target.value as (typeof sshCommands)[number] })}
            />
          </Field>
          <Field label="Asked every" name="settings.pollSeconds">
            <Select
              options={periods}
              value={head.pollSeconds}
              onChange={({ target }) => setHead({ ...head, pollSeconds: target.value })}
            />
          </Field>
        </div>
        {drafts.map((draft, index) => (
          <SshMemberFields
            key={draft.id}
            {...{ draft, index, command: head.command, clusterId: cluster?.id ?? null }}
            onChange={(part) => change(draft.id, part)}
            onRemove={drafts.length > 1 ? () => setDrafts((now) => now.filter(({ id }) => id !== draft.id)) : undefined}
          />
        ))}
        <div>
          <Button
            icon={<Plus aria-hidden />}
            disabledReason={drafts.length >= mostSshMembers && `At most ${mostSshMembers} members are asked.`}
            onClick={() => setDrafts((now) => [...now, newDraft(now)])}
          >
            Add another member
          </Button>
        </div>
        <FormFoot>
          <SubmitButton>{cluster ? 'Review changes' : 'Add cluster'}</SubmitButton>
          <Button href="/cluster" kind="quiet">
            Cancel
          </Button>
        </FormFoot>
      </Form>
      {cluster && reviewing && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setReviewing(false)}
          title={`Save ${cluster.settings.name}`}
          description={changes.length === 0 ? 'Nothing changes.' : 'The members are asked anew with what changes.'}
          confirmLabel="Save cluster"
          onConfirm={save}
        >
          <Diff changes={changes} />
        </ConfirmDialog>
      )}
    </>
  );
}
