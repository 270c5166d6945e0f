import { failed, ok, type Result } from '../../domain/failure.ts';
import { type KeptServer, type ServerSecrets, type ServerSettings, secretsOf } from '../../store/managed-servers.ts';
import type { SecretBox } from '../../store/secret-box.ts';
import type { ServerAddress, XmppConnection, XmppConnector } from '../../xmpp/port.ts';
import type { XmppServer } from '../../xmpp/servers/port.ts';

/** One supervised connection for each managed server: made when first asked for, kept, made anew when its settings changed. */
export type Connections = {
  to(server: KeptServer): Result<XmppConnection>;
  /** The same connection, with what the server behind it can do. */
  at(server: KeptServer): Result<XmppServer>;
  /** What answers for a domain that no managed server serves. */
  none(domain: string): XmppServer;
  /** After a removal: nothing connects there any more. */
  leave(id: string): void;
  close(): Promise<void>;
};

type Held = { version: number; connection: XmppConnection; adapted: XmppServer };

export function connections(connector: XmppConnector, box: SecretBox): Connections {
  const held = new Map<string, Held>();
  const leave = (id: string) => {
    const before = held.get(id);
    held.delete(id);
    void before?.connection.close().catch(() => {});
  };
  const hold = (server: KeptServer): Result<Held> => {
    const before = held.get(server.id);
    // Somebody who read the row before it was changed must not bring the old connection back.
    if (before && before.version >= server.version) return ok(before);
    const secrets = secretsOf(box, server);
    leave(server.id);
    if (secrets === null) return unreadableSecret();
    const connection = connector.connect(addressOf(server, secrets));
    const adapted = connector.adapt(connection, server.domain);
    const made = { version: server.version, connection, adapted };
    held.set(server.id, made);
    return ok(made);
  };
  const mapped = <T>(server: KeptServer, take: (one: Held) => T): Result<T> => {
    const holding = hold(server);
    return holding.ok ? ok(take(holding.value)) : holding;
  };
  return {
    to: (server) => mapped(server, ({ connection }) => connection),
    at: (server) => mapped(server, ({ adapted }) => adapted),
    none: (domain) => connector.none(domain),
    leave,
    async close() {
      const all = [...held.values()];
      held.clear();
      await Promise.all(all.map(({ connection }) => connection.close().catch(() => {})));
    },
  };
}

export function addressOf(settings: ServerSettings, { password, clientKey }: ServerSecrets): ServerAddress {
  const { domain, host, port, tls, ca, jid, mechanisms, clientCertificate } = settings;
  const client = clientCertificate && clientKey ? { certificate: clientCertificate, key: clientKey } : undefined;
  return { domain, host, port, tls, ca, jid, mechanisms, password, client };
}

export function unreadableSecret(): Result<never> {
  return failed({
    kind: 'unavailable',
    why: 'The password that is kept for this server can’t be opened with the portal’s key.',
    todo: 'Bring the key file back, or edit the server and enter the password again.',
  });
}
