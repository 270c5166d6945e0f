/** One sample of the text format, as a strict reader takes it. */
export type Told = { name: string; labels: Record<string, string>; value: number };
export type Parsed = { types: Map<string, string>; helps: Map<string, string>; samples: Told[] };

const nameForm = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const labelForm = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/y;
const suffixes = /(?:_bucket|_sum|_count)$/;

/**
 * Prometheus' text format 0.0.4, strictly (prometheus.io/docs/instrumenting/exposition_formats): HELP and TYPE once and before
 * the samples of their family, families in one piece, no set of labels twice, counters that end in _total and are not negative.
 */
export function parseExposition(text: string): Parsed {
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  const parsed: Parsed = { types: new Map(), helps: new Map(), samples: [] };
  const over = new Set<string>();
  const seen = new Set<string>();
  let open = '';
  const family = (name: string) => {
    if (!nameForm.test(name)) throw new Error(`no name: ${name}`);
    if (name === open) return;
    if (over.has(name)) throw new Error(`${name} comes in pieces`);
    over.add(open);
    open = name;
  };
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [, what, about = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (line.startsWith('#')) {
      const into = what === 'HELP' ? parsed.helps : parsed.types;
      if (!what || into.has(about) || parsed.samples.some(({ name }) => name === about))
        throw new Error(`misplaced: ${line}`);
      family(about);
      into.set(about, rest);
      continue;
    }
    const sample = parseSample(line);
    const own = parsed.types.has(sample.name) ? sample.name : sample.name.replace(suffixes, '');
    const type = parsed.types.get(own);
    if (!type || !parsed.helps.has(own)) throw new Error(`nobody said what ${sample.name} is`);
    family(own);
    if (type === 'counter' && (!own.endsWith('_total') || sample.value < 0)) throw new Error(`no counter: ${line}`);
    if (type !== 'counter' && own.endsWith('_total')) throw new Error(`called a counter: ${line}`);
    const identity = JSON.stringify([sample.name, Object.entries(sample.labels).sort()]);
    if (seen.has(identity)) throw new Error(`twice: ${line}`);
    seen.add(identity);
    parsed.samples.push(sample);
  }
  return parsed;
}

function parseSample(line: string): Told {
  const [, name = '', inner = '', number = ''] = /^([^\s{]+)(?:\{(.*)\})? (\S+)$/s.exec(line) ?? [];
  if (!/^(?:[+-]Inf|NaN|[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/.test(number)) throw new Error(`no value: ${line}`);
  const labels: Record<string, string> = {};
  labelForm.lastIndex = 0;
  while (labelForm.lastIndex < inner.length) {
    const [, label = '', value = ''] = labelForm.exec(inner) ?? [];
    if (!label || label in labels) throw new Error(`no labels: ${line}`);
    labels[label] = value.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
  }
  return { name, labels, value: Number(number.replace('Inf', 'Infinity')) };
}
