import { expect, test } from 'vitest';
import { parseConfig } from './config.ts';

test('without any setting there are defaults', () => {
  expect(parseConfig({})).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    labUsers: 300,
    publicUrl: 'http://127.0.0.1:3000',
  });
});

test.each([
  ['PORT', 'lots', 'PORT must be a number'],
  ['PORT', '70000', 'PORT must be at most 65535'],
  ['BAILIWICK_URL', 'portal.example.org', 'BAILIWICK_URL must be a URL that starts with https:// or http://'],
  ['LDAP_URL', 'http://x', 'LDAP_URL must be a URL that starts with ldap:// or ldaps://'],
  ['LDAP_BASE', 'not a dn', 'LDAP_BASE must be a DN such as dc=example,dc=org'],
  ['DATABASE_URL', 'mysql://x', 'DATABASE_URL must be a URL that starts with postgresql://'],
  ['METRICS_URL', 'victoria:8428', 'METRICS_URL must be a URL that starts with http:// or https://'],
  ['LDAP_ACCESSLOG_BASE', 'nonsense', 'LDAP_ACCESSLOG_BASE must be a DN such as cn=accesslog, or none'],
  ['LDAP_START_TLS', 'perhaps', 'LDAP_START_TLS must be yes or no'],
  ['BAILIWICK_DEMO_PASSWORD', 'short', 'BAILIWICK_DEMO_PASSWORD must have at least 8 characters'],
  ['LDAP_PERSON_CLASS', 'a)(b', 'LDAP_PERSON_CLASS must be the name of an attribute or object class'],
  ['SNMP_AGENTX', 'master', 'SNMP_AGENTX must be the path of a socket, or tcp:host:port'],
  ['SNMP_BASE_OID', '1.3.6.1.4.1.08', 'SNMP_BASE_OID must be an OID such as 1.3.6.1.4.1.8072.9999.9999.5222'],
  ['LDAP_BIND_PASSWORD_FILE', '/nowhere/at/all', 'LDAP_BIND_PASSWORD_FILE names a file that can’t be read'],
])('a wrong %s ends start-up with a sentence that names it', (name, value, sentence) => {
  expect(() => parseConfig({ [name]: value })).toThrow(sentence.replace('’', "'"));
});

test('a directory without an accesslog is said by a word', () => {
  expect(parseConfig({ LDAP_ACCESSLOG_BASE: 'none' }).directory.accesslogBase).toBeNull();
});

test('an existing tree fits by settings alone', () => {
  const { directory } = parseConfig({
    LDAP_BASE: 'o=acme',
    LDAP_REALMS_BASE: 'ou=divisions,o=acme',
    LDAP_ROLES_BASE: 'ou=functions,o=acme',
    LDAP_PERSON_RDN: 'cn',
    LDAP_JID_ATTRIBUTE: 'jabberID',
    LDAP_GROUP_CLASS: 'groupOfNames',
    LDAP_SYSTEM_ADMINISTRATOR_ROLE: 'Directory Admins',
  });
  expect(directory.tierRoles.systemAdministrator.toString()).toBe('cn=Directory Admins,ou=functions,o=acme');
  expect(directory).toMatchObject({ personRdn: 'cn', jidAttribute: 'jabberID', groupClass: 'groupOfNames' });
});

test('alerts by XMPP need both who sends and who gets them, and JIDs that are some', () => {
  const both = { ALERT_XMPP_FROM: 'North.example', ALERT_XMPP_TO: 'Ops@north.example, otto@south.example' };
  expect(parseConfig(both).alerts.xmpp).toEqual({
    ...{ server: 'north.example', to: ['ops@north.example', 'otto@south.example'], foreign: [] },
  });
  expect(parseConfig({}).alerts.xmpp).toBeNull();
  const wrong = [
    { ALERT_XMPP_FROM: 'north.example' },
    { ALERT_XMPP_TO: 'ops@north.example' },
    { ...both, ALERT_XMPP_TO: 'ops' },
    { ...both, ALERT_XMPP_FROM: 'north.example south.example' },
    { ...both, ALERT_XMPP_FOREIGN: 'not a domain!' },
  ];
  for (const settings of wrong) expect(() => parseConfig(settings)).toThrow(/ALERT_XMPP_/);
});
