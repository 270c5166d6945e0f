import type { ReactNode } from 'react';
import { cx } from '../cx.ts';

/** The inside of a page. `fill`: as high as the window, so that a DataTable with `fill` scrolls within it (lists). */
export function Page({ fill, narrow, children }: { fill?: boolean; narrow?: boolean; children: ReactNode }) {
  return (
    <div
      className={cx(
        'flex flex-col gap-4 px-4 pt-4 md:px-6 md:pt-5',
        fill ? 'pb-2 md:h-full md:min-h-80' : 'pb-12',
        narrow && 'mx-auto w-full max-w-180',
      )}
    >
      {children}
    </div>
  );
}

/** Facts at the left, cards at the right from 1024 px on; below each other before. */
export function Columns({ children, side }: { children: ReactNode; side: ReactNode }) {
  return (
    <div className="grid items-start gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid min-w-0 gap-6">{children}</div>
      <div className="grid min-w-0 gap-4">{side}</div>
    </div>
  );
}
