/** Variables: numbers that are reckoned anew with every answer: the twin of builder/flows/variables.py. */

import type { Values } from '../conditions';
import type { Reckons } from '../path';
import type { Answer, Flow, Variable } from '../types';
import { decimal, nodes, PLACES, reckon, uses, type Scores, type Sight } from './expressions';
import { number } from './tests';

/** How the variables of a flow hang together. */
interface Reckoning {
  scores: Scores;
  /** Those that can be known, each with the fields that it depends on, also through earlier variables. */
  sources: Map<Variable, Set<string>>;
}

const known = new WeakMap<Flow, Reckoning>();

function reckoningOf(flow: Flow): Reckoning {
  const made = known.get(flow) ?? { scores: scoresOf(flow), sources: sourcesOf(flow) };
  known.set(flow, made);
  return made;
}

const scoresOf = ({ steps }: Flow): Scores =>
  new Map(
    steps
      .flatMap(({ fields }) => fields)
      .map(({ id, choices }) => [id, new Map(choices.map((choice) => [choice.id, number(choice.score) ?? 0n]))]),
  );

function sourcesOf({ variables }: Flow): Reckoning['sources'] {
  const sources: Reckoning['sources'] = new Map();
  const later = new Set(variables.map(({ id }) => id));
  const earlier = new Map<string, Iterable<string>>();
  for (const variable of variables) {
    const parts = nodes(variable.value);
    const used = uses(parts ?? []);
    const fits = parts && !used.some((id) => later.has(id));
    if (fits) sources.set(variable, new Set(used.flatMap((id) => [...(earlier.get(id) ?? [id])])));
    earlier.set(variable.id, sources.get(variable) ?? []);
    later.delete(variable.id);
  }
  return sources;
}

/** Answers by field UUID as conditions see them, and with each the variables that follow from it. */
class Reckoned extends Map<string, Answer> {
  constructor(
    readonly reckoning: Reckoning,
    readonly evaluate: Sight['evaluate'],
  ) {
    super();
    for (const variable of reckoning.sources.keys()) this.reckon(variable);
  }

  override set(id: string, answer: Answer): this {
    super.set(id, answer);
    for (const [variable, fields] of this.reckoning.sources) if (fields.has(id)) this.reckon(variable);
    return this;
  }

  reckon({ id, value }: Variable): void {
    const amount = reckon(value, { values: this, scores: this.reckoning.scores, evaluate: this.evaluate });
    if (amount === undefined) this.delete(id);
    else super.set(id, { type: 'number', value: decimal(amount) });
  }
}

export const reckoning: Reckons = {
  values: (flow, evaluate) => new Reckoned(reckoningOf(flow), evaluate),
  settled(flow, fields) {
    const settled = [...reckoningOf(flow).sources].filter(([, wanted]) => [...wanted].every((id) => fields.includes(id)));
    return [...fields, ...settled.map(([{ id }]) => id)];
  },
};

/** Give a variable as it is said; undefined while it isn't known. */
export function rounded({ id, decimals }: Variable, values: Values): string | undefined {
  const amount = number(values.get(id)?.value);
  return amount === undefined ? undefined : decimal(amount, Math.min(Math.max(decimals, 0), PLACES));
}
