'use client';

import { useState } from 'react';
import { cx } from '../cx.ts';
import { initials } from './initials.ts';

type AvatarProps = {
  name: string;
  /** Address of the photo; initials until it is there, and when it can't be had. */
  photo?: string | null;
  size?: 20 | 24 | 32 | 64 | 96;
};

const sizes = {
  20: 'size-5 text-[9px]',
  24: 'size-6 text-[10px]',
  32: 'size-8 text-xs',
  64: 'size-16 text-xl',
  96: 'size-24 text-[2rem]',
};

/** Decoration beside a name that is written out; so it has no name of its own. */
export function Avatar({ name, photo, size = 24 }: AvatarProps) {
  const [missing, setMissing] = useState<string | null>(null);
  const shown = photo && photo !== missing;
  return (
    <span
      aria-hidden
      className={cx(
        'relative inline-flex flex-none select-none items-center justify-center overflow-hidden rounded-full bg-pressed font-medium text-soft',
        sizes[size],
      )}
    >
      {initials(name)}
      {shown && (
        // biome-ignore lint/performance/noImgElement: photos come from our own origin at their final size.
        <img
          src={photo}
          alt=""
          width={size}
          height={size}
          loading="lazy"
          decoding="async"
          onError={() => setMissing(photo)}
          className="absolute inset-0 size-full bg-pressed object-cover"
        />
      )}
    </span>
  );
}
