'use client';

import { useState } from 'react';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { Form, FormFoot, SubmitButton } from '#app/_ui/form/form.tsx';
import { TextArea } from '#app/_ui/form/text-area.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import type { Rows } from '#app/_ui/table/use-rows.ts';
import type { AnnouncementPlace } from '#lib/services/announcements/announcement-places.ts';
import type { AnnouncementPreview } from '#lib/services/announcements/preview-announcement.ts';
import { previewAnnouncement } from '../actions.ts';
import { emptyDraft, problemOf, recipientsOf } from './draft.ts';
import { PreviewDialog } from './preview-dialog.tsx';
import { RecipientFields } from './recipient-fields.tsx';

type Props = { places: Rows<AnnouncementPlace> | null; onSent: () => void };
type Previewed = { preview: AnnouncementPreview; input: object; token: string };

const mostCharacters = 10_000;

/** Nothing is sent before the preview was seen. What was typed stays until it was. */
export function Compose({ places, onSent }: Props) {
  const [draft, setDraft] = useState(emptyDraft);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [previewed, setPreviewed] = useState<Previewed | null>(null);
  const [round, setRound] = useState(0);
  const { subject, body } = draft;
  const change = (patch: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...patch }));
  const preview = async () => {
    const problem = problemOf(draft);
    setFailure(problem);
    const to = recipientsOf(draft);
    if (problem || !to) return;
    const input = { to, subject, body };
    const answer = await previewAnnouncement(input);
    if (!answer.ok) return setFailure(answer.failure);
    // Made here and now: however often Send is pressed, this preview is sent once.
    setPreviewed({ preview: answer.value, input, token: crypto.randomUUID() });
  };
  const sent = () => {
    setPreviewed(null);
    setDraft(emptyDraft);
    setRound((now) => now + 1);
    onSent();
  };
  const left = mostCharacters - [...body].length;
  return (
    <>
      <Form action={preview} failure={failure} className="max-w-160">
        <RecipientFields key={round} draft={draft} onChange={change} places={places} />
        <Field label="Subject" name="subject" optional>
          <TextInput value={subject} maxLength={200} onChange={(event) => change({ subject: event.target.value })} />
        </Field>
        <Field
          label="Message"
          name="body"
          required
          hint={
            left < 1_000 ? `${left.toLocaleString('en')} characters left` : 'Plain text, with line breaks as typed.'
          }
        >
          <TextArea
            rows={6}
            className="min-h-32"
            value={body}
            maxLength={mostCharacters}
            onChange={(event) => change({ body: event.target.value })}
          />
        </Field>
        <FormFoot>
          <SubmitButton>Preview announcement</SubmitButton>
        </FormFoot>
      </Form>
      {previewed && <PreviewDialog {...previewed} onClose={() => setPreviewed(null)} onSent={sent} />}
    </>
  );
}
