import { Circle, CircleCheck } from 'lucide-react';
import { cx } from '#app/_ui/cx.ts';

type Props = { rules: { key: string; text: string }[]; minLength: number; typed: string };

/** A tick as soon as the browser can tell; what only the directory knows says so. */
export function PasswordRules({ rules, minLength, typed }: Props) {
  return (
    <span className="mt-1 grid gap-1">
      {rules.map(({ key, text }) => {
        const met = key === 'length' && [...typed].length >= minLength;
        return (
          <span key={key} className={cx('flex items-center gap-1.5 [&>.lucide]:size-3.5', met && 'text-ok')}>
            {met ? <CircleCheck aria-hidden /> : <Circle aria-hidden />}
            <span>
              {text}
              {key === 'length' ? (
                <span className="sr-only">{met ? ': met' : ': not met yet'}</span>
              ) : (
                ' – checked when you save'
              )}
            </span>
          </span>
        );
      })}
    </span>
  );
}
