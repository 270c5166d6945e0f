'use client';

import { createContext, useContext } from 'react';

/** Sentences by input name, from the last answer of the server. */
export const FormErrors = createContext<Record<string, string>>({});

export type FieldLinks = { id: string; name?: string; describedBy?: string; invalid: boolean; required: boolean };

export const FieldContext = createContext<FieldLinks | null>(null);

/** Attributes that tie an input to the Field around it; an input outside a Field needs its own label. */
export function useFieldProps(own: { id?: string; name?: string; 'aria-describedby'?: string }) {
  const field = useContext(FieldContext);
  return {
    id: own.id ?? field?.id,
    name: own.name ?? field?.name,
    'aria-describedby': [own['aria-describedby'], field?.describedBy].filter(Boolean).join(' ') || undefined,
    'aria-invalid': field?.invalid || undefined,
    'aria-required': field?.required || undefined,
  };
}
