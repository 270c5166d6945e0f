import { failed, ok, type Result } from '../../domain/failure.ts';
import type {
  CommandItem,
  CommandRequest,
  CommandStage,
  ConnectionState,
  ServerAddress,
  TestStep,
  XmppConnection,
  XmppConnector,
} from '../../xmpp/port.ts';
import { noServer } from '../../xmpp/servers/none.ts';
import type { XmppServer } from '../../xmpp/servers/port.ts';

/**
 * Plays servers that misbehave in ways that real ones can't be made to on demand: no answer at all, a connection that is
 * another one a moment later, an answer that comes late. What real servers do is tested against real ones.
 */
export type FakeServer = {
  state: ConnectionState;
  commands: CommandItem[];
  steps: TestStep[];
  /** Answers the next request. */
  answer: (request: CommandRequest) => Result<CommandStage> | Promise<Result<CommandStage>>;
  requests: CommandRequest[];
  addresses: ServerAddress[];
  closed: number;
  /** What it can beyond raw commands; nothing unless a test says so. */
  abilities: Partial<XmppServer>;
};

export function fakeServer(): FakeServer {
  return {
    state: {
      is: 'online',
      since: new Date('2026-01-01T00:00:00Z'),
      mechanism: 'SCRAM-SHA-256',
      tls: { protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384' },
    },
    commands: [],
    steps: [],
    answer: () => away(),
    requests: [],
    addresses: [],
    closed: 0,
    abilities: {},
  };
}

const away = () => failed({ kind: 'unavailable', why: 'The server can’t be reached.' });

export function fakeConnector(server: FakeServer): XmppConnector {
  const connection: XmppConnection = {
    state: () => server.state,
    listCommands: async () => ok(server.commands),
    async run(request) {
      server.requests.push(request);
      return server.answer(request);
    },
    info: async () => ok({ identities: [], features: [] }),
    items: async () => ok([]),
    version: async () => ok({ name: 'Fake', version: '1', os: '' }),
    uptime: async () => away(),
    time: async () => away(),
    ping: async () => ok(undefined),
    message: async () => away(),
    async close() {
      server.closed += 1;
    },
  };
  return {
    connect(address) {
      server.addresses.push(address);
      return { ...connection };
    },
    async *test(address) {
      server.addresses.push(address);
      yield* server.steps;
    },
    adapt: (of, domain) => ({ ...noServer(domain), ...server.abilities, connection: of, domain }),
    none: noServer,
    begin: async () => away(),
  };
}

/** For portals whose tests are not about XMPP: no server is anywhere. */
export const nowhere: XmppConnector = fakeConnector({
  ...fakeServer(),
  state: { is: 'away', since: new Date(0), why: 'No server is here.', nextTryAt: null },
});
