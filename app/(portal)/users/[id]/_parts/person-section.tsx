'use client';

import type { PersonAttribute } from '#lib/domain/person-attribute.ts';
import { AttributeSection, type Values } from '../../../_parts/attribute-section.tsx';
import { editUser, previewEdit } from '../../actions.ts';

type Props = {
  id: string;
  name: string;
  title: string;
  attributes: readonly PersonAttribute[];
  values: Values;
  disabledReason?: string;
};

export function PersonSection({ id, ...section }: Props) {
  return (
    <AttributeSection
      {...section}
      preview={(before, after) => previewEdit({ id, before, after })}
      save={(before, after) => editUser({ id, before, after })}
    />
  );
}
