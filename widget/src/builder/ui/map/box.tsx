/** A step or an ending on the map: a link that opens it. */

import type { JSX } from 'preact';
import { t } from '../../text';
import { BOX, heightOf } from './drawing';
import type { Point } from './layout';
import { labelOf, type Box, type Shown } from './things';

interface Props {
  shown: Shown;
  box: Box;
  at: Point;
  selected: boolean;
  onReveal(at: Point): void;
}

export function MapBox({ shown, box, at, selected, onReveal }: Props): JSX.Element {
  const { id, kind, lines, marks } = box;
  const height = heightOf(lines.length + (marks.length ? 1 : 0));
  const [left, top] = [at.x - BOX.width / 2, at.y - height / 2];
  const rows = [...lines.map((line) => ({ line, class: 'map-name' })), ...marks.slice(-1).map((mark) => ({ line: t(`mark_${mark}_short`), class: `map-mark ${mark}` }))];
  const first = at.y - ((rows.length - 1) * BOX.line) / 2;
  const walked = shown.trail?.things.get(id) ?? '';
  const open = (event: MouseEvent): void => {
    event.preventDefault();
    shown.onOpen(id);
  };
  return (
    <a href={`#${id}`} class={`map-box ${kind} ${marks.join(' ')} ${walked} ${selected ? 'selected' : ''}`} aria-label={labelOf(shown, box)}
      aria-current={selected ? 'true' : undefined} draggable={false} onClick={open} onFocus={() => onReveal(at)}>
      <rect x={left} y={top} width={BOX.width} height={height} rx={kind === 'step' ? 10 : height / 2} />
      <circle cx={left + 22} cy={at.y} r="12" />
      <text class="map-number" x={left + 22} y={at.y} dy="0.35em" text-anchor="middle">{kind === 'step' ? box.at + 1 : signOf(shown, id)}</text>
      <text>
        {rows.map((row, number) => <tspan key={number} class={row.class} x={left + BOX.indent} y={first + number * BOX.line} dy="0.35em">{row.line}</tspan>)}
      </text>
      <Fault shown={shown} id={id} x={left + BOX.width - 4} y={top + 4} />
    </a>
  );
}

const SIGNS: Record<string, string> = { thanks: '✓', redirect: '→', disqualified: '✕' };
const signOf = ({ draft }: Shown, id: string): string => SIGNS[draft.endings.find((ending) => ending.id === id)?.kind ?? ''] ?? '✓';

function Fault({ shown, id, x, y }: { shown: Shown; id: string; x: number; y: number }): JSX.Element | null {
  const found = shown.faults.get(id);
  if (!found?.length) return null;
  const level = found.some((finding) => finding.level === 'error') ? 'error' : 'warning';
  return (
    <g class={`map-fault ${level}`}>
      <title>{found.map(({ text }) => text).join('\n')}</title>
      <circle cx={x} cy={y} r="11" />
      <text x={x} y={y} dy="0.35em" text-anchor="middle">{found.length > 9 ? '9+' : found.length}</text>
    </g>
  );
}
