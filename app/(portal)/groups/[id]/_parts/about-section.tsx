'use client';

import type { PersonAttribute } from '#lib/domain/person-attribute.ts';
import type { GroupView } from '#lib/services/groups/view-group.ts';
import { AttributeSection } from '../../../_parts/attribute-section.tsx';
import { editGroup, previewGroupEdit } from '../../actions.ts';

const description: PersonAttribute = {
  name: 'description',
  label: 'Description',
  section: 'Identity',
  kind: 'text',
  several: true,
};
const displayName: PersonAttribute = { name: 'displayName', label: 'Display name', section: 'Identity', kind: 'text' };

/** What the group says of itself, edited in place. */
export function AboutSection({ group }: { group: GroupView }) {
  const { id, may } = group;
  return (
    <AttributeSection
      title="About"
      name={group.name}
      attributes={group.kind === 'dynamic' ? [description] : [displayName, description]}
      values={{ displayName: group.displayName ? [group.displayName] : [], description: group.description }}
      disabledReason={may.edit.allowed ? undefined : may.edit.reason}
      preview={(before, after) => previewGroupEdit({ id, before, after })}
      save={(before, after) => editGroup({ id, before, after })}
    />
  );
}
