/** Somebody who edits a draft at random, by every operation that the builder has. */

import type { Kind } from '../src/builder/model/boot';
import { type Block, changed, turned } from '../src/builder/model/blocks';
import type { Condition, Draft, Expression, Field, Target } from '../src/builder/model/draft';
import { type Offer, offersAt, recallsAt } from '../src/builder/model/offers';
import * as edit from '../src/builder/model/operations';
import { locate } from '../src/builder/model/places';
import type { Operation } from '../src/builder/model/store';
import { firstOperand, fitting, shapeOf } from '../src/builder/model/tests';
import { mended, newBreaks } from '../src/builder/model/whole';
import { Random } from './random';

const WORDS = ['Haus', 'Fläche', 'Alter', 'E-Mail', 'Dach', 'Wohnung', 'Summe'];
const BLOCKS: Block[] = ['number', 'field', 'score', 'count', 'add', 'subtract', 'multiply', 'divide', 'min', 'max', 'if', 'or'];

export const emptyDraft = (): Draft => ({
  schema: 1, name: 'Probe', locales: ['de', 'en'], default_locale: 'de', time_zone: 'Europe/Berlin', title: { de: 'Probe' }, intro: null,
  recipient: { name: 'ABC AG', privacy_url: '', contact: '' }, steps: [], endings: [{ ...edit.newEnding(), title: { de: 'Danke' } }],
  variables: [], theme: {}, tenant_theme: {},
});

export class Editor {
  draft: Draft = emptyDraft();
  /** The name of each edit that changed something, in order. */
  readonly done: string[] = [];
  private readonly random: Random;

  constructor(
    private readonly kinds: Readonly<Record<string, Kind>>,
    seed: number,
  ) {
    this.random = new Random(seed);
  }

  /** Do one edit as the page does it: what it would break goes with it. */
  step(): void {
    const name = this.random.pick(this.names);
    const operation = this.edits[name]!();
    if (!operation) return this.step();
    const after = operation(this.draft);
    if (after !== this.draft) this.done.push(name);
    this.draft = mended(after, newBreaks(this.draft, after, this.kinds));
  }

  get names(): string[] {
    return Object.keys(this.edits);
  }

  private get fields(): Field[] {
    return this.draft.steps.flatMap((step) => step.fields.flatMap((field) => [field, ...field.fields]));
  }

  private readonly edits: Record<string, () => Operation | null> = {
    addStep: () => edit.addStep({ ...edit.newStep(), title: this.text() }, this.at(this.draft.steps)),
    moveStep: () => this.of(this.draft.steps, ({ id }) => edit.moveStep(id, this.at(this.draft.steps))),
    removeStep: () => (this.draft.steps.length > 3 ? this.of(this.draft.steps, ({ id }) => edit.removeStep(id)) : null),
    copyStep: () =>
      this.draft.steps.length < 8
        ? this.of(this.draft.steps, (step) => edit.addStep(edit.copyOfStep(this.draft, step), this.draft.steps.indexOf(step) + 1))
        : null,
    changeStep: () =>
      this.of(this.draft.steps, ({ id }) =>
        edit.changeStep(id, this.random.chance(0.5) ? { visible_if: this.condition(id) } : { title: this.text(id), text: this.text(id) }),
      ),
    addField: () => this.of(this.parents(), ({ id, group }) => edit.addField(this.newField(group ? id : null), id, this.random.below(4))),
    addAnother: () => this.of(this.draft.steps, ({ id }) => edit.addField(this.newField(null), id, this.random.below(4))),
    moveField: () => this.of(this.fields, (field) => this.moved(field)),
    removeField: () => (this.fields.length > 4 ? this.of(this.fields, ({ id }) => edit.removeField(id)) : null),
    copyField: () =>
      this.of(this.fields, (field) =>
        edit.addField(edit.copyOfField(this.draft, field), edit.parentOf(this.draft, field.id)!, this.random.below(4)),
      ),
    changeKind: () => this.of(this.fields, (field) => this.changedKind(field)),
    writeLabel: () => this.of(this.fields, ({ id }) => edit.writeLabel(id, this.text(id), this.random.chance(0.2))),
    changeField: () => this.of(this.fields, (field) => edit.changeField(field.id, this.patch(field))),
    changeConfig: () =>
      this.of(this.fields.filter(({ config }) => 'statement' in config), ({ id }) => edit.changeConfig(id, { statement: this.text(id) })),
    addChoice: () =>
      this.of(this.choosing(), (field) => {
        const words = this.random.pick(WORDS);
        return edit.addChoice(field.id, edit.newChoice(field, { de: words }, words), this.random.below(3));
      }),
    addLines: () => this.of(this.choosing(), ({ id }) => edit.addLines(id, ['Ja', 'Nein', 'Vielleicht'], 'de')),
    moveChoice: () => this.of(this.choosing(), ({ id, choices }) => this.of(choices, (one) => edit.moveChoice(id, one.id, this.at(choices)))),
    removeChoice: () => this.of(this.choosing(), ({ id, choices }) => this.of(choices, (one) => edit.removeChoice(id, one.id))),
    writeChoice: () =>
      this.of(this.choosing(), ({ id, choices }) => this.of(choices, (one) => edit.writeChoice(id, one.id, this.text(), this.random.chance(0.2)))),
    scoreChoice: () =>
      this.of(this.choosing(), ({ id, choices }) =>
        this.of(choices, (one) => edit.changeChoice(id, one.id, { score: this.random.pick([null, '5', '-2.5']) })),
      ),
    addCheck: () =>
      this.of(this.fields, ({ id }) => {
        const check = edit.newCheck({ field: id, op: 'answered' });
        return edit.addCheck(id, { ...check, message: this.text(id) });
      }),
    changeCheck: () =>
      this.of(this.checked(), (field) =>
        this.of(field.checks, ({ id }) => edit.changeCheck(field.id, id, { if: this.condition(id) ?? { field: field.id, op: 'answered' }, level: 'warning' })),
      ),
    removeCheck: () => this.of(this.checked(), (field) => this.of(field.checks, ({ id }) => edit.removeCheck(field.id, id))),
    addEnding: () => (this.draft.endings.length < 4 ? edit.addEnding({ ...edit.newEnding(), title: this.text() }, this.random.below(3)) : null),
    moveEnding: () => this.of(this.draft.endings, ({ id }) => edit.moveEnding(id, this.at(this.draft.endings))),
    removeEnding: () => (this.draft.endings.length > 1 ? this.of(this.draft.endings, ({ id }) => edit.removeEnding(id)) : null),
    copyEnding: () => (this.draft.endings.length < 4 ? this.of(this.draft.endings, (one) => edit.addEnding(edit.copyOfEnding(one), 1)) : null),
    changeEnding: () =>
      this.of(this.draft.endings, ({ id }) =>
        edit.changeEnding(id, { text: this.text(id), kind: this.random.pick(['thanks', 'redirect', 'disqualified']), url: 'https://abc.example/' }),
      ),
    changeAssistant: () => edit.changeAssistant({ title: this.text() }),
    addRoute: () =>
      this.of(this.draft.steps, ({ id }) => {
        const route = edit.newRoute(this.target(id), null);
        const placed = edit.addRoute(id, route);
        return (draft: Draft) => edit.changeRoute(id, route.id, { if: this.condition(route.id, placed(draft)) })(placed(draft));
      }),
    moveRoute: () => this.of(this.routed(), ({ id, routes }) => this.of(routes, (one) => edit.moveRoute(id, one.id, this.at(routes)))),
    removeRoute: () => this.of(this.routed(), ({ id, routes }) => this.of(routes, (one) => edit.removeRoute(id, one.id))),
    changeRoute: () => this.of(this.routed(), ({ id, routes }) => this.of(routes, (one) => edit.changeRoute(id, one.id, { to: this.target(id) }))),
    setOtherwise: () => this.of(this.draft.steps, ({ id }) => edit.setOtherwise(id, this.random.chance(0.5) ? this.target(id) : null)),
    addVariable: () => (this.draft.variables.length < 5 ? edit.addVariable(edit.newVariable(this.draft, this.random.pick(WORDS))) : null),
    moveVariable: () => this.of(this.draft.variables, ({ id }) => edit.moveVariable(id, this.at(this.draft.variables))),
    removeVariable: () => this.of(this.draft.variables, ({ id }) => edit.removeVariable(id)),
    writeVariable: () => this.of(this.draft.variables, ({ id }) => edit.writeVariable(id, this.random.pick(WORDS), false)),
    changeVariable: () => this.of(this.draft.variables, ({ id, value }) => edit.changeVariable(id, { value: this.expression(id, value) })),
  };

  private of<T>(list: readonly T[], make: (one: T) => Operation | null): Operation | null {
    const one = this.random.maybe(list);
    return one === undefined ? null : make(one);
  }

  private at(list: readonly unknown[]): number {
    return this.random.below(list.length + 1);
  }

  private choosing(): Field[] {
    return this.fields.filter(({ kind }) => this.kinds[kind]?.has_choices);
  }

  private checked(): Field[] {
    return this.fields.filter(({ checks }) => checks.length);
  }

  private routed(): Draft['steps'][number][] {
    return this.draft.steps.filter(({ routes }) => routes.length);
  }

  private parents(): { id: string; group: boolean }[] {
    const groups = this.fields.filter(({ kind }) => kind === 'group');
    return [...this.draft.steps.map(({ id }) => ({ id, group: false })), ...groups.map(({ id }) => ({ id, group: true }))];
  }

  private isPart({ id }: Field): boolean {
    const place = locate(this.draft, id);
    return place?.type === 'field' && !!place.group;
  }

  private kind(within: boolean): Kind {
    return this.random.pick(Object.values(this.kinds).filter(({ in_groups }) => in_groups || !within));
  }

  private newField(groupId: string | null): Field {
    return { ...edit.newField(this.kind(!!groupId), this.draft, groupId), label: this.text() };
  }

  private moved(field: Field): Operation {
    const fits = this.kinds[field.kind]!.in_groups;
    const { id } = this.random.pick(this.parents().filter((parent) => parent.id !== field.id && (fits || !parent.group)));
    return edit.moveField(field.id, id, this.random.below(4));
  }

  private changedKind(field: Field): Operation | null {
    const to = this.random.maybe(edit.otherKinds(field, this.isPart(field), this.kinds));
    return to ? edit.changeKind(field.id, this.kinds[field.kind]!, to) : null;
  }

  private patch(field: Field): Partial<Field> {
    const condition = this.condition(field.id);
    return this.random.pick([
      { visible_if: condition },
      this.isPart(field) || !this.kinds[field.kind]!.asks ? { help: null } : { required_if: condition, required: false },
      { help: this.text(field.id) },
    ]);
  }

  private target(stepId: string): Target {
    const later = this.draft.steps.slice(this.draft.steps.findIndex(({ id }) => id === stepId) + 1);
    const step = this.random.chance(0.6) ? this.random.maybe(later) : undefined;
    return step ? { step: step.id } : { ending: this.random.pick(this.draft.endings).id };
  }

  /** A text that may recall what its place knows. */
  private text(placeId = ''): Record<string, string> {
    const offer = placeId && this.random.chance(0.6) ? this.random.maybe(this.recallable(placeId)) : undefined;
    const words = this.random.pick(WORDS);
    return { de: offer ? `${words} {{${offer.id}|${words}}}` : words };
  }

  private recallable(placeId: string): Offer[] {
    const place = locate(this.draft, placeId);
    return place && place.type !== 'field' && place.type !== 'step' && place.type !== 'ending' ? [] : recallsAt(this.draft, this.kinds, placeId);
  }

  private condition(placeId: string, draft = this.draft, depth = 2): Condition | null {
    const offer = this.random.maybe(offersAt(draft, this.kinds, placeId));
    if (!offer) return null;
    if (depth && this.random.chance(0.4)) {
      const parts = [0, 1].map(() => this.condition(placeId, draft, depth - 1)!);
      return this.random.pick([{ all: parts }, { any: parts }, { not: parts[0]! }]);
    }
    const op = this.random.pick(fitting(offer.type)).replace('!', '');
    const value = firstOperand(shapeOf(op, offer.type), offer.choices);
    return { field: offer.id, op, ...(value === undefined ? {} : { value: typeof value === 'string' ? value || '5' : value }) };
  }

  private expression(placeId: string, value: Expression): Expression {
    const offers = offersAt(this.draft, this.kinds, placeId);
    const numbers = offers.filter(({ type }) => type === 'number');
    const choosing = offers.filter(({ type }) => type === 'choice' || type === 'choices');
    const counted = offers.filter(({ type }) => type === 'choices' || type === 'records');
    const block = this.random.pick(BLOCKS);
    const target = this.random.maybe(block === 'score' ? choosing : block === 'count' ? counted : numbers);
    const condition = this.condition(placeId);
    if (['field', 'score', 'count'].includes(block) && !target) return '3';
    if (block === 'if' && !condition) return '4';
    return changed(value, [], (part) => turned(part, block, target?.id ?? '', condition!));
  }
}
