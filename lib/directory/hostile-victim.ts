/**
 * For hostile.test.ts only, in a process of its own with little memory: asks a hostile server again and again, and says at
 * the end what came of it. With `client` as the third argument it is ldapts's own Client that asks.
 */
import { Client } from 'ldapts';
import { parseConfig } from '../config/config.ts';
import { Dn } from '../domain/dn.ts';
import { equal } from '../domain/filter.ts';
import { connectDirectory } from './ldap.ts';

const [url = '', rounds = '1', how = 'adapter'] = process.argv.slice(2);
const person = Dn.of('uid=ada,dc=example,dc=org');
const outcomes: Record<string, number> = {};

if (how === 'client') {
  await new Client({ url, timeout: 500 }).bind(person.toString(), 'secret').catch(() => {});
} else {
  const settings = parseConfig({ LDAP_URL: url, LDAP_BIND_PASSWORD: 'secret' }).directory;
  const directory = connectDirectory({ ...settings, connections: 16, timeoutMs: 2000 });
  const ask = async () => {
    const result =
      how === 'bind'
        ? await directory.checkPassword(person, 'secret')
        : await directory
            .as(person)
            .search({ base: person, scope: 'sub', filter: equal('uid', 'ada'), attributes: ['cn'] });
    const name = result.ok ? JSON.stringify(result.value) : result.failure.kind;
    outcomes[name] = (outcomes[name] ?? 0) + 1;
  };
  for (let left = Number(rounds); left > 0; left -= 16)
    await Promise.all(Array.from({ length: Math.min(16, left) }, ask));
  await directory.close();
}
process.stdout.write(JSON.stringify(outcomes));
