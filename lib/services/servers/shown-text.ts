import { z } from 'zod';

/** Characters that XML 1.0 (2.2) has no way to say, and controls that nobody means to type; line breaks and tabs are text. */
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/;

/** Text that a server is to show to people, trimmed, with line breaks as \n. */
export function shownText(most: number) {
  return z
    .string()
    .max(most * 2, `At most ${most.toLocaleString('en')} characters.`)
    .transform((text) => text.replace(/\r\n?/g, '\n').trim())
    .refine((text) => [...text].length <= most, `At most ${most.toLocaleString('en')} characters.`)
    .refine((text) => text.isWellFormed() && !controls.test(text), 'It holds control characters. Take them out.');
}
