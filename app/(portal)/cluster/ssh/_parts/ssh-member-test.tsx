'use client';

import { Radar } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { ErrorNote, type FailureView } from '#app/_ui/feedback/error-note.tsx';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import { StepList, stepState } from '#app/_ui/show/step-list.tsx';
import { sshSteps } from '#lib/domain/ssh-cluster.ts';
import type { SshTest } from '#lib/services/ssh-clusters/test-ssh-member.ts';
import { testSshMember } from '../actions.ts';
import { type Draft, memberOf, secretOf } from './drafts.ts';

type Props = {
  draft: Draft;
  title: string;
  command: string;
  clusterId: string | null;
  keyField: string;
  onChange: (part: Partial<Draft>) => void;
};

const labels = {
  tcp: 'Connection',
  'host-key': 'Host key',
  auth: 'Sign-in',
  command: 'Command',
  status: 'Answer read',
} as const;

/** Asks the member as it is typed, step by step. A key that isn't known yet is shown to a person, who accepts it or doesn't. */
export function SshMemberTest({ draft, title, command, clusterId, keyField, onChange }: Props) {
  const [test, setTest] = useState<SshTest | null>(null);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [running, setRunning] = useState(false);
  const begin = async (hostKey: string) => {
    setRunning(true);
    setFailure(null);
    setTest(null);
    // A test needs no name.
    const member = { ...memberOf(draft), name: draft.name.trim() || 'member', hostKey };
    const answer = await testSshMember({
      id: draft.kept ? clusterId : null,
      ...{ command, member, secret: secretOf(draft) },
    });
    setRunning(false);
    if (answer.ok) setTest(answer.value);
    else setFailure(answer.failure);
  };
  const accept = (hostKey: string) => {
    onChange({ hostKey });
    setTest(null);
  };
  const shown = test?.hostKey ?? '';
  const differs = shown !== '' && shown !== draft.hostKey;
  return (
    <>
      <Field
        label="Host key"
        name={keyField}
        group
        hint="Nothing is sent to the machine before this key was accepted, and never to another one."
      >
        <p className="py-1 text-sm" aria-live="polite">
          {draft.hostKey ? (
            <Mono value={draft.hostKey} wrap />
          ) : (
            <span className="text-faint">None is accepted yet. Test the member to see its key.</span>
          )}
        </p>
      </Field>
      <div>
        <Button
          icon={<Radar aria-hidden />}
          pending={running}
          onClick={() => void begin(draft.hostKey)}
          aria-label={`Test ${title}`}
        >
          Test member
        </Button>
      </div>
      {failure && <ErrorNote failure={failure} />}
      {(test || running) && <Steps test={test} running={running} />}
      {differs && (
        <Notice state={draft.hostKey ? 'failing' : 'warning'}>
          <div className="grid justify-items-start gap-2">
            <p>
              {draft.hostKey ? 'It shows another key than the accepted one: ' : 'It shows a key that isn’t known yet: '}
              <Mono value={shown} wrap />. Compare it with the key on the machine’s own console before you accept it.
            </p>
            <Button size="s" onClick={() => accept(shown)}>
              {draft.hostKey ? 'Accept the new key' : 'Accept this key'}
            </Button>
          </div>
        </Notice>
      )}
    </>
  );
}

/** Each step is done, under way, or not reached. */
function Steps({ test, running }: { test: SshTest | null; running: boolean }) {
  const shown = sshSteps.map((name) => {
    const step = test?.steps.find((one) => one.step === name);
    const text = step ? `${step.detail} ${step.todo}`.trim() : running ? 'Trying…' : 'Not reached';
    return { name, label: labels[name], state: stepState(step), text, ms: step?.ms };
  });
  return <StepList steps={shown} />;
}
