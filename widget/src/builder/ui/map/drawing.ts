/** What the map shows, measured: boxes with their lines of text, ways with their words. */

import type { Draft } from '../../model/draft';
import { nameOf, sayCondition } from '../../model/words';
import { t } from '../../text';
import { graphOf, type Edge, type Node } from './graph';
import { layOut, type Placed, type Size } from './layout';

export interface Drawing {
  boxes: (Node & { lines: string[] })[];
  ways: (Edge & { words: string; lines: string[] })[];
  placed: Placed;
}

export const BOX = { width: 184, line: 19, padding: 12, indent: 42 };
export const WORDS = { width: 152, line: 16, padding: 4 };

/** Draw a draft up. */
export function drawingOf(draft: Draft): Drawing {
  const { nodes, edges } = graphOf(draft);
  const boxes = nodes.map((node) => ({ ...node, lines: wrapped(nameOf(draft, node.id), BOX.width - BOX.indent - BOX.padding, 3, inBoxes) }));
  const ways = edges.map((edge) => {
    const words = wordsOf(draft, edge);
    return { ...edge, words, lines: wrapped(words, WORDS.width, 4, onWays) };
  });
  const placed = layOut(
    boxes.map(({ id, lines, marks }) => ({ id, width: BOX.width, height: heightOf(lines.length + (marks.length ? 1 : 0)) })),
    ways.map(({ id, from, to, lines }) => ({
      id, from, to, label: lines.length ? wordsSize(lines) : null,
    })),
  );
  return { boxes, ways, placed };
}

export const heightOf = (lines: number): number => Math.max(2, lines) * BOX.line + 2 * BOX.padding - 6;

/** Say when a way is taken; a step's only way needs no words. */
function wordsOf(draft: Draft, { kind, condition, from, never }: Edge): string {
  if (never) return t('never_taken');
  if (condition) return sayCondition(draft, condition);
  if (kind === 'passed') return t('if_passed_over');
  return draft.steps.find(({ id }) => id === from)?.routes.some((route) => route.if) ? t('otherwise') : '';
}

/** Give the room that a way's words take. */
export const wordsSize = (lines: readonly string[]): Size => ({
  width: Math.max(...lines.map(onWays)) + 12,
  height: lines.length * WORDS.line + 2 * WORDS.padding,
});

export type Measure = (text: string) => number;

/** Measure texts as the page's own type draws them; without a page, by an average letter. */
function measureIn(weight: number, size: number): Measure {
  const canvas = typeof document === 'undefined' ? null : document.createElement('canvas').getContext('2d');
  return (text) => {
    if (!canvas) return text.length * size * 0.55;
    canvas.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
    return canvas.measureText(text).width;
  };
}

const inBoxes = measureIn(600, 14);
const onWays = measureIn(600, 12.5);

/** Break words into lines of a width, and cut what is more than so many lines, or wider. */
export function wrapped(words: string, width: number, most: number, measure: Measure): string[] {
  const lines: string[] = [];
  for (const word of words.split(/\s+/).filter(Boolean)) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length && measure(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const shown = lines.slice(0, most);
  return shown.map((line, at) => cut(line, at === most - 1 && lines.length > most, width, measure));
}

function cut(line: string, goesOn: boolean, width: number, measure: Measure): string {
  if (!goesOn && measure(line) <= width) return line;
  let end = line.length;
  while (end > 1 && measure(`${line.slice(0, end)}…`) > width) end -= 1;
  return `${line.slice(0, end).trimEnd()}…`;
}
