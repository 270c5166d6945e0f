/**
 * Text as the catalog compares it: compatibility forms taken apart, marks stripped, lower case, single spaces.
 * `Zoë Sørensen` and `zoe sorensen` are the same; scripts without marks or case stay as they are.
 */
export function fold(text: string): string {
  const letters = /^[ -~]*$/.test(text) ? text.toLowerCase() : lettersOf(text);
  return letters.replace(/[\s\u0000]+/g, ' ').trim();
}

function lettersOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[øłđðþßæœıħŧ]/g, (letter) => withoutDecomposition[letter] ?? letter);
}

/** Latin letters that Unicode doesn't take apart, as people without them on the keyboard type them. */
const withoutDecomposition: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ħ: 'h',
  ŧ: 't',
};

/** Folded words without the punctuation before them: `"skunk` is found by `sk`. A word of nothing but punctuation stays. */
export function foldedWords(text: string): string[] {
  return fold(text.toWellFormed())
    .split(' ')
    .map((word) => word.replace(/^[^\p{L}\p{N}]+(?=[\p{L}\p{N}])/u, '') || word)
    .filter(Boolean);
}

/**
 * Words with a space in front of each, so that `% ab%` finds words that start so and `%abc%` finds it anywhere.
 * A word counts once. Bounded, because a hostile entry may hold megabytes of names.
 */
export function searchText(values: Iterable<string>, maxLength = 2000): string {
  const words = new Set<string>();
  let length = 0;
  for (const value of values) {
    for (const word of foldedWords(value.slice(0, maxLength))) {
      if (words.has(word)) continue;
      length += word.length + 1;
      if (length > maxLength) return leadBySpaces(words);
      words.add(word);
    }
  }
  return leadBySpaces(words);
}

function leadBySpaces(words: ReadonlySet<string>): string {
  return words.size === 0 ? '' : ` ${[...words].join(' ')}`;
}
