'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Checkbox } from '#app/_ui/form/checkbox.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { Form, FormFoot, SubmitButton } from '#app/_ui/form/form.tsx';
import { RadioGroup } from '#app/_ui/form/radio-group.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { ConfirmDialog } from '#app/_ui/overlay/confirm-dialog.tsx';
import type { RuleForm as RuleFormFacts } from '#lib/services/alerts/rules.ts';
import { addAlertRule, editAlertRule, removeAlertRule } from '../actions.ts';
import { ConditionFields, Duration } from './condition-fields.tsx';
import { inputAt, type Kind, kinds, ruleOf, textsOf } from './form-rule.ts';

export function RuleForm({ rule: kept, targets, series, kinds: eventKinds }: RuleFormFacts) {
  const [is, setKind] = useState<Kind>(kept?.rule.condition.is ?? 'threshold');
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [removing, setRemoving] = useState(false);
  const router = useRouter();
  const toast = useToast();
  const texts = textsOf(kept?.rule ?? null);

  const save = async (data: FormData) => {
    const rule = ruleOf(is, data);
    const answer = kept
      ? await editAlertRule({ id: kept.id, version: kept.version, rule })
      : await addAlertRule({ rule });
    setFailure(answer.ok ? null : { ...answer.failure, field: inputAt(answer.failure.field) });
    if (!answer.ok) return;
    toast({ title: `The rule ${answer.value.name} was ${kept ? 'saved' : 'added'}` });
    router.push('/alerts/rules');
  };
  const remove = async (id: string, name: string) => {
    const answer = await removeAlertRule({ id, confirm: name });
    if (!answer.ok) return answer.failure;
    toast({ title: `The rule ${name} was removed` });
    router.push('/alerts/rules');
    return null;
  };
  const places = [
    { value: '', label: 'Everywhere' },
    { value: 'server:*', label: 'Every server' },
    { value: 'device:*', label: 'Every device' },
    ...targets,
  ];

  return (
    <>
      <Form action={save} failure={failure}>
        <Field label="Name" name="name" required hint="What operators are told.">
          <TextInput defaultValue={texts.name} maxLength={200} />
        </Field>
        <Field label="Where" name="target">
          <Select defaultValue={texts.target} options={places} />
        </Field>
        <Field label="When" name="is">
          <Select value={is} options={kinds} onChange={(event) => setKind(event.target.value as Kind)} />
        </Field>
        <ConditionFields key={is} is={is} texts={texts} series={series} kinds={eventKinds} />
        <Duration name="minutes" label="Holds for" texts={texts} />
        <RadioGroup
          label="Severity"
          name="severity"
          defaultValue={texts.severity ?? 'warn'}
          options={[
            { value: 'warn', label: 'Warning' },
            { value: 'failing', label: 'Failing', hint: 'What is behind the target is quiet meanwhile.' },
          ]}
        />
        <RadioGroup
          label="One message for"
          name="grouping"
          defaultValue={texts.grouping ?? 'target'}
          options={[
            { value: 'target', label: 'all that begins at a target at the same time' },
            { value: 'rule', label: 'all that begins by this rule at the same time' },
          ]}
        />
        <Checkbox name="enabled" label="On" defaultChecked={kept?.rule.enabled ?? true} />
        <FormFoot>
          <SubmitButton>{kept ? 'Save rule' : 'Add rule'}</SubmitButton>
          <Button href="/alerts/rules" kind="quiet">
            Cancel
          </Button>
          {kept && (
            <Button kind="danger" onClick={() => setRemoving(true)}>
              Remove rule
            </Button>
          )}
        </FormFoot>
      </Form>
      {kept && (
        <ConfirmDialog
          open={removing}
          onOpenChange={setRemoving}
          danger
          title={`Remove ${kept.rule.name}`}
          description="Its alerts end; those of the past stay in the history."
          confirmLabel="Remove rule"
          typeToConfirm={kept.rule.name}
          onConfirm={() => remove(kept.id, kept.rule.name)}
        />
      )}
    </>
  );
}
