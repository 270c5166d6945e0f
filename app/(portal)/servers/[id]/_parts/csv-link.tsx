'use client';

import { Download } from 'lucide-react';
import { buttonClass } from '#app/_ui/button.tsx';

/** What a list holds now, narrowed as the page is, as a file. */
export function CsvLink({ path, id, q }: { path: string; id: string; q: string }) {
  return (
    <a href={`${path}?${new URLSearchParams({ id, ...(q && { q }) })}`} download className={buttonClass('plain')}>
      <Download aria-hidden />
      Export CSV
    </a>
  );
}
