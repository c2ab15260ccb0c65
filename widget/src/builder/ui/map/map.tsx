/** The map as a drawing: boxes that open their step, ways with their conditions in words. */

import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { t } from '../../text';
import { Icon, type IconName } from '../icons';
import { MapBox } from './box';
import { BOX, heightOf, WORDS, wordsSize, type Drawing } from './drawing';
import type { Point } from './layout';
import { Legend } from './legend';
import type { Shown } from './things';
import type { Walked } from './trail';
import { useViewport, type Viewport } from './viewport';

export function MapView(shown: Shown): JSX.Element {
  const { drawing, trail, selection, draft } = shown;
  const { placed, boxes, ways } = drawing;
  const place = useRef<HTMLDivElement>(null);
  const port = useViewport(place, placed);
  const { x, y, scale } = port.view;
  const selected = selection && (draft.steps.find((step) => step.id === selection || holds(step, selection))?.id ?? selection);
  return (
    <div class="map">
      <div class="map-window" ref={place} tabIndex={0} role="group" aria-label={t('map_label')}>
        <svg class="map-drawing" width="100%" height="100%" role="group" aria-label={t('map')}>
          <Arrows />
          <g transform={`translate(${x} ${y}) scale(${scale})`}>
            {ways.map((way) => <Line key={way.id} points={placed.ways.get(way.id)!.points} kind={way.never ? 'never' : way.kind} walked={trail?.edges.get(way.id)} />)}
            {ways.map((way) => <Words key={way.id} way={way} at={placed.ways.get(way.id)!.label} walked={trail?.edges.get(way.id)} />)}
            {boxes.map((box) => (
              <MapBox key={box.id} shown={shown} box={box} at={placed.boxes.get(box.id)!} selected={box.id === selected}
                onReveal={(at) => port.reveal(at, { width: BOX.width, height: heightOf(3) })} />
            ))}
          </g>
        </svg>
      </div>
      <div class="map-foot">
        <Legend trail={!!trail} />
        <Zoom port={port} />
      </div>
    </div>
  );
}

const holds = (step: unknown, id: string): boolean => JSON.stringify(step).includes(`"id":"${id}"`);

function Zoom({ port }: { port: Viewport }): JSX.Element {
  const button = (icon: IconName, label: string, press: () => void): JSX.Element => (
    <button type="button" class="icon-button" aria-label={label} title={label} onClick={press}><Icon name={icon} /></button>
  );
  return (
    <div class="map-zoom">
      {button('add', t('zoom_in'), () => port.zoom(1.25))}
      {button('less', t('zoom_out'), () => port.zoom(0.8))}
      {button('fit', t('zoom_fit'), port.whole)}
    </div>
  );
}

const KINDS = ['plain', 'walked'] as const;

function Arrows(): JSX.Element {
  return (
    <defs>
      {KINDS.map((kind) => (
        <marker key={kind} id={`arrow-${kind}`} class={`map-arrow ${kind}`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">
          <path d="M0 0L8 4L0 8z" />
        </marker>
      ))}
    </defs>
  );
}

function Line({ points, kind, walked }: { points: Point[]; kind: string; walked: Walked | undefined }): JSX.Element {
  const curves = points.slice(1).map((to, before) => {
    const from = points[before]!;
    const middle = (from.y + to.y) / 2;
    return `C${said(from.x, middle)} ${said(to.x, middle)} ${said(to.x, to.y)}`;
  });
  const d = `M${said(points[0]!.x, points[0]!.y)}${curves.join('')}`;
  return <path class={`map-way ${kind} ${walked ?? ''}`} d={d} marker-end={`url(#arrow-${walked ? 'walked' : 'plain'})`} />;
}

const said = (...numbers: number[]): string => numbers.map((number) => number.toFixed(1)).join(' ');

function Words({ way, at, walked }: { way: Drawing['ways'][number]; at: Point; walked: Walked | undefined }): JSX.Element | null {
  const { lines, words } = way;
  if (!lines.length) return null;
  const { width, height } = wordsSize(lines);
  const first = at.y - ((lines.length - 1) * WORDS.line) / 2;
  return (
    <g class={`map-words ${walked ?? ''}`}>
      <title>{words}</title>
      <rect x={at.x - width / 2} y={at.y - height / 2} width={width} height={height} rx="6" />
      <text text-anchor="middle">
        {lines.map((line, number) => <tspan key={number} x={at.x} y={first + number * WORDS.line} dy="0.35em">{line}</tspan>)}
      </text>
    </g>
  );
}
