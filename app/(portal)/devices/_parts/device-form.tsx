'use client';

import { Radar } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Checkbox } from '#app/_ui/form/checkbox.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { Form, FormFoot, SubmitButton } from '#app/_ui/form/form.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { ConfirmDialog } from '#app/_ui/overlay/confirm-dialog.tsx';
import { Diff } from '#app/_ui/show/diff.tsx';
import type { ProfileChoice } from '#lib/services/devices/profile-choices.ts';
import { addDevice, editDevice } from '../actions.ts';
import { DeviceCredentials } from './device-credentials.tsx';
import { DeviceTestSteps } from './device-test-steps.tsx';
import { changesOf, type DeviceSettings, filledIn, type Typed } from './form-device.ts';
import { useDeviceTest } from './use-device-test.ts';

type Props = {
  /** Without it, a device is added. */
  device?: { id: string; version: number; settings: DeviceSettings };
  choices: readonly ProfileChoice[];
  allowNoAuth: boolean;
};

const periods = [
  { value: '10', label: '10 seconds' },
  { value: '60', label: 'Minute' },
  { value: '300', label: '5 minutes' },
];

export function DeviceForm({ device, choices, allowNoAuth }: Props) {
  const kept = device?.settings;
  const form = useRef<HTMLFormElement>(null);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [wanted, setWanted] = useState<Typed | null>(null);
  const [chosen, setChosen] = useState<string[]>(kept?.profiles ?? ['system']);
  const test = useDeviceTest();
  const router = useRouter();
  const toast = useToast();

  const typed = () => filledIn(new FormData(form.current ?? undefined));
  /** What a device that is not kept yet serves is chosen at once: that is what most people want. */
  const begin = async () => {
    const found = await test.begin({ id: device?.id ?? null, ...typed() });
    if (!kept && found && found.profiles.length > 0) setChosen(found.profiles);
  };
  const add = async () => {
    const answer = await addDevice(typed());
    setFailure(answer.ok ? null : atInput(answer.failure));
    if (!answer.ok) return;
    toast({ title: `The device ${answer.value.name} was added` });
    router.push(`/devices/${answer.value.id}`);
  };
  const review = async () => {
    setFailure(null);
    setWanted(typed());
  };
  const save = async () => {
    if (!device || !wanted) return null;
    const answer = await editDevice({ id: device.id, version: device.version, ...wanted });
    if (!answer.ok) {
      setFailure(atInput(answer.failure));
      return answer.failure;
    }
    toast({ title: `The device ${answer.value.name} was saved` });
    router.push(`/devices/${device.id}`);
    router.refresh();
    return null;
  };
  const choose = (name: string, on: boolean) =>
    setChosen((before) => (on ? [...before, name] : before.filter((one) => one !== name)));
  const changes = kept && wanted ? changesOf(kept, wanted) : [];

  return (
    <>
      <Form ref={form} action={device ? review : add} failure={failure}>
        <Field label="Name" name="name" required hint="What the portal calls it.">
          <TextInput defaultValue={kept?.name} autoFocus={!kept} />
        </Field>
        <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_7rem]">
          <Field label="Host" name="host" required hint="A name or an IP address.">
            <TextInput mono defaultValue={kept?.host} spellCheck={false} autoCapitalize="off" />
          </Field>
          <Field label="Port" name="port" hint="UDP. Empty: 161.">
            <TextInput mono inputMode="numeric" defaultValue={kept?.port ?? ''} placeholder="161" />
          </Field>
        </div>
        <DeviceCredentials kept={kept} allowNoAuth={allowNoAuth} />
        <Field label="Asked every" name="pollSeconds">
          <Select options={periods} defaultValue={String(kept?.pollSeconds ?? 60)} />
        </Field>
        <Field label="Profiles" name="profiles" group hint="What it is asked for. The test says what it serves.">
          <div className="grid gap-2 py-1">
            {choices.map(({ name, title, mib }) => (
              <Checkbox
                key={name}
                name="profiles"
                value={name}
                label={title}
                hint={test.test?.profiles.includes(name) ? `${mib} · served` : mib}
                checked={chosen.includes(name)}
                onChange={({ target }) => choose(name, target.checked)}
              />
            ))}
          </div>
        </Field>
        <DeviceTestSteps state={test} />
        <FormFoot>
          <SubmitButton>{device ? 'Review changes' : 'Add device'}</SubmitButton>
          <Button icon={<Radar aria-hidden />} pending={test.running} onClick={() => void begin()}>
            Test device
          </Button>
          <Button href={device ? `/devices/${device.id}` : '/devices'} kind="quiet">
            Cancel
          </Button>
        </FormFoot>
      </Form>
      {device && wanted && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setWanted(null)}
          title={`Save ${device.settings.name}`}
          description={changes.length === 0 ? 'Nothing changes.' : 'The next poll is made with what changes.'}
          confirmLabel="Save device"
          onConfirm={save}
        >
          <Diff changes={changes} />
        </ConfirmDialog>
      )}
    </>
  );
}

/** Failures name the setting or the secret; the inputs are called by its last part. */
function atInput<T extends FailureView>(failure: T): T {
  const field =
    failure.field === 'secrets' ? 'host' : failure.field?.replace(/^(settings|secrets)\./, '').split('.')[0];
  return field ? { ...failure, field } : failure;
}
