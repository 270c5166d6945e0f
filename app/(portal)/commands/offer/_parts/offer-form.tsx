'use client';

import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import { Checkbox } from '#app/_ui/form/checkbox.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { Form, FormFoot, SubmitButton } from '#app/_ui/form/form.tsx';
import { TextArea } from '#app/_ui/form/text-area.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { Columns, Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { ConfirmDialog } from '#app/_ui/overlay/confirm-dialog.tsx';
import { Diff } from '#app/_ui/show/diff.tsx';
import { type OfferAudience, offerAudiences } from '#lib/policy/offered.ts';
import { grantLabels } from '#lib/policy/table.ts';
import type { RealmChoice } from '#lib/services/realms/list-choices.ts';
import { RealmPicker } from '../../../_parts/realm-picker.tsx';
import { CommandCard } from '../../run/_parts/command-card.tsx';
import { changesBetween, namesNobody, type OfferDraft } from './offer-draft.ts';
import { OfferPreview } from './offer-preview.tsx';
import { OfferRules } from './offer-rules.tsx';
import { type Typed, useOffer } from './use-offer.ts';

const hints: Record<OfferAudience, string> = {
  runCommands: 'Whoever was given this over the realm.',
  manageUsers: 'Delegated administrators.',
  resetPasswords: 'The help desk.',
};

/** To whom a command is offered, under which name, and what becomes of its fields. */
export function OfferForm({ draft }: { draft: OfferDraft }) {
  const { command, serverName, commandName, offer } = draft;
  const settings = offer?.settings;
  const [realm, setRealm] = useState<RealmChoice | null>(offer ? realmOf(offer) : null);
  const offering = useOffer(draft);
  const { inspected, rules, failure, keep } = offering;
  const [wanted, setWanted] = useState<Typed | null>(null);
  /** A new offer is made at once; what changes of one that is there is shown first. */
  const send = async (data: FormData) => {
    const typed = {
      name: String(data.get('name') ?? ''),
      description: String(data.get('description') ?? ''),
      realm: realm?.dn ?? '',
      audience: offerAudiences.filter((grant) => data.getAll('audience').includes(grant)),
    };
    if (offer) setWanted(typed);
    else await keep(typed);
  };
  return (
    <Page>
      <PageHead
        back={
          offer ? { href: '/commands/offers', label: 'Offered commands' } : { href: '/commands', label: 'Commands' }
        }
        title={offer ? `Offer of ${commandName}` : `Offer ${commandName}`}
        detail="Delegates run it for people of one realm, and see neither the server nor its other commands."
      />
      <Columns side={<CommandCard target={{ is: 'command', command, serverName }} step={null} ended={null} />}>
        <Form action={send} failure={failure} className="max-w-none gap-6">
          <div className="grid max-w-140 gap-4">
            <Field label="Name" name="name" required hint="What it is called for those who run it.">
              <TextInput defaultValue={settings?.name ?? commandName} />
            </Field>
            <Field label="Description" name="description" optional hint="What it does, and when to use it.">
              <TextArea rows={2} defaultValue={settings?.description} />
            </Field>
            <RealmPicker
              label="Realm"
              name="realm"
              permission="commands.offer"
              value={realm}
              onChange={setRealm}
              hint="The offer holds for people of this realm and of what is below it."
            />
            <Field label="Who may run it" name="audience" group hint="Held over the realm, or above it.">
              <div className="grid gap-2 py-1">
                {offerAudiences.map((grant) => (
                  <Checkbox
                    key={grant}
                    name="audience"
                    value={grant}
                    label={grantLabels[grant]}
                    hint={hints[grant]}
                    defaultChecked={settings?.audience.includes(grant)}
                  />
                ))}
              </div>
            </Field>
          </div>
          <OfferRules offering={offering} />
          {inspected && !inspected.ran && (
            <Section title="Preview" hint="The first form, as those who run it will see it.">
              <OfferPreview inspected={inspected} rules={rules} />
            </Section>
          )}
          <Limits nobody={inspected !== null && namesNobody(inspected.fields)} />
          <FormFoot>
            <SubmitButton>{offer ? 'Review change' : 'Offer command'}</SubmitButton>
            <Button kind="quiet" href={offer ? '/commands/offers' : '/commands'}>
              Cancel
            </Button>
          </FormFoot>
        </Form>
      </Columns>
      {offer && wanted && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setWanted(null)}
          title={`Save the offer of ${offer.settings.name}`}
          description="Whoever is in the middle of the command has to begin it again."
          confirmLabel="Save offer"
          onConfirm={() => keep(wanted)}
        >
          <Diff
            changes={changesBetween(
              { ...offer.settings, realmPath: offer.realmPath, audience: offer.audience, rules: offer.settings.fields },
              {
                ...wanted,
                realmPath: realm?.path ?? '',
                audience: wanted.audience.map((grant) => grantLabels[grant]),
                rules,
              },
            )}
          />
        </ConfirmDialog>
      )}
    </Page>
  );
}

/** What no rule can do. */
function Limits({ nobody }: { nobody: boolean }) {
  return (
    <div className="grid gap-2">
      {nobody && (
        <Notice state="warning">
          Nothing in this form names a person: the command may act on all that the server holds, of other realms too.
        </Notice>
      )}
      <Notice state="unknown">
        Rows and values of a result that name JIDs of other realms are left out. Numbers and free text can’t be sifted:
        there the result is shown as the server gives it.
      </Notice>
    </div>
  );
}

function realmOf({ settings, realmKey, realmPath }: NonNullable<OfferDraft['offer']>): RealmChoice {
  return { id: '', dn: settings.realm, key: realmKey, name: realmPath, path: realmPath, domains: [] };
}
