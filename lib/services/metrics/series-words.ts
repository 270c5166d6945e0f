/**
 * How series read on a page: by name, the title of its chart. Charts stand in the order of this table; a name that isn't here
 * (a device's, a later source's) comes behind them and reads as it is written.
 */
const titles: Readonly<Record<string, string>> = {};

const order = new Map(Object.keys(titles).map((name, place) => [name, place]));

export function seriesTitle(name: string): string {
  return titles[name] ?? sentenceOf(name);
}

/** Smaller: earlier on a page. */
export function seriesPlace(name: string): number {
  return order.get(name) ?? order.size;
}

/** What tells a series from the others of its chart: the values of its labels, as in `in · message`. */
export function labelText(labels: Readonly<Record<string, string>>): string {
  return Object.values(labels).filter(Boolean).join(' · ');
}

/** `if.octets` reads "If octets". */
function sentenceOf(name: string): string {
  const words = name.split(/[._\s-]+/).filter(Boolean);
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
