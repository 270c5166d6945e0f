import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ServerProcess, startServer, untilAccepting } from '../child.ts';

/** What all nodes of one cluster share: a port mapper of their own and a cookie in a home folder of their own. */
export type Erlang = { epmd: ServerProcess; environment: Record<string, string>; localhost: string };

export type ErlangSettings = {
  /** HOME of the nodes: the cookie lies there, in a file that only its owner reads, and on no command line. */
  folder: string;
  /**
   * What `localhost` means for these nodes: their names end in it, and so does the name in the directory's certificate,
   * which is the only one that ejabberd's LDAP client compares (it doesn't know addresses in certificates).
   */
  localhost: string;
  port: number;
  /** Port of a name server at `localhost` that knows where other XMPP servers are. */
  dnsPort: number;
};

/** A private epmd on loopback, so that the machine's own (port 4369) is neither used nor started. */
export async function startErlang({ folder, localhost, port, dnsPort }: ErlangSettings): Promise<Erlang> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const hosts = join(folder, 'inetrc');
  writeFileSync(hosts, inetrc(localhost, dnsPort), { mode: 0o600 });
  const cookie = join(folder, '.erlang.cookie');
  if (!existsSync(cookie)) writeFileSync(cookie, randomBytes(24).toString('hex'), { mode: 0o400 });
  const environment = {
    PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
    LANG: 'C.UTF-8',
    HOME: folder,
    ERL_LIBS: debianErlangLibraries(),
    ERL_EPMD_PORT: String(port),
    ERL_INETRC: hosts,
    // Otherwise in the folder that a command was begun in, which may be this repository.
    ERL_CRASH_DUMP: join(folder, 'crash.dump'),
  };
  writeFileSync(environmentFile(folder), JSON.stringify({ environment, localhost }), { mode: 0o600 });
  const logFile = join(folder, 'epmd.log');
  const line = ['/usr/bin/epmd', '-address', localhost, '-port', String(port)];
  const epmd = await startServer({ line, folder, environment, logFile, pidFile: join(folder, 'epmd.pid') }, localhost);
  await untilAccepting(epmd, { host: localhost, port, timeoutMs: 10_000, logFile });
  return { epmd, environment, localhost };
}

/** What a node that is started beside those of a running lab needs; nothing of it is secret. */
export function runningErlang(folder: string): Omit<Erlang, 'epmd'> {
  return JSON.parse(readFileSync(environmentFile(folder), 'utf8')) as Omit<Erlang, 'epmd'>;
}

function environmentFile(folder: string): string {
  return join(folder, 'environment.json');
}

/** Erlang terms: names by this file first, then by the machine; services by the name server. */
function inetrc(localhost: string, dnsPort: number): string {
  const address = erlangAddress(localhost);
  return [
    '{lookup, [file, native]}.',
    // Otherwise the machine's own name servers come back at the first question.
    '{resolv_conf, ""}.',
    `{host, ${address}, ["localhost"]}.`,
    `{nameserver, ${address}, ${dnsPort}}.`,
    '',
  ].join('\n');
}

export function erlangAddress(address: string): string {
  return `{${address.split('.').join(',')}}`;
}

/** The installed ejabberd, with its headers. The name without Debian's revision is a link to the one with it. */
export function ejabberdFolder(): string {
  const libraries = debianErlangLibraries();
  const names = readdirSync(libraries).filter((name) => name.startsWith('ejabberd-'));
  return join(libraries, names.sort().at(-1) as string);
}

/** Where Debian puts Erlang applications that aren't part of Erlang: a folder named after the machine's architecture. */
function debianErlangLibraries(): string {
  const found = readdirSync('/usr/lib')
    .map((name) => join('/usr/lib', name))
    .filter((folder) => folder.includes('-linux-') && existsSync(folder))
    .find((folder) => readdirSync(folder).some((name) => name.startsWith('ejabberd-')));
  if (!found) throw new Error('the Debian package ejabberd is not installed');
  return found;
}
