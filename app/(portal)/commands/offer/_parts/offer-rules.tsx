'use client';

import { FileSearch, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { fieldsToRule, ruleFor } from './offer-draft.ts';
import { RuleFields } from './rule-fields.tsx';
import type { useOffer } from './use-offer.ts';

type Props = { offering: ReturnType<typeof useOffer> };

/** The command's fields, once its form was read, and those of later steps by their names. */
export function OfferRules({ offering }: Props) {
  const { inspected, reading, read, unread, rules, setRule, forget } = offering;
  const fields = fieldsToRule(inspected?.fields ?? [], rules);
  const inForm = new Set(inspected?.fields.map(({ name }) => name));
  return (
    <Section
      title="Fields"
      hint="Without a rule a field is asked, and a JID must be that of a person of the realm."
      action={
        <Button
          size="s"
          icon={<FileSearch aria-hidden />}
          pending={reading}
          disabledReason={inspected?.ran && 'The command has no form.'}
          onClick={() => void read()}
        >
          {inspected ? 'Read form again' : 'Read form'}
        </Button>
      }
    >
      <div className="grid gap-4">
        {unread && <ErrorNote failure={unread} />}
        {!inspected && (
          <Notice state="warning">
            To read its form, the portal begins the command and gives it up at once. A command without a form can’t be
            read that way: it runs by being begun. Offer such a one without rules.
          </Notice>
        )}
        {inspected?.ran && <Notice state="warning">This command has no form, so it was run just now.</Notice>}
        {inspected?.several && (
          <Notice state="unknown">Other steps follow this form. Give their fields rules by their names.</Notice>
        )}
        {fields.map((field) => (
          <div key={field.name} className="grid gap-1">
            <RuleFields field={field} rule={ruleFor(field.name, rules)} onChange={setRule} />
            {!inForm.has(field.name) && (
              <Button size="s" kind="quiet" className="justify-self-start" onClick={() => forget(field.name)}>
                Remove rule for {field.name}
              </Button>
            )}
          </div>
        ))}
        {!inspected?.ran && (
          <AddField taken={fields.map(({ name }) => name)} onAdd={(name) => setRule(ruleFor(name, []))} />
        )}
      </div>
    </Section>
  );
}

function AddField({ taken, onAdd }: { taken: string[]; onAdd: (name: string) => void }) {
  const [name, setName] = useState('');
  const wanted = name.trim();
  const why = (wanted === '' && 'Write the name of the field first.') || (taken.includes(wanted) && 'It is there.');
  const add = () => {
    onAdd(wanted);
    setName('');
  };
  return (
    <div className="flex max-w-140 flex-wrap items-end gap-2">
      <div className="min-w-0 flex-1 basis-48">
        <Field label="Field of a later step" optional>
          <TextInput
            mono
            spellCheck={false}
            autoCapitalize="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              if (!why) add();
            }}
          />
        </Field>
      </div>
      <Button icon={<Plus aria-hidden />} disabledReason={why} onClick={add}>
        Add field
      </Button>
    </div>
  );
}
