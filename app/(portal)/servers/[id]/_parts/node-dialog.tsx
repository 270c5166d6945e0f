'use client';

import { useState } from 'react';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { ConfirmDialog } from '#app/_ui/overlay/confirm-dialog.tsx';
import type { ClusterRow } from '#lib/services/servers/server-cluster.ts';
import { restartNode, shutdownNode } from '../node-actions.ts';
import type { NodeWatch } from './node-watch.ts';

type NodeDialogProps = {
  id: string;
  verb: NodeWatch['verb'];
  member: ClusterRow;
  /** How many nodes run besides it. */
  others: number;
  onBegun: (watch: NodeWatch) => void;
  /** What became of it, up to two minutes later: the portal looks whether the node goes and comes. */
  onTold: (node: string, outcome: Outcome) => void;
  onClose: () => void;
};

export type Outcome = Pick<NodeWatch, 'outcome' | 'failed'>;

const refusedWithinMs = 2500;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Names the node, says what goes with it, and asks for its name. */
export function NodeDialog({ id, verb, member, others, onBegun, onTold, onClose }: NodeDialogProps) {
  const { node, since } = member;
  const [notice, setNotice] = useState('');
  const toast = useToast();
  const restarting = verb === 'restart';
  const confirm = async () => {
    const askedAt = new Date().toISOString();
    const sent = (restarting ? restartNode : shutdownNode)({ id, node, confirm: node, notice }).catch(() => null);
    // What is refused is refused at once and stays in the dialog; what goes on is followed outside of it.
    const first = await Promise.race([sent, sleep(refusedWithinMs).then(() => 'under way' as const)]);
    if (first && first !== 'under way' && !first.ok && !first.failure.uncertain) return first.failure;
    onBegun({ node, verb, askedAt, sinceBefore: since, outcome: '', failed: false, goneSince: null, backSince: null });
    void sent.then((answer) => onTold(node, outcomeOf(answer)));
    toast({ title: `${restarting ? 'Restart' : 'Shutdown'} of ${node} asked` });
    return null;
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      danger
      title={`${restarting ? 'Restart' : 'Shut down'} ${node}`}
      description="This can’t be undone."
      confirmLabel={restarting ? 'Restart node' : 'Shut down node'}
      typeToConfirm={node}
      onConfirm={confirm}
    >
      <ul className="list-disc pl-5 text-soft text-sm">
        {consequences(verb, member, others).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Field label="Notice" optional hint="The server tells it to who is online before the node goes down.">
        <TextInput value={notice} maxLength={500} onChange={(event) => setNotice(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}

/** null: the portal itself didn't answer. */
function outcomeOf(answer: Awaited<ReturnType<typeof restartNode>> | null): Outcome {
  if (!answer || (!answer.ok && answer.failure.uncertain))
    return { outcome: 'It was sent, and no answer came: it may have been carried out.', failed: false };
  if (!answer.ok) return { outcome: `${answer.failure.what} ${answer.failure.why}`, failed: true };
  return { outcome: answer.value.seen ? '' : answer.value.why, failed: false };
}

function consequences(verb: NodeWatch['verb'], { sessions, self }: ClusterRow, others: number): string[] {
  const lost =
    sessions === null
      ? 'All sessions on it end'
      : `${sessions.toLocaleString('en')} ${sessions === 1 ? 'session' : 'sessions'} on it ${sessions === 1 ? 'ends' : 'end'}`;
  return [
    `${lost}, and so do its connections to other servers`,
    ...(others === 0
      ? ['It is the only node that runs: nobody can sign in until it is back']
      : ['People can sign in again on another node at once']),
    ...(self ? ['The portal itself is connected to it, and is away meanwhile'] : []),
    verb === 'restart' ? 'It comes back by itself' : 'It stays down until somebody starts it on its own machine',
  ];
}
