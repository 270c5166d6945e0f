'use client';

import { RefreshCw } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Age } from '#app/_ui/feedback/age.tsx';
import { ErrorNote, type FailureView } from '#app/_ui/feedback/error-note.tsx';
import { SkeletonLines } from '#app/_ui/feedback/skeleton.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { Fact, Facts } from '#app/_ui/show/facts.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import type { ServerFacts } from '#lib/services/servers/server-facts.ts';

/** What the server says of itself, asked when the page is there; each fact that fails says why. */
export function AboutSection({ id }: { id: string }) {
  const [facts, setFacts] = useState<ServerFacts | null>(null);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [asking, setAsking] = useState(true);
  const ask = useCallback(async () => {
    setAsking(true);
    const answer = await factsOf(id);
    setAsking(false);
    setFailure('failure' in answer ? answer.failure : null);
    if (!('failure' in answer)) setFacts(answer);
  }, [id]);
  useEffect(() => void ask(), [ask]);
  return (
    <Section
      title="What it says of itself"
      action={
        <Button size="s" kind="quiet" icon={<RefreshCw aria-hidden />} pending={asking} onClick={() => void ask()}>
          Ask again
        </Button>
      }
    >
      {failure && <ErrorNote failure={failure} />}
      {!failure && !facts && <SkeletonLines lines={4} />}
      {facts && (
        <>
          <Facts>
            <Fact label="Software">
              <Said fact={facts.software}>
                {({ name, version, os }) => [name, version, os && `on ${os}`].filter(Boolean).join(' ')}
              </Said>
            </Fact>
            <Fact label="Up for">
              <Said fact={facts.uptimeSeconds}>{durationOf}</Said>
            </Fact>
            <Fact label="Answers within">
              <Said fact={facts.pingMs}>{(ms) => `${ms.toLocaleString('en')} ms`}</Said>
            </Fact>
            <Fact label="Services">
              <Said fact={facts.services}>
                {(services) =>
                  services.length === 0
                    ? 'None'
                    : services.map(({ jid, name }) => (
                        <span key={jid} className="block">
                          <Mono value={jid} /> <span className="text-faint">{name}</span>
                        </span>
                      ))
                }
              </Said>
            </Fact>
            <Fact label="Features">
              <Said fact={facts.features}>
                {(features) => (
                  <details>
                    <summary className="cursor-pointer rounded-sm">{features.length.toLocaleString('en')}</summary>
                    <ul className="mt-1 grid gap-0.5">
                      {features.map((feature) => (
                        <li key={feature}>
                          <Mono value={feature} wrap faint />
                        </li>
                      ))}
                    </ul>
                  </details>
                )}
              </Said>
            </Fact>
          </Facts>
          <Age noun="Facts" asOf={facts.asOf} />
        </>
      )}
    </Section>
  );
}

function Said<T>({ fact, children }: { fact: { value: T } | { why: string }; children: (value: T) => ReactNode }) {
  return 'value' in fact ? children(fact.value) : <span className="text-faint">{fact.why}</span>;
}

async function factsOf(id: string): Promise<ServerFacts | { failure: FailureView }> {
  try {
    const response = await fetch(`/api/servers/facts?${new URLSearchParams({ id })}`);
    return (await response.json()) as ServerFacts | { failure: FailureView };
  } catch {
    return { failure: { what: 'The server was not asked.', why: 'The portal did not answer.', todo: 'Ask again.' } };
  }
}

function durationOf(seconds: number): string {
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  if (days > 0) return `${days} d ${hours} h`;
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${seconds % 60} s`;
}
