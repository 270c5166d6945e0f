/** The mark: a shield of office. It is decoration beside the word; the word names it. */
export function Logo({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className="flex-none">
      <rect width="32" height="32" rx="7" fill="var(--accent)" />
      <g fill="none" stroke="var(--on-accent)" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round">
        <path d="M8 9.5h16M8 9.5V16c0 4.6 3.2 7.6 8 9 4.8-1.4 8-4.4 8-9V9.5" />
        <path d="M16 14.2v6.4M12.8 17.4h6.4" />
      </g>
    </svg>
  );
}
