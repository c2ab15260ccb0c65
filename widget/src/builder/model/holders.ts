/** Everything in a draft that refers to something, and what is known there. One walk serves every question about it. */

import type { Condition, Draft, Ending, Field, Route, Step, Target, Text } from './draft';
import { FROM_THE_END, knows, momentsOf, type Moments, type Outlook } from './moments';
import { fits, type Kinds } from './fits';
import { type Gone, NOTHING, pruneCondition, pruneExpression, pruneText, type Use } from './references';

/** A property that refers to something. */
export interface Holder extends Outlook {
  /** The thing that has it: a step, field, check, route, ending or variable. */
  id: string;
  /** visible_if, required_if, if, to, value, or the name of a text. */
  slot: string;
  /** The place of its step in the order: routes lead to later ones. */
  step: number;
}

/** Tell of one reference whether it goes. */
export type Judge = (holder: Holder, id: string, use: Use) => boolean;

/** Give the draft without the references that a judge wants gone, and without what can't be without them. */
export const pruned = (draft: Draft, gone: Judge): Draft => new Walk(draft, gone).draft();

const TEXTS = ['title', 'text', 'label', 'help'] as const;

class Walk {
  private readonly moments: Moments;
  private step = -1;

  constructor(
    private readonly old: Draft,
    private readonly gone: Judge,
  ) {
    this.moments = momentsOf(old);
  }

  draft(): Draft {
    return {
      ...this.old,
      steps: this.old.steps.map((step, at) => this.ofStep(step, at)),
      endings: this.old.endings.map((ending: Ending) => ({ ...ending, ...this.texts(ending, FROM_THE_END) })),
      variables: this.old.variables.map((variable, rank) => {
        const gone = this.judge(variable.id, 'value', { ...FROM_THE_END, rank });
        return { ...variable, value: pruneExpression(variable.value, gone) ?? NOTHING };
      }),
    };
  }

  private ofStep(step: Step, at: number): Step {
    this.step = at;
    const begins = from(this.begins(at));
    return {
      ...step,
      ...this.texts(step, begins),
      visible_if: this.condition(step, 'visible_if', step.visible_if, begins),
      fields: step.fields.map((field) => this.ofField(field, null)),
      routes: step.routes.flatMap((route) => this.ofRoute(route, from(this.begins(at + 1)))),
    };
  }

  private ofRoute(route: Route, outlook: Outlook): Route[] {
    const condition = this.condition(route, 'if', route.if, outlook);
    const lost = this.judge(route.id, 'to', outlook)(target(route.to), 'to');
    return lost || (route.if && !condition) ? [] : [{ ...route, if: condition }];
  }

  private ofField(field: Field, group: string | null): Field {
    const begins = from(this.moments.get((field.fields[0] ?? field).id)!.at, group);
    const answered = from(this.moments.get(field.id)!.at + 1, group);
    const statement = field.config.statement as Text | undefined;
    return {
      ...field,
      ...this.texts(field, begins),
      visible_if: this.condition(field, 'visible_if', field.visible_if, begins),
      required_if: this.condition(field, 'required_if', field.required_if, begins),
      config: statement ? { ...field.config, statement: this.text(field, 'statement', statement, begins) } : field.config,
      checks: field.checks.flatMap((check) => {
        const condition = this.condition(check, 'if', check.if, answered);
        const message = this.text(check, 'message', check.message, answered);
        return condition ? [{ ...check, if: condition, message }] : [];
      }),
      fields: field.fields.map((part) => this.ofField(part, field.id)),
    };
  }

  /** Count what is answered before a step. */
  private begins(step: number): number {
    const last = this.old.steps.slice(0, step).findLast(({ fields }) => fields.length)?.fields.at(-1);
    return last ? this.moments.get(last.id)!.at + 1 : 0;
  }

  private judge(id: string, slot: string, { before, group, rank }: Outlook): Gone {
    return (target, use) => this.gone({ id, slot, before, group, rank, step: this.step }, target, use);
  }

  private condition({ id }: { id: string }, slot: string, condition: Condition | null, outlook: Outlook): Condition | null {
    return condition && pruneCondition(condition, this.judge(id, slot, outlook));
  }

  private texts(thing: { id: string }, outlook: Outlook): Partial<Record<(typeof TEXTS)[number], Text>> {
    const texts = thing as { id: string } & Partial<Record<(typeof TEXTS)[number], Text | null>>;
    const own = TEXTS.filter((name) => texts[name]);
    return Object.fromEntries(own.map((name) => [name, this.text(thing, name, texts[name]!, outlook)]));
  }

  private text({ id }: { id: string }, slot: string, text: Text, outlook: Outlook): Text {
    // Each entry of a group is asked with the same words: they can't show what it answers.
    const gone = this.judge(id, slot, { ...outlook, group: null });
    return Object.fromEntries(Object.entries(text).map(([locale, words]) => [locale, pruneText(words, gone)]));
  }
}

const from = (before: number, group: string | null = null): Outlook => ({ before, group, rank: Infinity });

/** Give the UUID that a route leads to. */
export const target = (to: Target): string => ('step' in to ? to.step : to.ending);

/** Judge references: gone are those that see nothing, because it isn't there, comes later or is of another kind. */
export function sightless(draft: Draft, kinds: Kinds): Judge {
  const moments = momentsOf(draft);
  const endings = new Set(draft.endings.map(({ id }) => id));
  const steps = new Map(draft.steps.map(({ id }, at) => [id, at]));
  return (holder, id, use) =>
    use === 'to' ? !endings.has(id) && !((steps.get(id) ?? -1) > holder.step) : !knows(holder, moments.get(id)) || !fits(draft, kinds, id, use);
}
