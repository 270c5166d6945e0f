/** A person whose name has what careless code trips over. */
export type OddPerson = {
  uid: string /** uid as it stands in the DN (RFC 4514), where that differs. */;
  dnUid?: string;
  cn: string;
  sn: string;
  givenName: string;
  displayName?: string;
};

export const oddPeople: readonly OddPerson[] = [
  { uid: "o'brien", cn: "Siobhán O'Brien", sn: "O'Brien", givenName: 'Siobhán' },
  {
    uid: 'smith, john',
    dnUid: 'smith\\2C john',
    cn: 'Smith, John',
    sn: 'Smith',
    givenName: 'John',
    displayName: 'Smith, John (jr.)',
  },
  { uid: 'jones+jr', dnUid: 'jones\\2Bjr', cn: 'Davy “Locker” Jones + Sons', sn: 'Jones', givenName: 'Davy' },
  {
    uid: 'script',
    cn: '<script>alert(1)</script>',
    sn: '</td><script>alert(2)</script>',
    givenName: '<b>Bold</b>',
    displayName: '"><img src=x onerror=alert(3)>',
  },
  { uid: 'tables', cn: "Robert'); DROP TABLE people;--", sn: 'Tables', givenName: 'Bobby' },
  { uid: 'zoe.fox', cn: 'Zoë 🦊 Fox', sn: 'Fox', givenName: 'Zoë 🦊', displayName: 'Zoë 🦊 Fox 👩🏽‍🚀' },
  { uid: 'quote', cn: 'Anne "Nan" O\\Neill', sn: 'O\\Neill', givenName: 'Anne "Nan"' },
  { uid: 'filter', cn: '*)(uid=*))(|(uid=*', sn: '(&(star=*))', givenName: '*' },
  { uid: 'formula', cn: '=HYPERLINK("http://x.example","click")', sn: '=1+1', givenName: '@SUM(1)' },
  { uid: 'template', cn: '{{constructor.constructor("return 1")()}}', sn: '<%= 7*7 %>', givenName: '%s%n' },
  { uid: 'rtl', cn: 'Right\u202Eevil\u202C Left', sn: 'Left', givenName: 'Right' },
  { uid: 'combining', cn: 'A\u030Angstro\u0308m Noe\u0308l', sn: 'Noe\u0308l', givenName: 'A\u030Angstro\u0308m' },
  { uid: 'ligature', cn: 'ﬁnn Strauß', sn: 'Strauß', givenName: 'ﬁnn' },
  { uid: 'long.name', cn: `Wolfgang ${'Hubert '.repeat(20)}Blaine`, sn: 'Blaine', givenName: 'Wolfgang' },
  { uid: 'mononym', cn: 'Sukarno', sn: 'Sukarno', givenName: '-' },
  { uid: 'hash', cn: '# not a comment', sn: '#hash', givenName: '#' },
  { uid: 'jose.acute', cn: 'José María de la O y Álvarez', sn: 'de la O y Álvarez', givenName: 'José María' },
  { uid: 'null', cn: 'Jennifer Null', sn: 'Null', givenName: 'Jennifer' },
];
