'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { Form, FormFoot, SubmitButton } from '#app/_ui/form/form.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { ConfirmDialog } from '#app/_ui/overlay/confirm-dialog.tsx';
import type { NodeVerb } from '#lib/services/servers/nodes/plan.ts';
import type { NodeJobPreview } from '#lib/services/servers/nodes/preview-node-job.ts';
import { previewNodeJob, startNodeJob } from '../../cluster-actions.ts';
import { WhatHappens } from './what-happens.tsx';

const buttons: Record<NodeVerb, string> = { join: 'Join node', leave: 'Leave cluster', remove: 'Remove node' };

/** Which node, what would happen, and only then doing it, by its typed name. */
export function NodeForm({ id, verb, node: given }: { id: string; verb: NodeVerb; node: string }) {
  const [node, setNode] = useState(given);
  const [notice, setNotice] = useState('');
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [preview, setPreview] = useState<NodeJobPreview | null>(null);
  const [asking, setAsking] = useState(false);
  const router = useRouter();
  const wanted = { id, verb, node: node.trim(), notice };

  const edited = (change: () => void) => {
    setPreview(null);
    setFailure(null);
    change();
  };
  const review = async () => {
    setFailure(null);
    const answer = await previewNodeJob(wanted);
    if (answer.ok) setPreview(answer.value);
    else setFailure(answer.failure);
  };
  const start = async () => {
    const answer = await startNodeJob({ ...wanted, confirm: wanted.node });
    if (!answer.ok) return answer.failure;
    router.refresh();
    return null;
  };

  return (
    <>
      <Form action={review} failure={failure}>
        <Field label="Node" name="node" hint={hints[verb]}>
          <TextInput
            mono
            value={node}
            placeholder="ejabberd@host"
            onChange={(event) => edited(() => setNode(event.target.value))}
            autoFocus={!given}
            spellCheck={false}
            autoCapitalize="off"
          />
        </Field>
        {verb === 'leave' && (
          <Field label="Notice" optional hint="Sent to who is on it before their sessions end.">
            <TextInput
              value={notice}
              maxLength={500}
              onChange={(event) => edited(() => setNotice(event.target.value))}
            />
          </Field>
        )}
        {!preview && (
          <FormFoot>
            <SubmitButton disabledReason={wanted.node === '' && 'Name the node first.'}>Preview</SubmitButton>
            <Button href={`/servers/${id}/cluster`} kind="quiet">
              Cancel
            </Button>
          </FormFoot>
        )}
      </Form>
      {preview && (
        <section aria-label="What happens" className="grid max-w-180 gap-4">
          <WhatHappens verb={verb} preview={preview} notice={notice} />
          <FormFoot>
            <Button kind={verb === 'join' ? 'primary' : 'danger'} onClick={() => setAsking(true)}>
              {buttons[verb]}
            </Button>
            <Button kind="quiet" onClick={() => setPreview(null)}>
              Change it
            </Button>
          </FormFoot>
        </section>
      )}
      {asking && (
        <ConfirmDialog
          open
          onOpenChange={setAsking}
          danger
          title={`${buttons[verb]} ${wanted.node}`}
          description={endings[verb]}
          confirmLabel={buttons[verb]}
          typeToConfirm={wanted.node}
          onConfirm={start}
        />
      )}
    </>
  );
}

const hints: Record<NodeVerb, string> = {
  join: 'Its Erlang name. It runs ejabberd of the same version for the same domains, with the cookie of this cluster.',
  leave: 'Its Erlang name. Everybody on it is disconnected, and can sign in on another node.',
  remove: 'Its Erlang name. Only for a node that is gone for good; one that runs leaves.',
};

const endings: Record<NodeVerb, string> = {
  join: 'What it held by itself is put aside, and the cluster’s tables take its place.',
  leave: 'Once it has begun to leave it can’t be taken back; it can join again.',
  remove: 'This can’t be undone.',
};
