/** What the map shows, measured: boxes with their lines of text, ways with their words. */

import type { Draft } from '../../model/draft';
import { nameOf, sayCondition } from '../../model/words';
import { t } from '../../text';
import { graphOf, type Edge, type Node } from './graph';
import { layOut, type Placed } from './layout';

export interface Drawing {
  boxes: (Node & { lines: string[] })[];
  ways: (Edge & { words: string; lines: string[] })[];
  placed: Placed;
}

export const BOX = { width: 208, line: 20, padding: 14 };
export const WORDS = { line: 16, padding: 4 };
// An average letter of the system's fonts, in pixels; lines are cut before they reach the edge.
const LETTER = { box: 7.6, words: 6.5 };
const WORDS_WIDTH = 176;

/** Draw a draft up. */
export function drawingOf(draft: Draft): Drawing {
  const { nodes, edges } = graphOf(draft);
  const boxes = nodes.map((node) => ({ ...node, lines: wrapped(nameOf(draft, node.id), (BOX.width - 2 * BOX.padding - 26) / LETTER.box, 2) }));
  const ways = edges.map((edge) => {
    const words = wordsOf(draft, edge);
    return { ...edge, words, lines: wrapped(words, WORDS_WIDTH / LETTER.words, 3) };
  });
  const placed = layOut(
    boxes.map(({ id, lines, marks }) => ({ id, width: BOX.width, height: heightOf(lines.length + (marks.length ? 1 : 0)) })),
    ways.map(({ id, from, to, lines }) => ({
      id, from, to, label: lines.length ? { width: WORDS_WIDTH, height: lines.length * WORDS.line + 2 * WORDS.padding } : null,
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

/** Break words into lines of so many letters, and cut what is more than so many lines. */
export function wrapped(words: string, letters: number, most: number): string[] {
  const lines: string[] = [];
  for (const word of words.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const cut = (line: string): string => (line.length > letters ? `${line.slice(0, Math.floor(letters) - 1)}…` : line);
  const shown = lines.slice(0, most).map(cut);
  const end = shown.at(-1);
  if (lines.length > most && end !== undefined && !end.endsWith('…')) shown[most - 1] = `${end.slice(0, Math.floor(letters) - 2)} …`;
  return shown;
}
