'use client';

import type { PersonAttribute } from '#lib/domain/person-attribute.ts';
import { AttributeSection, type Values } from '../../_parts/attribute-section.tsx';
import { editMe, previewMyEdit } from '../actions.ts';

type Props = { title: string; attributes: readonly PersonAttribute[]; values: Values; fixed: readonly string[] };

export function MySection({ attributes, fixed, ...section }: Props) {
  const none = attributes.every(({ name }) => fixed.includes(name));
  return (
    <AttributeSection
      {...section}
      name="Your profile"
      attributes={attributes}
      fixed={fixed}
      disabledReason={none ? 'Your administrator keeps these. Ask there to have them changed.' : undefined}
      preview={(before, after) => previewMyEdit({ before, after })}
      save={(before, after) => editMe({ before, after })}
    />
  );
}
