import type { MibModule, MibNode } from '../module.ts';

const macro = new Set(['table', 'row', 'augments', 'notification']);
const shorts = new Map([
  ['OID', 'OBJECT IDENTIFIER'],
  ['Octets', 'OCTET STRING'],
]);

/**
 * Modules as we write down what everybody's are: `module NAME`, then a line for each name: its place below a parent, and
 * nothing more, or `table`, `row INDEX,…`, `augments ROW`, `notification OBJECT,…`, or a type with words and [units].
 *
 *     ifOperStatus ifEntry.8 INTEGER up=1,down=2
 */
export function modulesOf(notation: string): MibModule[] {
  const modules: MibModule[] = [];
  for (const line of notation.trim().split('\n')) {
    const [, name] = /^module (\S+)$/.exec(line) ?? [];
    if (name !== undefined) modules.push({ name, imports: [], nodes: [], types: [], updated: null, notes: [] });
    else modules.at(-1)?.nodes.push(nodeOf(line));
  }
  return modules;
}

function nodeOf(line: string): MibNode {
  const [, name = '', place = '', type = '', more = '', units = ''] =
    /^(\S+) (\S+)(?: (\S+))?(?: ([^[]\S*))?(?: \[(.+)\])?$/.exec(line) ?? [];
  const at = place.split('.').map((arc) => (/^\d+$/.test(arc) ? Number(arc) : arc));
  const node: MibNode = { name, is: type === '' ? 'node' : 'object', at, line: 0, description: '' };
  const names = more === '' ? [] : more.split(',');
  if (units !== '') node.units = units;
  if (type === 'table') node.syntax = { type: 'SEQUENCE OF' };
  if (type === 'row') node.index = names;
  if (type === 'augments') node.augments = more;
  if (type === 'notification') Object.assign(node, { is: 'notification', objects: names });
  if (type === '' || macro.has(type)) return node;
  const words = names.map((word): [number, string] => [Number(word.split('=')[1]), word.split('=')[0] ?? '']);
  return {
    ...node,
    access: 'read-only',
    syntax: { type: shorts.get(type) ?? type, ...(words.length > 0 && { words }) },
  };
}
