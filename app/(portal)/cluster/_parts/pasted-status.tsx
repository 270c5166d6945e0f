'use client';

import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { TextArea } from '#app/_ui/form/text-area.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import { sights } from '#lib/domain/cluster.ts';
import { diagnoseMembers } from '#lib/domain/cluster-doctor.ts';
import { clusterOfTexts, longestStatusText, refusals } from '#lib/domain/cluster-status-text.ts';
import { ClusterPicture } from './cluster-picture.tsx';
import { FindingsList } from './findings-list.tsx';
import { MembersTable } from './members-table.tsx';
import { type Pasted, readPasted } from './read-pasted.ts';
import { summaryOf } from './state-of.ts';

const mostNodes = 20;

/** For clusters that the portal doesn't reach: what each node says is pasted, and read here in the browser. Nothing is sent or kept. */
export function PastedStatus() {
  const [nodes, setNodes] = useState<Pasted[]>([{ node: '', text: '' }]);
  const set = (at: number, change: Partial<Pasted>) =>
    setNodes((now) => now.map((one, index) => (index === at ? { ...one, ...change } : one)));
  const { statuses, problems } = readPasted(nodes);
  return (
    <Section
      title="Check a pasted status"
      hint="For a Cisco Meeting Server: what xmpp cluster status answers on each node. It is read in the browser, sent nowhere and not kept."
    >
      <div className="grid gap-6">
        <div className="grid max-w-180 gap-5">
          {nodes.map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: nodes are only added at the end.
            <div key={index} className="grid gap-3">
              <Field label={`Answer of node ${index + 1}`} error={problems[index]?.text}>
                <TextArea
                  mono
                  rows={5}
                  maxLength={longestStatusText}
                  value={one.text}
                  spellCheck={false}
                  onChange={({ target }) => set(index, { text: target.value })}
                />
              </Field>
              <Field
                label={`Address of node ${index + 1}`}
                hint="As the others list it, such as 192.0.2.11:5222. A leader names itself."
                error={problems[index]?.node}
              >
                <TextInput
                  mono
                  value={one.node}
                  placeholder={problems[index]?.own ?? ''}
                  spellCheck={false}
                  onChange={({ target }) => set(index, { node: target.value })}
                />
              </Field>
            </div>
          ))}
          <div className="flex flex-wrap gap-2">
            <Button
              disabledReason={nodes.length >= mostNodes && 'That many nodes are enough.'}
              onClick={() => setNodes((now) => [...now, { node: '', text: '' }])}
            >
              Add another node
            </Button>
            <Button kind="quiet" onClick={() => setNodes([{ node: '', text: '' }])}>
              Clear all
            </Button>
          </div>
        </div>
        {statuses.length > 0 && <Judged statuses={statuses} />}
      </div>
    </Section>
  );
}

function Judged({ statuses }: { statuses: Parameters<typeof clusterOfTexts>[0] }) {
  const cluster = clusterOfTexts(statuses);
  const members = [...cluster.members].sort((a, b) => a.name.localeCompare(b.name));
  const findings = diagnoseMembers(cluster, { secrets: refusals(statuses) });
  const { state, word } = summaryOf({ away: null, members, findings });
  return (
    <div className="grid gap-4">
      <h3 className="flex items-center gap-3 font-medium text-sm" aria-live="polite">
        What these answers say
        <StateBadge state={state}>{word}</StateBadge>
      </h3>
      <div className="grid items-start gap-x-8 gap-y-4 lg:grid-cols-[minmax(0,22rem)_minmax(0,1fr)]">
        <ClusterPicture label="Pasted cluster" members={members} sights={sights(members)} />
        <MembersTable label="Members of the pasted cluster" members={members} />
      </div>
      {findings.length > 0 && <FindingsList label="Findings on the pasted cluster" findings={findings} />}
    </div>
  );
}
