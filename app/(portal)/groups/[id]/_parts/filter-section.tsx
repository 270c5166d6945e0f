'use client';

import { Pencil } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { Fact, Facts } from '#app/_ui/show/facts.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import type { BaseOption } from '#lib/services/groups/base-options.ts';
import type { DynamicFilter, GroupView } from '#lib/services/groups/view-group.ts';
import type { AttributeOption } from '../../_parts/filter-builder.tsx';
import { restoreFilter } from '../../actions.ts';
import { FilterDialog } from './filter-dialog.tsx';

type Props = { group: GroupView; bases: BaseOption[]; attributes: AttributeOption[] };

/** What decides who is in a dynamic group. */
export function FilterSection({ group, bases, attributes }: Props) {
  const [editing, setEditing] = useState(false);
  const router = useRouter();
  const toast = useToast();
  const { dynamic, may } = group;
  const done = ({ before, after }: { before: string; after: string }) => {
    router.refresh();
    toast({
      title: `${group.name} has another filter`,
      undo: async () => {
        const back = await restoreFilter({ id: group.id, before: after, after: before });
        router.refresh();
        if (!back.ok) toast({ title: 'It was not undone', description: back.failure.why, tone: 'problem' });
      },
    });
  };
  return (
    <Section
      title="Filter"
      action={
        <Button
          kind="quiet"
          size="s"
          icon={<Pencil aria-hidden />}
          disabledReason={may.edit.allowed ? undefined : may.edit.reason}
          onClick={() => setEditing(true)}
        >
          Edit filter
        </Button>
      }
    >
      {dynamic ? (
        <FilterFacts dynamic={dynamic} bases={bases} attributes={attributes} />
      ) : (
        <Notice state="warning">The portal can’t read the filter of this group. Give it a new one.</Notice>
      )}
      {editing && (
        <FilterDialog
          group={group}
          bases={bases}
          attributes={attributes}
          onClose={() => setEditing(false)}
          onDone={done}
        />
      )}
    </Section>
  );
}

const scopes: Record<string, string> = { sub: '', one: ' (directly below)', base: ' (this entry alone)' };
const tests = { is: 'is', contains: 'contains', starts: 'starts with', present: 'has any value' } as const;

function FilterFacts({
  dynamic,
  bases,
  attributes,
}: {
  dynamic: DynamicFilter;
  bases: BaseOption[];
  attributes: AttributeOption[];
}) {
  const place = bases.find(({ dn }) => dn === dynamic.base)?.label;
  const label = (name: string) => attributes.find((attribute) => attribute.name === name)?.label ?? name;
  const conditions = dynamic.easy?.conditions ?? [];
  return (
    <Facts>
      <Fact label="Looks in">
        {place ?? <Mono value={dynamic.base} wrap />}
        {scopes[dynamic.scope]}
      </Fact>
      {conditions.length > 0 && (
        <Fact label={conditions.length > 1 && dynamic.easy?.match === 'any' ? 'Any of' : 'Whose'}>
          <ul>
            {conditions.map(({ attribute, test, value }) => (
              <li key={`${attribute} ${test} ${value}`}>
                {label(attribute)} {tests[test]}{' '}
                {test !== 'present' && <strong className="font-medium">{value}</strong>}
              </li>
            ))}
          </ul>
        </Fact>
      )}
      <Fact label="As a filter">
        <Mono value={dynamic.filter} wrap copy noun="filter" />
      </Fact>
    </Facts>
  );
}
