'use client';

import type { PersonAttribute } from '#lib/domain/person-attribute.ts';
import type { RoleView } from '#lib/services/roles/view-role.ts';
import { AttributeSection } from '../../../_parts/attribute-section.tsx';
import { editRole, previewRoleEdit } from '../../actions.ts';

const attributes: PersonAttribute[] = [
  { name: 'description', label: 'Description', section: 'Identity', kind: 'text', several: true },
];

export function RoleAbout({ role }: { role: RoleView }) {
  const { id, may } = role;
  return (
    <AttributeSection
      title="About"
      name={role.name}
      attributes={attributes}
      values={{ description: role.description }}
      disabledReason={may.edit.allowed ? undefined : may.edit.reason}
      preview={(before, after) => previewRoleEdit({ id, before, after })}
      save={(before, after) => editRole({ id, before, after })}
    />
  );
}
