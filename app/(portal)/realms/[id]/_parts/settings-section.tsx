'use client';

import type { PersonAttribute } from '#lib/domain/person-attribute.ts';
import type { RealmSettings } from '#lib/services/realms/edit-realm.ts';
import type { RealmView } from '#lib/services/realms/view-realm.ts';
import type { Answer, PublicFailure } from '#lib/web/answer.ts';
import { AttributeSection, type ChangeSet, type Values } from '../../../_parts/attribute-section.tsx';
import { editRealm, previewEditRealm } from '../../actions.ts';

type Props = { realm: RealmView; domainAttribute: string };

/** Domains, maximum and description: facts that turn into a form in place. */
export function SettingsSection({ realm, domainAttribute }: Props) {
  const { may } = realm;
  const attributes: PersonAttribute[] = [
    {
      name: domainAttribute,
      label: 'Domain',
      section: 'Identity',
      kind: 'text',
      several: true,
      hint: 'Each is in one realm only.',
    },
    ...(may.maximum.allowed ? [maximum] : []),
    { name: 'description', label: 'Description', section: 'Identity', kind: 'text' },
  ];
  const shown: Values = {
    [domainAttribute]: realm.domains,
    bwMaximumUsers: realm.maximumUsers === null ? [] : [String(realm.maximumUsers)],
    description: realm.description ? [realm.description] : [],
  };
  const send =
    (action: typeof editRealm | typeof previewEditRealm) =>
    async (before: Values, after: Values): Promise<Answer<ChangeSet>> => {
      const input = {
        id: realm.id,
        before: settingsOf({ ...shown, ...before }, domainAttribute),
        after: settingsOf({ ...shown, ...before, ...after }, domainAttribute),
      };
      const answer: Answer<ChangeSet> = await action(input);
      return answer.ok ? answer : { ok: false, failure: atInput(answer.failure, domainAttribute) };
    };
  return (
    <AttributeSection
      title="Settings"
      name={realm.name}
      attributes={attributes}
      values={shown}
      disabledReason={may.edit.allowed ? undefined : (may.edit.reason ?? 'You have no right to edit this realm.')}
      preview={send(previewEditRealm)}
      save={send(editRealm)}
    />
  );
}

const maximum: PersonAttribute = {
  name: 'bwMaximumUsers',
  label: 'Maximum users',
  section: 'Identity',
  kind: 'text',
  hint: 'Counts everybody in the realm and below it.',
};

function settingsOf(values: Values, domainAttribute: string): RealmSettings {
  const most = values.bwMaximumUsers?.[0] ?? '';
  return {
    domains: values[domainAttribute] ?? [],
    maximumUsers: most === '' ? null : Number(most),
    description: values.description?.[0] ?? '',
  };
}

/** Failures name the setting; the inputs are called by attribute. */
function atInput(failure: PublicFailure, domainAttribute: string): PublicFailure {
  const setting = failure.field?.replace(/^(?:before|after)\./, '').split('.')[0];
  const names: Record<string, string> = {
    domains: domainAttribute,
    maximumUsers: 'bwMaximumUsers',
    description: 'description',
  };
  return setting && names[setting] ? { ...failure, field: names[setting] } : failure;
}
