/** Whether an answer can be looked at in the way that something does: what a changed kind may put an end to. */

import type { Kind } from './boot';
import { READS } from './blocks';
import type { Draft } from './draft';
import { UNSAID } from './offers';
import { locate } from './places';
import type { Use } from './references';
import { canBePut } from './tests';

export type Kinds = Readonly<Record<string, Kind>>;

/** Tell whether what has a UUID gives what is asked of it; whether it is there at all is asked elsewhere. */
export function fits(draft: Draft, kinds: Kinds, id: string, use: Use): boolean {
  const place = locate(draft, id);
  if (place?.type !== 'field' && place?.type !== 'variable') return true;
  const kind = place.type === 'field' ? kinds[place.field.kind] : undefined;
  const type = place.type === 'variable' ? 'number' : kind?.condition_type;
  if (!type) return true;
  if (typeof use === 'object') return canBePut(use, type);
  if (use === 'recall') return !UNSAID.has(type) && kind?.name !== 'consent';
  return READS[use]?.includes(type) ?? true;
}
