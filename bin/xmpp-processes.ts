import { fileURLToPath } from 'node:url';
import type { XmppFacts } from '../lab/xmpp/facts.ts';
import type { Supervisor } from './supervise.ts';

const script = (path: string) => fileURLToPath(new URL(`../lab/xmpp/${path}`, import.meta.url));

/**
 * XMPP servers beside the private directory, and people who are online there. The portal does without them: when they can't
 * start they say why, and the demo goes on; undefined then.
 */
export async function startXmpp(supervisor: Supervisor, dnsPort: number): Promise<XmppFacts | undefined> {
  const environment = process.env;
  try {
    const { xmpp } = await supervisor.start({
      ...{ name: 'XMPP lab', script: script('main.ts'), environment },
      parameters: ['--dns-port', String(dnsPort)],
    });
    await supervisor.start({ name: 'people online', script: script('people/main.ts'), environment });
    return xmpp as XmppFacts;
  } catch {
    return undefined;
  }
}
