/** The flow as a graph: steps and endings, and the ways between them. */

import type { Condition } from '../../model/draft';
import type { Draft, Step } from '../../model/draft';

export type EdgeKind = 'route' | 'otherwise' | 'passed';
export type Mark = 'conditional' | 'unreachable' | 'dead_end';

export interface Node {
  id: string;
  kind: 'step' | 'ending';
  /** The place among its kind. */
  at: number;
  marks: Mark[];
}

export interface Edge {
  id: string;
  from: string;
  to: string;
  kind: EdgeKind;
  condition: Condition | null;
  /** A route before it always applies. */
  never: boolean;
}

export interface Graph {
  nodes: Node[];
  edges: Edge[];
}

/** Draw up all steps and endings in order, with every way that answers could take. */
export function graphOf(draft: Draft): Graph {
  const edges = draft.steps.flatMap((step, at) => edgesOf(draft, step, at));
  const reached = reach(draft, edges);
  const dead = deadEnds(draft, edges);
  const marks = (id: string, conditional: boolean): Mark[] => [
    ...(conditional ? (['conditional'] as const) : []),
    ...(reached.has(id) ? [] : (['unreachable'] as const)),
    ...(dead.has(id) ? (['dead_end'] as const) : []),
  ];
  const steps = draft.steps.map((step, at): Node => ({ id: step.id, kind: 'step', at, marks: marks(step.id, isPassable(step)) }));
  const endings = draft.endings.map(({ id }, at): Node => ({ id, kind: 'ending', at, marks: marks(id, false) }));
  return { nodes: [...steps, ...endings], edges };
}

/** Tell whether a step can be passed over: by its own condition, or because all its fields can be hidden. */
export const isPassable = ({ visible_if, fields }: Step): boolean =>
  !!visible_if || (fields.length > 0 && fields.every((field) => field.visible_if));

function edgesOf(draft: Draft, step: Step, at: number): Edge[] {
  const later = new Set([...draft.steps.slice(at + 1), ...draft.endings].map(({ id }) => id));
  const next = draft.steps[at + 1]?.id ?? draft.endings[0]?.id;
  let always = false;
  const routes = step.routes.flatMap(({ id, if: condition, to }): Edge[] => {
    const target = 'step' in to ? to.step : to.ending;
    if (!later.has(target)) return [];
    const never = always;
    always ||= !condition;
    return [{ id, from: step.id, to: target, kind: 'route', condition, never }];
  });
  const onward = { from: step.id, to: next ?? '', condition: null, never: false };
  if (!next) return routes;
  if (!always) return [...routes, { ...onward, id: `${step.id} otherwise`, kind: 'otherwise' }];
  return isPassable(step) ? [...routes, { ...onward, id: `${step.id} passed`, kind: 'passed' }] : routes;
}

function reach(draft: Draft, edges: Edge[]): Set<string> {
  const reached = new Set([draft.steps[0]?.id ?? draft.endings[0]?.id ?? '']);
  // Ways lead forward only, so that one look at each step in order finds all.
  for (const { id } of draft.steps) {
    if (reached.has(id)) for (const edge of edges) if (edge.from === id && !edge.never) reached.add(edge.to);
  }
  return reached;
}

/** Find steps that lead nowhere: a route's target is gone or earlier, or there is no ending to come to. */
function deadEnds(draft: Draft, edges: Edge[]): Set<string> {
  const lost = draft.steps.filter(({ id, routes }) => {
    const ways = edges.filter(({ from }) => from === id);
    return !ways.length || ways.filter(({ kind }) => kind === 'route').length < routes.length;
  });
  return new Set(lost.map(({ id }) => id));
}
