import type { SecretBox } from '../store/secret-box.ts';
import type { XmppConnector } from '../xmpp/port.ts';
import { type AnnouncementJobs, announcementJobs } from './announcements/announcement-jobs.ts';
import { type CommandCatalogs, commandCatalogs } from './commands/command-catalogs.ts';
import { type CommandSessions, commandSessions } from './commands/command-sessions.ts';
import { type Connections, connections } from './servers/connections.ts';
import { type ServerTests, serverTests } from './servers/server-tests.ts';
import { type OwedEndings, owedEndings } from './users/owed-endings.ts';
import { type PresenceCache, presenceCache } from './users/presence-cache.ts';

/** What the portal keeps in memory of its XMPP servers; one for the process, whichever bundle asks. */
export type XmppParts = {
  box: SecretBox;
  connections: Connections;
  tests: ServerTests;
  catalogs: CommandCatalogs;
  sessions: CommandSessions;
  announcements: AnnouncementJobs;
  presence: PresenceCache;
  owed: OwedEndings;
  /** For looking at certificates. */
  begin: XmppConnector['begin'];
};

export function xmppParts(connector: XmppConnector, box: SecretBox): XmppParts {
  return {
    box,
    connections: connections(connector, box),
    tests: serverTests(connector),
    catalogs: commandCatalogs(),
    sessions: commandSessions(),
    announcements: announcementJobs(),
    presence: presenceCache(),
    owed: owedEndings(),
    begin: (place, deadline) => connector.begin(place, deadline),
  };
}
