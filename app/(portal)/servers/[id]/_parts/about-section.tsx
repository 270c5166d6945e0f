'use client';

import type { ReactNode } from 'react';
import { Age } from '#app/_ui/feedback/age.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { Fact, Facts } from '#app/_ui/show/facts.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import type { ServerFacts } from '#lib/services/servers/server-facts.ts';
import { ServerSaid } from './server-said.tsx';
import type { ServerData } from './use-server-data.ts';

/** What the server says of itself; each fact that fails says why. */
export function AboutSection({ data, among }: { data: ServerData<ServerFacts>; among: { said: boolean } }) {
  return (
    <Section title="About">
      <ServerSaid data={data} lines={5} among={among}>
        {(facts) => (
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
            <Age
              noun="Facts"
              asOf={facts.asOf}
              staleAfterSeconds={30}
              onRefresh={data.refresh}
              refreshing={data.loading}
            />
          </>
        )}
      </ServerSaid>
    </Section>
  );
}

function Said<T>({ fact, children }: { fact: { value: T } | { why: string }; children: (value: T) => ReactNode }) {
  return 'value' in fact ? children(fact.value) : <span className="text-faint">{fact.why}</span>;
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
