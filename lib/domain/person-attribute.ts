/** How a value is typed and checked. */
export type AttributeKind = 'text' | 'lines' | 'mail' | 'phone' | 'url' | 'language' | 'person';

export type PersonAttribute = {
  name: string;
  label: string;
  section: 'Identity' | 'Contact' | 'Organisation';
  kind: AttributeKind;
  several?: true;
  required?: true;
  /** The person may change it on Me; the directory's ACLs name the same ones. */
  own?: true;
  hint?: string;
};

/** inetOrgPerson (RFC 2798, RFC 4519, RFC 4524) as people meet it. Certificates, keys and the photo have pages of their own. */
export const personAttributes = [
  { name: 'displayName', label: 'Display name', section: 'Identity', kind: 'text', own: true },
  { name: 'givenName', label: 'Given name', section: 'Identity', kind: 'text', several: true },
  { name: 'sn', label: 'Surname', section: 'Identity', kind: 'text', several: true, required: true },
  { name: 'cn', label: 'Full name', section: 'Identity', kind: 'text', several: true, required: true },
  { name: 'initials', label: 'Initials', section: 'Identity', kind: 'text' },
  { name: 'description', label: 'About', section: 'Identity', kind: 'text', several: true, own: true },
  {
    name: 'preferredLanguage',
    label: 'Language',
    section: 'Identity',
    kind: 'language',
    own: true,
    hint: 'A language tag such as en or de-CH.',
  },
  {
    name: 'mail',
    label: 'JID and mail',
    section: 'Contact',
    kind: 'mail',
    several: true,
    hint: 'The first one is the JID; its domain is one of the realm’s.',
  },
  { name: 'telephoneNumber', label: 'Phone', section: 'Contact', kind: 'phone', several: true, own: true },
  { name: 'mobile', label: 'Mobile', section: 'Contact', kind: 'phone', several: true, own: true },
  { name: 'homePhone', label: 'Home phone', section: 'Contact', kind: 'phone', several: true, own: true },
  { name: 'facsimileTelephoneNumber', label: 'Fax', section: 'Contact', kind: 'phone', several: true },
  { name: 'postalAddress', label: 'Postal address', section: 'Contact', kind: 'lines', several: true, own: true },
  { name: 'street', label: 'Street', section: 'Contact', kind: 'text', several: true },
  { name: 'postalCode', label: 'Postal code', section: 'Contact', kind: 'text', several: true },
  { name: 'l', label: 'Town', section: 'Contact', kind: 'text', several: true },
  { name: 'st', label: 'State or province', section: 'Contact', kind: 'text', several: true },
  { name: 'labeledURI', label: 'Web page', section: 'Contact', kind: 'url', several: true, own: true },
  { name: 'o', label: 'Organisation', section: 'Organisation', kind: 'text', several: true },
  { name: 'ou', label: 'Unit', section: 'Organisation', kind: 'text', several: true },
  { name: 'departmentNumber', label: 'Department', section: 'Organisation', kind: 'text', several: true },
  { name: 'title', label: 'Title', section: 'Organisation', kind: 'text', several: true },
  { name: 'employeeNumber', label: 'Employee number', section: 'Organisation', kind: 'text' },
  { name: 'employeeType', label: 'Employee type', section: 'Organisation', kind: 'text', several: true },
  { name: 'roomNumber', label: 'Room', section: 'Organisation', kind: 'text', several: true },
  { name: 'businessCategory', label: 'Business category', section: 'Organisation', kind: 'text', several: true },
  { name: 'carLicense', label: 'Car licence', section: 'Organisation', kind: 'text', several: true },
  { name: 'manager', label: 'Manager', section: 'Organisation', kind: 'person', several: true },
  { name: 'secretary', label: 'Assistant', section: 'Organisation', kind: 'person', several: true },
] as const satisfies readonly PersonAttribute[];

export type PersonAttributeName = (typeof personAttributes)[number]['name'];

export function personAttribute(name: string): PersonAttribute | undefined {
  return personAttributes.find((attribute) => attribute.name.toLowerCase() === name.toLowerCase());
}

export const mostValues = 50;
const mostCharacters = 2000;

/** The sentence that says why a value can't be used, or null. */
export function valueProblem(attribute: PersonAttribute, value: string): string | null {
  if (value.trim() === '') return `${attribute.label} has an empty value.`;
  if (value.length > mostCharacters) return `${attribute.label} has more than ${mostCharacters} characters.`;
  const rule = kindRules[attribute.kind];
  if (!rule.pattern.test(value)) return `${attribute.label}: “${value.slice(0, 60)}” ${rule.problem}`;
  return null;
}

const kindRules: Record<AttributeKind, { pattern: RegExp; problem: string }> = {
  text: { pattern: /^[^\u0000-\u001f\u007f]*$/, problem: 'has control characters.' },
  lines: { pattern: /^[^\u0000-\u0009\u000b-\u001f\u007f]*$/, problem: 'has control characters.' },
  mail: { pattern: /^[\x21-\x3f\x41-\x7e]+@[A-Za-z0-9.-]+$/, problem: 'is not an address such as ada@north.example.' },
  phone: { pattern: /^[+0-9A-Za-z ().,/'=?:-]+$/, problem: 'is not a phone number.' },
  url: {
    pattern: /^(?:https?|xmpp|mailto):[^\s\u0000-\u001f]+(?: .*)?$/,
    problem: 'is not a web address that starts with https://.',
  },
  language: { pattern: /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/, problem: 'is not a language tag such as en or de-CH.' },
  person: { pattern: /^.+=.+$/, problem: 'is not a person in the directory.' },
};
