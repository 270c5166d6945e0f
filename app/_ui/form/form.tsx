'use client';

import {
  type ComponentProps,
  type FormEvent,
  type ReactNode,
  startTransition,
  useEffect,
  useMemo,
  useRef,
} from 'react';
import { useFormStatus } from 'react-dom';
import { Button, type ButtonProps } from '../button.tsx';
import { cx } from '../cx.ts';
import { ErrorNote, type FailureView } from '../feedback/error-note.tsx';
import { FormErrors } from './form-context.ts';

type FormProps = Omit<ComponentProps<'form'>, 'action' | 'onSubmit'> & {
  /** The second value of useActionState, or a server action. */
  action: (data: FormData) => void | Promise<void>;
  /** Failure of the last answer; with `field` it shows at that field, and always above the form. */
  failure?: FailureView | null;
  /** Sentences by input name, when there are several. */
  fieldErrors?: Record<string, string>;
  children: ReactNode;
};

/**
 * A form that sends itself to a server action, keeps what was typed when the answer is a failure (React would empty it),
 * shows the failure above, the sentences at their fields, and moves the focus to the first wrong one.
 */
export function Form({ action, failure, fieldErrors, className, children, ...rest }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const errors = useMemo(
    () => ({ ...fieldErrors, ...(failure?.field && { [failure.field]: failure.why }) }),
    [failure, fieldErrors],
  );
  useEffect(() => {
    if (!failure && Object.keys(errors).length === 0) return;
    const wrong = form.current?.querySelectorAll<HTMLElement>('[aria-invalid="true"]') ?? [];
    const list = form.current?.querySelector<HTMLElement>('[data-error-list]');
    const note = form.current?.querySelector<HTMLElement>('[data-error-note]');
    (wrong.length === 1 ? wrong[0] : (list ?? wrong[0] ?? note))?.focus();
  }, [failure, errors]);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const submitter = (event.nativeEvent as SubmitEvent).submitter;
    const data = new FormData(event.currentTarget, submitter);
    startTransition(async () => {
      await action(data);
    });
  };
  return (
    <FormErrors value={errors}>
      <form
        ref={form}
        noValidate
        {...rest}
        action={action}
        onSubmit={send}
        className={cx('grid max-w-140 grid-cols-[minmax(0,1fr)] gap-4', className)}
      >
        {failure && (
          <div tabIndex={-1} data-error-note className="rounded-md">
            <ErrorNote failure={failure} />
          </div>
        )}
        {children}
      </form>
    </FormErrors>
  );
}

/** Waits while its form is on its way. */
export function SubmitButton({ kind = 'primary', pending, ...rest }: ButtonProps) {
  const status = useFormStatus();
  return <Button {...rest} kind={kind} type="submit" pending={pending || status.pending} />;
}

/** The buttons of a form: the submitting one first. Wraps on a phone. */
export function FormFoot({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-2 pt-1">{children}</div>;
}
