import type { ReactNode } from 'react';
import { Fact, Facts } from '#app/_ui/show/facts.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import type { NodeVerb } from '#lib/services/servers/nodes/plan.ts';
import type { NodeJobPreview } from '#lib/services/servers/nodes/preview-node-job.ts';

type Props = { verb: NodeVerb; preview: NodeJobPreview; notice: string };

/** What ends, what is replaced, what stays, and in which order. */
export function WhatHappens({ verb, preview, notice }: Props) {
  const { node, steps } = preview;
  return (
    <div className="grid gap-3">
      <Facts>
        <Fact label="Node">
          <Mono value={node.node} /> {node.version && <span className="text-soft">ejabberd {node.version}</span>}
        </Fact>
        {verb !== 'remove' && <Fact label="People on it">{sessions(node.sessions, verb)}</Fact>}
        {verb !== 'remove' && <Fact label="Rooms on it">{rooms(node.rooms)}</Fact>}
        <Fact label={verb === 'join' ? 'What it holds now' : 'What is lost with it'}>
          <Alone verb={verb} alone={node.alone} />
        </Fact>
        <Fact label="What stays">{stays[verb]}</Fact>
        {notice && <Fact label="Notice">{notice}</Fact>}
        {node.differs.length > 0 && (
          <Fact label="Different there">
            <List lines={node.differs.slice(0, mostLines)} more={node.differs.length - mostLines} />
          </Fact>
        )}
        <Fact label="Members besides it">
          <Mono value={node.others.join(', ') || 'none'} wrap />
        </Fact>
        <Fact label="In this order">
          <ol className="list-decimal pl-4">
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </Fact>
      </Facts>
      <p className="text-faint text-xs">{after[verb]}</p>
    </div>
  );
}

const mostLines = 12;

function Alone({ verb, alone }: { verb: NodeVerb; alone: NodeJobPreview['node']['alone'] }): ReactNode {
  if (alone.length === 0)
    return verb === 'join' ? 'Nothing but empty tables.' : 'Nothing: the others hold all of its tables.';
  const lines = alone
    .slice(0, mostLines)
    .map(({ table, records }) => `${table}: ${records?.toLocaleString('en') ?? 'not known'}`);
  return (
    <>
      {verb === 'join' && 'Put aside on its disc, and replaced by the tables of the cluster:'}
      <List lines={lines} more={alone.length - mostLines} />
    </>
  );
}

function List({ lines, more }: { lines: readonly string[]; more: number }) {
  return (
    <ul className="grid gap-0.5 [overflow-wrap:anywhere]">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
      {more > 0 && <li className="text-faint">… and {more} more</li>}
    </ul>
  );
}

function sessions(count: number | null, verb: NodeVerb): string {
  if (count === null) return 'All sessions on it end.';
  if (count === 0) return 'Nobody is on it.';
  const some = `${count.toLocaleString('en')} ${count === 1 ? 'session ends' : 'sessions end'}`;
  return verb === 'join' ? `${some}.` : `${some}; they can sign in on another node at once.`;
}

function rooms(count: number | null): string {
  if (count === null) return 'Rooms that run on it end there; persistent ones open again on another node.';
  if (count === 0) return 'None runs on it.';
  return `${count.toLocaleString('en')} ${count === 1 ? 'ends' : 'end'} there: persistent ones open again on another node when somebody enters, temporary ones are gone.`;
}

const stays: Record<NodeVerb, string> = {
  join: 'The other members go on serving, with all that they hold.',
  leave: 'All that the cluster holds: the other members have copies of it.',
  remove: 'All that the other members hold.',
};

const after: Record<NodeVerb, string> = {
  join: 'While it joins, and until the end, this can be taken back: it leaves again, and takes up what it held before.',
  leave:
    'Until it begins to leave this can be taken back. Afterwards its ejabberd is stopped, and its process may be stopped; started again, it would serve the same domains by itself, with empty tables.',
  remove: 'If the machine comes back, it must not start with its old tables: delete the folder of its Mnesia first.',
};
