import type { Socket } from 'node:net';
import type { DataForm, FormAnswer } from '../domain/data-form.ts';
import type { Failure, Result } from '../domain/failure.ts';
import type { XmppServer } from './servers/port.ts';

/** How a managed server is reached and who we are there. The secret is plain only in memory. */
export type ServerAddress = {
  /** XMPP domain whose certificate is checked, whatever host is connected to. */
  domain: string;
  /** Empty: what DNS names for the domain (SRV, RFC 6120, 3.2.1), and the domain itself when it names nothing. */
  host: string;
  /** 0: the usual one, 5222 or 5223; only looked at when there is no SRV record. */
  port: number;
  /** direct: TLS from the first byte (XEP-0368); starttls: required, never optional. */
  tls: 'direct' | 'starttls';
  /** PEM of the authorities that may vouch for it; the system's when empty. */
  ca: string;
  /** Bare JID of the administrator account. */
  jid: string;
  password: string;
  /** Strongest first; PLAIN only when it is named here, and only under TLS. */
  mechanisms: readonly ('EXTERNAL' | 'SCRAM-SHA-256' | 'SCRAM-SHA-1' | 'PLAIN')[];
  /** For EXTERNAL: our own certificate and its key, PEM. */
  client?: { certificate: string; key: string };
};

/** Where a server listens, and how. */
export type ServerPlace = Pick<ServerAddress, 'domain' | 'host' | 'port' | 'tls'>;

/** Online: since the session began, also when its connection was lost and the session resumed (XEP-0198, 5). */
export type ConnectionState =
  | { is: 'connecting'; since: Date }
  | {
      is: 'online';
      since: Date;
      mechanism: string;
      /** `certificateExpires`: of the server's own certificate. */
      tls: { protocol: string; cipher: string; certificateExpires?: Date };
    }
  | { is: 'away'; since: Date; why: string; nextTryAt: Date | null };

/** One disco item that is an ad-hoc command (XEP-0050, 2.2). */
export type CommandItem = { jid: string; node: string; name: string };

export type CommandNote = { severity: 'info' | 'warn' | 'error'; text: string };
export type CommandStatus = 'executing' | 'completed' | 'canceled';
export type CommandAction = 'execute' | 'prev' | 'next' | 'complete' | 'cancel';

/** One answer of a command. `actions` are those that the server offers now, `defaultAction` is what "execute" means. */
export type CommandStage = {
  sessionId: string;
  status: CommandStatus;
  actions: CommandAction[];
  defaultAction: CommandAction;
  notes: CommandNote[];
  form: DataForm | null;
};

export type CommandRequest = {
  jid: string;
  node: string;
  action: CommandAction;
  sessionId?: string;
  answer?: FormAnswer;
};

/** Something to be logged (XEP-0337): `id` is the kind of event for machines, `object` what it is about, `tags` its facts. */
export type LogEvent = {
  id: string;
  at: Date;
  type: 'Informational' | 'Notice' | 'Warning' | 'Error';
  level: 'Minor' | 'Medium' | 'Major';
  object: string;
  subject: string;
  text: string;
  tags: Readonly<Record<string, string>>;
};

/** To a bare JID. `id` is the same whenever it is sent again. */
export type OutgoingMessage = { to: string; id: string; subject: string; body: string; events: readonly LogEvent[] };

/** `refused` settles when the message comes back after it was taken: a server far away says so late. Mostly never. */
export type Taken = { refused: Promise<Failure> };

/**
 * One supervised connection to a managed server. Replies are matched by id AND sender; every request has a timeout; a
 * request whose answer never came fails with kind `timeout` ("sent, no answer: may have run"), one that was never sent
 * with `unavailable`. Nothing throws for a server that is away.
 */
export interface XmppConnection {
  state(): ConnectionState;
  /** Commands of one JID and node, by disco#items; whether this account may run them is found by trying. */
  listCommands(jid: string): Promise<Result<CommandItem[]>>;
  run(request: CommandRequest): Promise<Result<CommandStage>>;
  /** disco#info (XEP-0030). */
  info(
    jid: string,
    node?: string,
  ): Promise<Result<{ identities: { category: string; type: string; name: string }[]; features: string[] }>>;
  items(jid: string, node?: string): Promise<Result<{ jid: string; node: string; name: string }[]>>;
  /** Software version (XEP-0092). */
  version(jid: string): Promise<Result<{ name: string; version: string; os: string }>>;
  /** Seconds since start (XEP-0012). */
  uptime(jid: string): Promise<Result<number>>;
  /** The server's clock (XEP-0202). */
  time(jid: string): Promise<Result<Date>>;
  ping(jid: string): Promise<Result<void>>;
  /**
   * ok: the server has taken it (XEP-0198). A failure with `uncertain`: it was sent, and nobody knows whether the server has it.
   * Any other: it was not sent, or came back.
   */
  message(message: OutgoingMessage): Promise<Result<Taken>>;
  close(): Promise<void>;
}

/** "Test connection", a step at a time; it stops at the first that fails and says why. */
export type TestStep = {
  name: 'address' | 'tcp' | 'tls' | 'certificate' | 'authentication' | 'features' | 'commands';
  ok: boolean;
  /** "TLSv1.3, TLS_AES_256_GCM_SHA384" or why it failed. */
  detail: string;
  ms: number;
};

export interface XmppConnector {
  /** Returns at once; it connects, and connects again with back-off and jitter, by itself. */
  connect(address: ServerAddress): XmppConnection;
  test(address: ServerAddress): AsyncIterable<TestStep>;
  /** What the server behind a connection can do beyond raw commands. */
  adapt(connection: XmppConnection, domain: string): XmppServer;
  /**
   * A connection on which TLS begins next, STARTTLS being agreed on already: for whoever wants to look at a certificate
   * without judging it. No account, and nothing said but the domain. Whoever asked closes it.
   */
  begin(place: ServerPlace, deadline: number): Promise<Result<Socket>>;
  /** The null provider, for a domain that no managed server serves. */
  none(domain: string): XmppServer;
}
