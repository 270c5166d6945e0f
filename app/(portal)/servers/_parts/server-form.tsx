'use client';

import { PlugZap } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { Form, FormFoot, SubmitButton } from '#app/_ui/form/form.tsx';
import { RadioGroup } from '#app/_ui/form/radio-group.tsx';
import { TextArea } from '#app/_ui/form/text-area.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { ConfirmDialog } from '#app/_ui/overlay/confirm-dialog.tsx';
import { Diff } from '#app/_ui/show/diff.tsx';
import { addServer, editServer } from '../actions.ts';
import { changesOf, type FormSettings, filledIn, type Typed } from './form-settings.ts';
import { SignInFields } from './sign-in-fields.tsx';
import { TestSteps } from './test-steps.tsx';
import { useServerTest } from './use-server-test.ts';

type Props = {
  /** Without it, a server is added. */
  server?: { id: string; version: number; settings: FormSettings };
};

export function ServerForm({ server }: Props) {
  const kept = server?.settings;
  const form = useRef<HTMLFormElement>(null);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [wanted, setWanted] = useState<Typed | null>(null);
  const test = useServerTest();
  const router = useRouter();
  const toast = useToast();

  const typed = () => filledIn(new FormData(form.current ?? undefined));
  const add = async () => {
    const answer = await addServer(typed());
    setFailure(answer.ok ? null : atInput(answer.failure));
    if (!answer.ok) return;
    toast({ title: `The server ${answer.value.name} was added` });
    router.push(`/servers/${answer.value.id}`);
  };
  /** What changes is shown first; one Enter saves it. */
  const review = async () => {
    setFailure(null);
    setWanted(typed());
  };
  const save = async () => {
    if (!server || !wanted) return null;
    const answer = await editServer({ id: server.id, version: server.version, ...wanted });
    if (!answer.ok) {
      setFailure(atInput(answer.failure));
      return answer.failure;
    }
    toast({ title: `The server ${answer.value.name} was saved` });
    router.push(`/servers/${server.id}`);
    router.refresh();
    return null;
  };
  const changes = kept && wanted ? changesOf(kept, wanted) : [];

  return (
    <>
      <Form ref={form} action={server ? review : add} failure={failure}>
        <Field label="Name" name="name" required hint="What the portal calls it.">
          <TextInput defaultValue={kept?.name} autoFocus={!kept} />
        </Field>
        <Field
          label="Domain"
          name="domain"
          required
          hint="An XMPP domain of the server, which its certificate must name."
        >
          <TextInput
            mono
            defaultValue={kept?.domain}
            spellCheck={false}
            autoCapitalize="off"
            placeholder="north.example"
          />
        </Field>
        <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_7rem]">
          <Field label="Host" name="host" hint="Empty: where the SRV records of the domain say.">
            <TextInput mono defaultValue={kept?.host} spellCheck={false} autoCapitalize="off" />
          </Field>
          <Field label="Port" name="port" hint="Empty: the usual.">
            <TextInput mono inputMode="numeric" defaultValue={kept?.port || ''} placeholder="5222" />
          </Field>
        </div>
        <RadioGroup
          label="TLS"
          name="tls"
          defaultValue={kept?.tls ?? 'starttls'}
          options={[
            { value: 'starttls', label: 'STARTTLS', hint: 'Required before anything else is said. Usually port 5222.' },
            { value: 'direct', label: 'Direct TLS', hint: 'From the first byte on (XEP-0368). Usually port 5223.' },
          ]}
        />
        <Field
          label="Certificate authorities"
          name="ca"
          optional
          hint="PEM of those that may vouch for the server. Empty: those of the system."
        >
          <TextArea mono rows={3} defaultValue={kept?.ca} spellCheck={false} className="text-xs" />
        </Field>
        <Field label="Account" name="jid" required hint="JID of an administrator of the server, for the portal alone.">
          <TextInput
            mono
            defaultValue={kept?.jid}
            spellCheck={false}
            autoCapitalize="off"
            placeholder="portal@north.example"
          />
        </Field>
        <SignInFields kept={kept} />
        <TestSteps test={test} />
        <FormFoot>
          <SubmitButton>{server ? 'Review changes' : 'Add server'}</SubmitButton>
          <Button
            icon={<PlugZap aria-hidden />}
            pending={test.running}
            onClick={() => void test.begin({ id: server?.id ?? null, ...typed() })}
          >
            Test connection
          </Button>
          <Button href={server ? `/servers/${server.id}` : '/servers'} kind="quiet">
            Cancel
          </Button>
        </FormFoot>
      </Form>
      {server && wanted && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setWanted(null)}
          title={`Save ${server.settings.name}`}
          description={changes.length === 0 ? 'Nothing changes.' : 'The portal connects anew with what changes.'}
          confirmLabel="Save server"
          onConfirm={save}
        >
          <Diff changes={changes} />
        </ConfirmDialog>
      )}
    </>
  );
}

/** Failures name the setting; the inputs are called by its last part. */
function atInput<T extends FailureView>(failure: T): T {
  const field = failure.field?.replace(/^settings\./, '').split('.')[0];
  return field ? { ...failure, field } : failure;
}
