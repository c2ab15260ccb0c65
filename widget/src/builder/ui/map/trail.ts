/** The way that the answers in the preview take through the map, and why. */

import type { Told } from '../../../previewing/messages';
import type { Condition, Draft, Step } from '../../model/draft';
import { graphOf, type Edge } from './graph';

/** Walked already, or what would come if no more were answered. */
export type Walked = 'walked' | 'here' | 'ahead' | 'passed';

export interface Asked {
  edge: Edge;
  outcome: 'taken' | 'failed' | 'unasked';
  /** The part of its condition that decided; the whole of one that wasn't asked, null without any. */
  because: Condition | null;
}

/** One thing that decided the way. */
export type Reason =
  | { type: 'ways'; step: Step; asked: Asked[] }
  | { type: 'passed'; step: Step; because: Condition | null };

export interface Trail {
  things: Map<string, Walked>;
  edges: Map<string, Walked>;
  reasons: Reason[];
}

/** Follow what the preview tells. Its steps are those of the whole way, as if no more were answered. */
export function trailOf(draft: Draft, { at, steps, ending, held, decided }: Told): Trail {
  const { edges } = graphOf(draft);
  const trail: Trail = { things: new Map(), edges: new Map(), reasons: [] };
  const visited = new Set(steps);
  let state: Walked = 'walked';
  let here: string | undefined = draft.steps[0]?.id ?? ending;
  while (here && !trail.things.has(here)) {
    const step = draft.steps.find(({ id }) => id === here);
    if (here === at) state = 'here';
    const passed: boolean = !!step && !visited.has(here);
    trail.things.set(here, passed ? 'passed' : state);
    if (state === 'here') state = 'ahead';
    if (!step) break;
    const own = edges.filter(({ from }) => from === here);
    const way: Edge | undefined = passed ? own.find(({ kind }) => kind !== 'route') : taken(own, held);
    if (passed) trail.reasons.push(passedOver(step, held, decided));
    else if (state === 'walked' && own.some(({ condition }) => condition)) trail.reasons.push({ type: 'ways', step, asked: judged(own, way, decided) });
    if (way) trail.edges.set(way.id, state === 'walked' && !passed ? 'walked' : state === 'walked' ? 'passed' : 'ahead');
    here = way?.to;
  }
  return trail;
}

const taken = (ways: Edge[], held: Told['held']): Edge | undefined =>
  ways.find(({ kind, id, condition }) => kind === 'otherwise' || (kind === 'route' && (!condition || held[id])));

function judged(ways: Edge[], way: Edge | undefined, decided: Told['decided']): Asked[] {
  const at = way ? ways.indexOf(way) : -1;
  return ways
    .filter(({ kind }) => kind !== 'passed')
    .map((edge, place) => ({
      edge,
      outcome: place === at ? 'taken' : place < at ? 'failed' : 'unasked',
      because: place <= at ? (decided[edge.id] ?? edge.condition) : edge.condition,
    }));
}

const passedOver = (step: Step, held: Told['held'], decided: Told['decided']): Reason => ({
  type: 'passed',
  step,
  because: step.visible_if && !held[step.id] ? (decided[step.id] ?? step.visible_if) : null,
});

