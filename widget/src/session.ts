/** One end user's way through a flow: what was answered, where they are, what comes next. No DOM, no network. */

import { check, needed } from './engine/answers';
import { kindOf } from './engine/kinds';
import { progress, take, type Walk } from './engine/path';
import { nothing } from './engine/taken';
import type { Checked, Field, Flow, Path, Problem, VisitedStep } from './engine/types';
import { more } from './extend';
import { randomId } from './identity';
import type { Kept } from './keep';
import type { Receipt } from './send';

export class Session {
  /** As entered, by field key; answers of fields that are hidden just now stay in it and come back with the field. */
  raw: Record<string, unknown> = {};
  /** The step on the screen, null on the review page. */
  at: string | null;
  /** Whether the end user left the review page to change something, and goes back to it. */
  returning = false;
  submissionId = randomId();
  sent: Receipt | null = null;

  /** Fields (and steps without one) that have been left by "Weiter". */
  #seen = new Set<string>();
  /** What the end user has been warned of and may go on with. */
  #warned = new Set<string>();
  #checked: Checked | null = null;

  constructor(readonly flow: Flow) {
    this.at = this.path.steps[0]?.step.id ?? null;
  }

  get checked(): Checked {
    if (!this.#checked) {
      const checked = check(this.flow, this.raw);
      this.#checked = more.tell?.(this.flow, checked, kindOf) ?? checked;
    }
    return this.#checked;
  }

  get path(): Path {
    return this.checked.path;
  }

  get visited(): VisitedStep | undefined {
    return this.path.steps.find(({ step }) => step.id === this.at);
  }

  /** Tell the step's number and the most steps there can be. */
  get progress(): [number: number, atMost: number] {
    return progress(this.flow, this.checked.answers, this.at ?? '');
  }

  get first(): boolean {
    return this.path.steps[0]?.step.id === this.at;
  }

  change(key: string, value: unknown): void {
    this.raw[key] = value;
    this.#checked = null;
  }

  /** Go on, or give what is wrong with this step's answers or, once for each answer, what is doubtful. */
  next(): Problem[] {
    const visited = this.visited;
    const fields = visited?.fields ?? [];
    const wrong = this.wrongIn(fields);
    if (wrong.length) return wrong;
    const doubtful = within(fields, this.checked.warnings).filter((problem) => !this.#warned.has(this.#doubt(problem)));
    for (const problem of doubtful) this.#warned.add(this.#doubt(problem));
    if (doubtful.length) return doubtful;
    for (const id of marks(visited)) this.#seen.add(id);
    const steps = this.path.steps;
    const here = steps.findIndex(({ step }) => step.id === this.at);
    const following = this.returning ? this.#open() : steps[here + 1];
    this.#goTo(following?.step.id ?? null);
    return [];
  }

  /** Go one step back; from a change, to the review page when nothing is open. */
  back(): void {
    const steps = this.path.steps;
    const here = steps.findIndex(({ step }) => step.id === this.at);
    if (this.returning && !this.#open()) this.#goTo(null);
    else this.#goTo(steps.at(here < 0 ? -1 : Math.max(here - 1, 0))?.step.id ?? null);
  }

  /** Leave the review page for one step, to come back afterwards. */
  edit(stepId: string): void {
    this.at = stepId;
    this.returning = true;
  }

  /** Give the first step of the path whose answers don't stand, after going there. */
  toFirstWrong(): VisitedStep | undefined {
    const step = this.path.steps.find(({ fields }) => this.wrongIn(fields).length);
    if (step) this.edit(step.step.id);
    return step;
  }

  /** Tell whether a field needs an answer, as things stand. */
  needs(field: Field): boolean {
    return needed(field, this.path as Walk);
  }

  /** Tell which of a group's questions each entry shows. */
  shown(group: Field, entries: Record<string, unknown>[]): Field[][] {
    return entries.map((entry) => take(group.fields, entry, nothing(this.path as Walk)));
  }

  wrongIn(fields: Field[]): Problem[] {
    return within(fields, this.checked.errors);
  }

  keep(): Kept {
    const { raw, at, submissionId } = this;
    return { version: this.flow.version, submissionId, at, seen: [...this.#seen], raw };
  }

  /** Take up kept answers; of another version's, only what still fits this flow. */
  restore(kept: Kept): void {
    this.raw = { ...kept.raw };
    this.#checked = null;
    this.#seen = new Set(kept.seen);
    if (kept.version === this.flow.version) this.submissionId = kept.submissionId;
    else for (const { field_key } of this.checked.errors) delete this.raw[rootOf(field_key)];
    this.#checked = null;
    const there = this.path.steps.some(({ step }) => step.id === kept.at);
    this.at = there || (kept.at === null && !this.#open()) ? kept.at : (this.path.steps[0]?.step.id ?? null);
  }

  /** Give the first step on the path that was never left or doesn't stand: a change may have brought it up. */
  #open(): VisitedStep | undefined {
    return this.path.steps.find(
      (visited) => marks(visited).some((id) => !this.#seen.has(id)) || this.wrongIn(visited.fields).length,
    );
  }

  /** Name a doubt about an answer as it stands: a changed answer is doubted anew. */
  #doubt({ field_key, params }: Problem): string {
    return JSON.stringify([field_key, params, this.raw[rootOf(field_key)]]);
  }

  #goTo(stepId: string | null): void {
    this.at = stepId;
    if (stepId === null) this.returning = false;
  }
}

/** Give the key of a step's field; questions inside a group have keys such as "drivers.0.birth". */
const rootOf = (key: string): string => key.split('.')[0]!;

/** Choose what is said of some fields, or of what is inside them. */
export function within<T extends { field_key: string }>(fields: Field[], problems: T[]): T[] {
  const keys = fields.map(({ key }) => key);
  return problems.filter(({ field_key }) => keys.includes(rootOf(field_key)));
}

function marks(visited: VisitedStep | undefined): string[] {
  if (!visited) return [];
  return visited.fields.length ? visited.fields.map((field) => field.id) : [visited.step.id];
}
