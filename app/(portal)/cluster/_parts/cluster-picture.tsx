import { cx } from '#app/_ui/cx.ts';
import { StateShape } from '#app/_ui/show/state-badge.tsx';
import type { Sight } from '#lib/domain/cluster.ts';
import { type Point, pictureOf } from './picture-places.ts';
import { memberStates, roleWords } from './state-of.ts';

type Pictured = { name: string; state: string; role: string };

/** Members as shapes with their state in words, and a line for who counts whom. Who can't see it has the table beside it. */
export function ClusterPicture({ label, members, sights }: { label: string; members: Pictured[]; sights: Sight[] }) {
  const picture = pictureOf(members.length);
  if (!picture) return <p className="text-faint text-sm">Too many members for a picture; the table has all of them.</p>;
  const places = new Map(members.map(({ name }, index) => [name, picture.points[index] as Point]));
  return (
    <figure className="min-w-0">
      <svg
        viewBox={`0 0 ${picture.width} ${picture.height}`}
        role="img"
        aria-label={`${label}: ${sights.length === 0 ? 'one member' : sights.map(sentenceOf).join(' ')}`}
        className="h-auto w-full max-w-110"
      >
        {sights.map((sight) => (
          <SightLine
            key={`${sight.from} ${sight.to}`}
            sight={sight}
            from={places.get(sight.from) as Point}
            to={places.get(sight.to) as Point}
          />
        ))}
        {members.map((member) => (
          <MemberNode key={member.name} member={member} at={places.get(member.name) as Point} />
        ))}
      </svg>
      {sights.length > 0 && <Legend sights={sights} />}
    </figure>
  );
}

function MemberNode({ member, at }: { member: Pictured; at: Point }) {
  const { state, word } = memberStates[member.state] ?? { state: 'unknown', word: 'Not known' };
  const role = member.role === 'equal' ? '' : ` · ${roleWords[member.role]}`;
  return (
    <g transform={`translate(${at.x} ${at.y})`}>
      <title>{member.name}</title>
      <circle
        r="17"
        className={cx('fill-surface', state === 'ok' ? 'stroke-edge' : 'stroke-current', colours[state])}
        strokeWidth="1.5"
      />
      <g transform="translate(-7 -7)">
        <StateShape state={state} size={14} />
      </g>
      <text y={at.above ? -38 : 32} textAnchor="middle" className={cx(halo, 'fill-text font-mono text-[11px]')}>
        {shortened(member.name)}
      </text>
      <text y={at.above ? -24 : 46} textAnchor="middle" className={cx(halo, 'fill-soft text-[11px]')}>
        {word}
        {role}
      </text>
    </g>
  );
}

/** Keeps words readable where a line passes behind them. */
const halo = 'stroke-4 stroke-surface [paint-order:stroke]';
const colours = { ok: 'text-ok', warning: 'text-warning', failing: 'text-failing', unknown: 'text-unknown' };
const longestName = 24;
const shortened = (name: string) => (name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name);

const lines = {
  both: { className: 'stroke-edge', dash: undefined, mark: '' },
  one: { className: 'stroke-warning', dash: '5 4', mark: '!' },
  neither: { className: 'stroke-failing', dash: '5 4', mark: '×' },
  unknown: { className: 'stroke-line', dash: '1 4', mark: '' },
} as const;

function SightLine({ sight, from, to }: { sight: Sight; from: Point; to: Point }) {
  const { className, dash, mark } = lines[sight.is];
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  return (
    <g>
      <title>{sentenceOf(sight)}</title>
      <line
        {...{ x1: from.x, y1: from.y, x2: to.x, y2: to.y }}
        className={className}
        strokeWidth={sight.is === 'unknown' ? 1.5 : 2}
        strokeDasharray={dash}
        strokeLinecap="round"
      />
      {mark && (
        <g transform={`translate(${middle.x} ${middle.y})`}>
          <circle r="9" className={cx('fill-surface', className)} strokeWidth="1.5" />
          <text
            y="4.5"
            textAnchor="middle"
            className={cx('font-semibold text-[13px]', sight.is === 'one' ? 'fill-warning' : 'fill-failing')}
          >
            {mark}
          </text>
        </g>
      )}
    </g>
  );
}

function sentenceOf({ from, to, is, by }: Sight): string {
  if (is === 'both') return `${from} and ${to} count each other.`;
  if (is === 'neither') return `${from} and ${to} don’t count each other.`;
  if (is === 'one') return `Only ${by} counts ${by === from ? to : from}.`;
  return `What ${from} and ${to} say of each other is not known.`;
}

const meanings = {
  both: 'count each other',
  one: 'only one counts the other',
  neither: 'don’t count each other',
  unknown: 'not known',
} as const;

/** Only of the lines that are there. */
function Legend({ sights }: { sights: Sight[] }) {
  const kinds = (['both', 'one', 'neither', 'unknown'] as const).filter((kind) => sights.some(({ is }) => is === kind));
  return (
    <figcaption className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-faint text-xs">
      {kinds.map((kind) => (
        <span key={kind} className="inline-flex items-center gap-1.5">
          <svg width="24" height="10" viewBox="0 0 24 10" aria-hidden="true">
            <line
              x1="1"
              y1="5"
              x2="23"
              y2="5"
              className={lines[kind].className}
              strokeWidth="2"
              strokeDasharray={lines[kind].dash}
            />
          </svg>
          {lines[kind].mark && <span aria-hidden>{lines[kind].mark}</span>}
          {meanings[kind]}
        </span>
      ))}
    </figcaption>
  );
}
