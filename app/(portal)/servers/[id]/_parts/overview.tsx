'use client';

import { Notice } from '#app/_ui/feedback/notice.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import type { ServerAbilities } from '#lib/services/servers/server-abilities.ts';
import type { ServerFacts } from '#lib/services/servers/server-facts.ts';
import type { ServerGlance } from '#lib/services/servers/server-glance.ts';
import type { ServerHosts } from '#lib/services/servers/server-hosts.ts';
import { AbilitiesSection } from './abilities-section.tsx';
import { AboutSection } from './about-section.tsx';
import { GlanceFigures } from './glance-figures.tsx';
import { HostsSection } from './hosts-section.tsx';
import { useServerData } from './use-server-data.ts';

/**
 * What the server says of itself, each part as it comes. That it doesn't answer is said once, above them; the parts then keep
 * what they had.
 */
export function Overview({ id }: { id: string }) {
  const query = new URLSearchParams({ id });
  const glance = useServerData<ServerGlance>(`/api/servers/glance?${query}`);
  const hosts = useServerData<ServerHosts>(`/api/servers/hosts?${query}`);
  const abilities = useServerData<ServerAbilities>(`/api/servers/abilities?${query}`, abilitiesSeconds);
  const facts = useServerData<ServerFacts>(`/api/servers/facts?${query}`);
  const { failure } = glance;
  const among = { said: failure !== null };
  return (
    <>
      {failure && (
        <Notice state="warning">
          {failure.why} {failure.todo}
          {glance.value && (
            <>
              {' '}
              What follows is as of <RelativeTime value={glance.value.asOf} />.
            </>
          )}
        </Notice>
      )}
      <GlanceFigures id={id} data={glance} />
      <HostsSection data={hosts} among={among} />
      <AboutSection data={facts} among={among} />
      <AbilitiesSection data={abilities} among={among} />
    </>
  );
}

/** The portal itself keeps them for a minute. */
const abilitiesSeconds = 30;
