'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../button.tsx';
import { Select } from '../form/select.tsx';

type PagerProps = {
  page: number;
  size: number;
  sizes: number[];
  total: number | null;
  onPage: (page: number) => void;
  onSize: (size: number) => void;
  /** The age of the data, at the left. */
  children?: ReactNode;
};

/** The foot of a table: how old, how many, where. */
export function Pager({ page, size, sizes, total, onPage, onSize, children }: PagerProps) {
  const pages = Math.max(1, Math.ceil((total ?? 0) / size));
  const from = total ? (page - 1) * size + 1 : 0;
  const to = Math.min(page * size, total ?? 0);
  const several = (total ?? 0) > (sizes[0] ?? 50);
  return (
    <div className="flex min-h-10 flex-none flex-wrap items-center gap-x-3 gap-y-1 text-faint text-xs">
      <div className="min-w-0 flex-1">{children}</div>
      {several && (
        <div className="flex items-center gap-1.5">
          <span aria-hidden className="max-sm:hidden">
            Rows
          </span>
          <Select
            small
            aria-label="Rows per page"
            className="w-18"
            value={String(size)}
            onChange={(event) => onSize(Number(event.target.value))}
            options={sizes.map((value) => ({ value: String(value), label: String(value) }))}
          />
        </div>
      )}
      {total !== null && total > 0 && (
        <nav aria-label="Pages" className="flex items-center gap-1">
          <span data-figures className="px-1">
            {from.toLocaleString('en')}–{to.toLocaleString('en')} of {total.toLocaleString('en')}
          </span>
          {several && (
            <>
              <IconButton
                size="s"
                label="Previous page"
                icon={<ChevronLeft />}
                onClick={() => onPage(page - 1)}
                disabledReason={page <= 1 && 'This is the first page.'}
              />
              <IconButton
                size="s"
                label="Next page"
                icon={<ChevronRight />}
                onClick={() => onPage(page + 1)}
                disabledReason={page >= pages && 'This is the last page.'}
              />
            </>
          )}
        </nav>
      )}
    </div>
  );
}
