import dns from 'node:dns/promises';

/** DNS as the doctor asks it; a sentence where it couldn't be asked. */
export type Names = {
  services(name: string): Promise<{ host: string; port: number }[] | { why: string }>;
  /** Addresses of a host, itself where it is one; none when it has none. */
  addresses(host: string): Promise<string[]>;
};

const deadlineMs = 4_000;
const mostRecords = 16;
type Asking = Pick<dns.Resolver, 'resolveSrv'>;

/** Those name servers that the process asks otherwise, with shorter deadlines, unless a test has another resolver. */
function ownResolver(): Asking {
  const resolver = new dns.Resolver({ timeout: 2_000, tries: 2 });
  resolver.setServers(dns.getServers());
  return resolver;
}

export function systemNames(resolver: Asking = ownResolver()): Names {
  return {
    async services(name) {
      try {
        const records = await soon(resolver.resolveSrv(name));
        // RFC 2782: a single "." says that the service is not there.
        const offered = records.filter((record) => record.name !== '' && record.name !== '.');
        return offered.slice(0, mostRecords).map((record) => ({ host: record.name.toLowerCase(), port: record.port }));
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code ?? '';
        return code === 'ENODATA' || code === 'ENOTFOUND'
          ? []
          : { why: `no answer from DNS${code ? ` (${code})` : ''}` };
      }
    },
    async addresses(host) {
      try {
        return (await soon(dns.lookup(host, { all: true }))).map(({ address }) => address);
      } catch {
        return [];
      }
    },
  };
}

async function soon<T>(asked: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('late')), deadlineMs);
  });
  asked.catch(() => {});
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
