'use client';

import { Upload, X } from 'lucide-react';
import { type ComponentProps, type DragEvent, useRef, useState } from 'react';
import { Button, IconButton } from '../button.tsx';
import { cx } from '../cx.ts';
import { useFieldProps } from './form-context.ts';

type FileInputProps = Omit<ComponentProps<'input'>, 'type' | 'value' | 'onChange'> & {
  onPick?: (file: File | null) => void;
  /** "Choose photo". */
  buttonLabel?: string;
  maxBytes?: number;
};

/** A file by button or by dropping it here. */
export function FileInput({ onPick, buttonLabel = 'Choose file', maxBytes, className, ...rest }: FileInputProps) {
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [over, setOver] = useState(false);
  const [problem, setProblem] = useState('');
  const pick = (next: File | null) => {
    const tooBig = next && maxBytes && next.size > maxBytes;
    setProblem(
      tooBig ? `The file is ${size(next.size)}; at most ${size(maxBytes)} can be kept. Choose a smaller one.` : '',
    );
    if (tooBig && input.current) input.current.value = '';
    setFile(tooBig ? null : next);
    onPick?.(tooBig ? null : next);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!input.current || event.dataTransfer.files.length === 0) return;
    input.current.files = event.dataTransfer.files;
    pick(event.dataTransfer.files[0] ?? null);
  };
  const clear = () => {
    if (input.current) input.current.value = '';
    pick(null);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the button does the same by keyboard.
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cx(
        'rounded-md border border-edge border-dashed px-3 py-2.5',
        over && 'border-accent bg-accent-softer',
        className,
      )}
    >
      <div className="flex min-w-0 items-center gap-2 text-sm">
        <input
          ref={input}
          {...rest}
          {...useFieldProps(rest)}
          type="file"
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => pick(event.target.files?.[0] ?? null)}
        />
        <Button size="s" icon={<Upload />} onClick={() => input.current?.click()}>
          {buttonLabel}
        </Button>
        <span className={cx('min-w-0 flex-1 truncate', !file && 'text-faint')}>
          {file ? `${file.name} · ${size(file.size)}` : 'or drop it here'}
        </span>
        {file && <IconButton label="Remove file" icon={<X />} size="s" onClick={clear} />}
      </div>
      {problem && (
        <p role="alert" className="mt-1.5 text-failing text-xs">
          {problem}
        </p>
      )}
    </div>
  );
}

function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(0)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
