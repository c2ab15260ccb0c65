/** Conditions, expressions and places in words, in the language of the page. */

import { spoken, t, type Code } from '../text';
import { called, type Condition, type Draft, type Expression } from './draft';
import { locate, places, idOf, type Place } from './places';
import type { Test } from './references';
import type { Break } from './whole';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DECIMAL = /^-?\d+(\.\d+)?$/;
const names = new WeakMap<Draft, Map<string, string>>();

/** Call a thing by its name, as short as a list needs it. */
export function nameOf(draft: Draft, id: string): string {
  let known = names.get(draft);
  if (!known) names.set(draft, (known = new Map([...places(draft)].map((place) => [idOf(place), nameAt(draft, place)]))));
  return known.get(id) ?? t('deleted');
}

function nameAt(draft: Draft, place: Place): string {
  switch (place.type) {
    case 'step': return called(place.step.title, draft) || t('unnamed_step', { n: draft.steps.indexOf(place.step) + 1 });
    case 'field': return called(place.field.label, draft) || place.field.key || t('unnamed_field');
    case 'choice': return called(place.choice.label, draft) || place.choice.value || t('unnamed_choice');
    case 'ending': return called(place.ending.title, draft) || t('unnamed_ending', { n: draft.endings.indexOf(place.ending) + 1 });
    case 'variable': return place.variable.label || place.variable.key;
    case 'check': return called(place.check.message, draft);
    case 'route': return '';
  }
}

/** Put words in the quotation marks of the language. */
export const quoted = (words: string): string => t('quoted', { words });

/** Say a condition; one within another stands in brackets. */
export function sayCondition(draft: Draft, condition: Condition | null, within = false): string {
  if (!condition) return t('always');
  if ('all' in condition) return joined(draft, condition.all, t('and'), within);
  if ('any' in condition) return joined(draft, condition.any, t('or'), within);
  if (!('not' in condition)) return sayTest(draft, condition, false);
  const inner = condition.not;
  if ('field' in inner) return sayTest(draft, inner, true);
  return t('not_condition', { condition: sayCondition(draft, inner, true) });
}

function joined(draft: Draft, parts: readonly Condition[], word: string, within: boolean): string {
  const said = parts.map((part) => sayCondition(draft, part, true)).join(` ${word} `);
  return within && parts.length > 1 ? `(${said})` : said;
}

/** Say one test: what is looked at, how, and what it is compared with. */
export function sayTest(draft: Draft, { field, op, value }: Test, not: boolean): string {
  const operands = (Array.isArray(value) ? value : [value]).filter((one) => one !== undefined && one !== null);
  const words = operatorWords(op, not, operands.some((one) => typeof one === 'string' && DAY.test(one)));
  const said = operands.map((one) => sayOperand(draft, one)).join(op === 'between' ? ` ${t('and')} ` : ', ');
  return `${quoted(nameOf(draft, field))} ${words} ${said}`.trim();
}

/** Say an operator; some are said otherwise of days. */
export function operatorWords(op: string, not: boolean, day = false): string {
  const code = `test_${not ? 'not_' : ''}${op}`;
  const words = day ? t(`${code}_day` as Code) : '';
  return words && words !== `${code}_day` ? words : t(code as Code);
}

/** Say what is compared with: the name of a choice, a number or a day as people write it. */
export function sayOperand(draft: Draft, value: unknown): string {
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string' || !value) return t('open_operand');
  if (locate(draft, value)) return quoted(nameOf(draft, value));
  if (DAY.test(value)) return sayDay(value);
  return DECIMAL.test(value) ? sayDecimal(value) : quoted(value);
}

export const sayDay = (day: string): string =>
  new Date(`${day}T12:00Z`).toLocaleDateString(spoken() === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'medium', timeZone: 'UTC' });

/** Write a decimal string with the mark of the language. */
export const sayDecimal = (decimal: string): string => {
  const [whole = '', fraction] = decimal.split('.');
  const [gap, mark] = spoken() === 'de' ? ['.', ','] : [',', '.'];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, gap!);
  return (fraction ? `${grouped}${mark}${fraction}` : grouped).replace('-', '\u2212');
};

const SIGNS: Record<string, string> = { add: ' + ', subtract: ' \u2212 ', multiply: ' \u00d7 ', divide: ' \u00f7 ' };

/** Say an expression as one would write it on paper. */
export function sayExpression(draft: Draft, value: Expression, within = false): string {
  if (typeof value === 'string') return value ? sayDecimal(value) : t('open_operand');
  if ('field' in value) return quoted(nameOf(draft, value.field));
  if ('score' in value) return t('score_of', { name: nameOf(draft, value.score) });
  if ('count' in value) return t('count_of', { name: nameOf(draft, value.count) });
  if ('then' in value) return sayCases(draft, value);
  const [[name, parts]] = Object.entries(value) as [[string, Expression[]]];
  const sign = SIGNS[name];
  const said = parts.map((part) => sayExpression(draft, part, !!sign)).join(sign ?? ', ');
  if (!parts.length) return t('open_operand');
  if (!sign) return t(`said_${name}` as Code, { parts: said });
  return within && parts.length > 1 ? `(${said})` : said;
}

function sayCases(draft: Draft, cases: Extract<Expression, { then: Expression }>): string {
  const [then, otherwise] = [cases.then, cases.else].map((part) => sayExpression(draft, part, true)) as [string, string];
  return t('said_if', { condition: sayCondition(draft, cases.if), then, otherwise });
}

/** Say which place looks at something, and how. */
export function sayBreak(draft: Draft, { id, slot, target }: Break): string {
  const place = locate(draft, id);
  if (!place) return '';
  const looked = { target: nameOf(draft, target) };
  switch (place.type) {
    case 'step': case 'field': {
      const condition = slot === 'visible_if' || slot === 'required_if' ? (place[place.type as 'step'] as unknown as Record<string, Condition>)[slot]! : null;
      const code = condition ? `uses_${place.type}_${slot}` : 'uses_text';
      return t(code as Code, { ...looked, name: nameOf(draft, id), condition: condition ? sayCondition(draft, condition) : '' });
    }
    case 'check':
      return t(slot === 'if' ? 'uses_check' : 'uses_text', { ...looked, name: nameOf(draft, place.field.id), condition: sayCondition(draft, place.check.if) });
    case 'route': {
      const ends = 'step' in place.route.to ? place.route.to.step : place.route.to.ending;
      return t('uses_route', { name: nameOf(draft, place.step.id), target: nameOf(draft, ends), condition: sayCondition(draft, place.route.if) });
    }
    case 'variable':
      return t('uses_variable', { name: nameOf(draft, id), expression: sayExpression(draft, place.variable.value) });
    default:
      return t('uses_text', { ...looked, name: nameOf(draft, id) });
  }
}
