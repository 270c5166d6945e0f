'use client';

import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { ErrorNote, type FailureView } from '#app/_ui/feedback/error-note.tsx';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { Form, FormFoot, SubmitButton } from '#app/_ui/form/form.tsx';
import { RadioGroup } from '#app/_ui/form/radio-group.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import { TextArea } from '#app/_ui/form/text-area.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import type { Rows } from '#app/_ui/table/use-rows.ts';
import type { AnnouncementPlace } from '#lib/services/announcements/announcement-places.ts';
import { type MotdChange, MotdDialog } from './motd-dialog.tsx';

const missing = (why: string, field: string): FailureView => ({
  what: 'The message of the day was not changed.',
  why,
  todo: '',
  field,
});

/** One message for each domain. No server tells what it is now, so the form begins empty. */
export function Motd({ places }: { places: Rows<AnnouncementPlace> }) {
  const [host, setHost] = useState('');
  const [subject, setSubject] = useState('');
  const [body, setBody] = useState('');
  const [how, setHow] = useState<'set' | 'edit'>('edit');
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [asking, setAsking] = useState<MotdChange | null>(null);
  const [said, setSaid] = useState<{ seen: boolean; text: string } | null>(null);
  const all = places.answer?.rows ?? [];
  const place = all.find(({ domains }) => domains.includes(host));
  const denied = place && !place.motd.can ? `${place.motd.why} ${place.motd.todo}`.trim() : null;
  const ask = (change: MotdChange['change'] | null, problem: FailureView | null) => {
    setFailure(problem);
    setSaid(null);
    if (!problem && place && change) setAsking({ id: place.id, host, change });
  };
  const chosen = () => (place ? null : missing('Choose a domain.', 'host'));
  const preview = async () =>
    ask(
      { is: how, message: { subject, body } },
      chosen() ?? (body.trim() ? null : missing('Write a message.', 'motd')),
    );
  return (
    <>
      {places.failure && <ErrorNote failure={places.failure} />}
      <Form action={preview} failure={failure} className="max-w-160">
        <Field label="Domain" name="host" required hint={denied ?? undefined}>
          <Select
            name="host"
            value={host}
            placeholder={places.answer ? 'Choose a domain' : 'Asking the servers…'}
            options={all.flatMap(({ name, domains }) =>
              domains.map((domain) => ({ value: domain, label: `${domain} (${name})` })),
            )}
            onChange={(event) => setHost(event.target.value)}
          />
        </Field>
        <Field label="Subject of the day" name="subject" optional>
          <TextInput value={subject} maxLength={200} onChange={(event) => setSubject(event.target.value)} />
        </Field>
        <Field label="Text of the day" name="motd" required hint="It takes the place of the one that is there.">
          <TextArea
            name="motd"
            rows={4}
            value={body}
            maxLength={10_000}
            onChange={(event) => setBody(event.target.value)}
          />
        </Field>
        <RadioGroup
          label="Shown"
          name="how"
          value={how}
          onChange={(value) => setHow(value === 'set' ? 'set' : 'edit')}
          options={[
            { value: 'edit', label: 'At each next sign-in' },
            { value: 'set', label: 'At each next sign-in, and now to who is online' },
          ]}
        />
        {said && <Notice state={said.seen ? 'ok' : 'unknown'}>{said.text}</Notice>}
        <FormFoot>
          <SubmitButton kind="plain" disabledReason={denied}>
            Preview message of the day
          </SubmitButton>
          <Button kind="quiet" disabledReason={denied} onClick={() => ask({ is: 'delete' }, chosen())}>
            Delete message of the day
          </Button>
        </FormFoot>
      </Form>
      {asking && <MotdDialog asking={asking} onClose={() => setAsking(null)} onDone={setSaid} />}
    </>
  );
}
