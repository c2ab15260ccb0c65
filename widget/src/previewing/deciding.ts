/** Why a condition holds or doesn't: the part of it that decided. */

import { evaluate, type Values } from '../engine/conditions';
import type { Condition } from '../engine/types';

/**
 * Give the part that decided: of "or", the first that is true; of "and", the first that is false. Where no single one
 * decided, all do. It is as true as the whole.
 */
export function deciding(condition: Condition, values: Values): Condition {
  if ('not' in condition) return { not: deciding(condition.not, values) };
  if ('all' in condition) return among(condition.all, false, values, (all) => ({ all }));
  if ('any' in condition) return among(condition.any, true, values, (any) => ({ any }));
  return condition;
}

function among(parts: readonly Condition[], decisive: boolean, values: Values, join: (parts: Condition[]) => Condition): Condition {
  const one = parts.find((part) => evaluate(part, values) === decisive);
  return one ? deciding(one, values) : join(parts.map((part) => deciding(part, values)));
}
