import { z } from 'zod';
import { accesslog, attribute, count, dn, text, url, urls, yesNo } from './kinds.ts';
import { secret } from './secret.ts';

export const directorySettings = z.object({
  LDAP_URL: url('ldap://127.0.0.1:389', ['ldap:', 'ldaps:']),
  LDAP_PROVIDERS: urls(['ldap:', 'ldaps:']),
  LDAP_START_TLS: yesNo(false),
  LDAP_CA_FILE: z.string().optional(),
  LDAP_BIND_DN: dn('cn=portal,ou=services,dc=example,dc=org'),
  LDAP_BIND_PASSWORD: z.string().optional(),
  LDAP_BIND_PASSWORD_FILE: z.string().optional(),
  LDAP_CONNECT_TIMEOUT_MS: count(3000, 100, 60_000),
  LDAP_TIMEOUT_MS: count(5000, 100, 120_000),
  LDAP_CONNECTIONS: count(4, 1, 64),
  LDAP_BASE: dn('dc=example,dc=org'),
  LDAP_REALMS_BASE: dn('ou=realms,dc=example,dc=org'),
  LDAP_ROLES_BASE: dn('ou=roles,dc=example,dc=org'),
  LDAP_GROUPS_BASE: dn('ou=groups,dc=example,dc=org'),
  LDAP_POLICY_DN: dn('cn=default,ou=policies,dc=example,dc=org'),
  LDAP_ACCESSLOG_BASE: accesslog('cn=accesslog'),
  LDAP_PEOPLE_RDN: dn('ou=people'),
  LDAP_REALM_GROUPS_RDN: dn('ou=groups'),
  LDAP_PERSON_CLASS: attribute('inetOrgPerson'),
  LDAP_PERSON_RDN: attribute('uid'),
  LDAP_JID_ATTRIBUTE: attribute('mail'),
  LDAP_GROUP_CLASS: attribute('groupOfMembers'),
  LDAP_GROUP_MEMBER: attribute('member'),
  LDAP_DYNAMIC_GROUP_CLASS: attribute('groupOfURLs'),
  LDAP_ROLE_CLASS: attribute('organizationalRole'),
  LDAP_ROLE_OCCUPANT: attribute('roleOccupant'),
  LDAP_REALM_CLASS: attribute('bwRealm'),
  LDAP_REALM_RDN: attribute('ou'),
  LDAP_DOMAIN_ATTRIBUTE: attribute('associatedDomain'),
  LDAP_SYSTEM_ADMINISTRATOR_ROLE: text('System Administrator'),
  LDAP_OPERATOR_ROLE: text('Operator'),
  LDAP_AUDITOR_ROLE: text('Auditor'),
});

export function directoryOf(s: z.infer<typeof directorySettings>) {
  return {
    url: s.LDAP_URL,
    /** Servers that replicate to each other; LDAP_URL alone where none are named. */
    providers: s.LDAP_PROVIDERS.length > 0 ? s.LDAP_PROVIDERS : [s.LDAP_URL],
    startTls: s.LDAP_START_TLS,
    caFile: s.LDAP_CA_FILE,
    bindDn: s.LDAP_BIND_DN,
    bindPassword: secret('LDAP_BIND_PASSWORD', s.LDAP_BIND_PASSWORD, s.LDAP_BIND_PASSWORD_FILE),
    connectTimeoutMs: s.LDAP_CONNECT_TIMEOUT_MS,
    timeoutMs: s.LDAP_TIMEOUT_MS,
    connections: s.LDAP_CONNECTIONS,
    ...treeOf(s),
  };
}

/** Where things are in the tree and what they are called there: an existing tree fits by settings alone. */
export type Tree = ReturnType<typeof treeOf>;

function treeOf(s: z.infer<typeof directorySettings>) {
  const role = (name: string) => s.LDAP_ROLES_BASE.child('cn', name);
  return {
    base: s.LDAP_BASE,
    realmsBase: s.LDAP_REALMS_BASE,
    rolesBase: s.LDAP_ROLES_BASE,
    groupsBase: s.LDAP_GROUPS_BASE,
    policyDn: s.LDAP_POLICY_DN,
    /** null where the directory keeps no accesslog: changes are then found by modifyTimestamp. */
    accesslogBase: s.LDAP_ACCESSLOG_BASE,
    peopleRdn: s.LDAP_PEOPLE_RDN,
    realmGroupsRdn: s.LDAP_REALM_GROUPS_RDN,
    personClass: s.LDAP_PERSON_CLASS,
    personRdn: s.LDAP_PERSON_RDN,
    jidAttribute: s.LDAP_JID_ATTRIBUTE,
    groupClass: s.LDAP_GROUP_CLASS,
    groupMember: s.LDAP_GROUP_MEMBER,
    dynamicGroupClass: s.LDAP_DYNAMIC_GROUP_CLASS,
    roleClass: s.LDAP_ROLE_CLASS,
    roleOccupant: s.LDAP_ROLE_OCCUPANT,
    realmClass: s.LDAP_REALM_CLASS,
    realmRdn: s.LDAP_REALM_RDN,
    domainAttribute: s.LDAP_DOMAIN_ATTRIBUTE,
    tierRoles: {
      systemAdministrator: role(s.LDAP_SYSTEM_ADMINISTRATOR_ROLE),
      operator: role(s.LDAP_OPERATOR_ROLE),
      auditor: role(s.LDAP_AUDITOR_ROLE),
    },
  };
}
