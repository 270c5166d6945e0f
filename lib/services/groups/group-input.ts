import { z } from 'zod';
import { Dn } from '../../domain/dn.ts';

const noControls = /^[^\u0000-\u001f\u007f]*$/;

export const groupNameInput = z
  .string()
  .trim()
  .min(1, 'A name is needed.')
  .max(100, 'A name has at most 100 characters.')
  .regex(noControls, 'A name has no control characters.');

export const groupTextInput = z
  .string()
  .trim()
  .max(1000, 'There are more than 1,000 characters.')
  .regex(noControls, 'Line breaks and control characters can’t be used here.');

export const dnInput = z
  .string()
  .min(1)
  .max(2000)
  .transform((text, context) => {
    const dn = Dn.parse(text);
    if (dn) return dn;
    context.addIssue({ code: 'custom', message: 'This is not the name of an entry.' });
    return z.NEVER;
  });
