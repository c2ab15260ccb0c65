/** What the map says of a step or an ending, besides its name. */

import type { Finding } from '../../model/boot';
import type { Draft } from '../../model/draft';
import { isTranslation } from '../../model/findings';
import { locate } from '../../model/places';
import { nameOf } from '../../model/words';
import { t, type Code } from '../../text';
import type { Drawing } from './drawing';
import type { Trail, Walked } from './trail';

export type Box = Drawing['boxes'][number];
export type Faults = ReadonlyMap<string, readonly Finding[]>;

/** What every form of the map shows. */
export interface Shown {
  draft: Draft;
  drawing: Drawing;
  trail: Trail | null;
  faults: Faults;
  selection: string | null;
  onOpen(id: string): void;
}

/** Sort findings by the step or ending in which they are to be mended. */
export function faultsOf(draft: Draft, findings: readonly Finding[]): Faults {
  const faults = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (isTranslation(finding)) continue;
    const place = locate(draft, finding.where);
    const id = place && ('step' in place ? place.step.id : place.type === 'ending' ? place.ending.id : '');
    if (id) faults.set(id, [...(faults.get(id) ?? []), finding]);
  }
  return faults;
}

/** Say all of a box in one sentence, for those who can't see it. */
export function labelOf({ draft, trail, faults }: Shown, { id, kind, at, marks }: Box): string {
  const name = nameOf(draft, id);
  const walked = trail?.things.get(id);
  const count = faults.get(id)?.length ?? 0;
  const said = [
    kind === 'step' ? t('map_step', { n: at + 1, name }) : t('map_ending', { name, kind: t(endingCode(draft, id)) }),
    ...marks.map((mark) => t(`mark_${mark}`)),
    ...(walked ? [t(walkedCode(walked))] : []),
    ...(count ? [t('findings_here', { n: count })] : []),
  ];
  return said.join('; ');
}

export const endingCode = (draft: Draft, id: string): Code =>
  `ending_${draft.endings.find((ending) => ending.id === id)?.kind ?? 'thanks'}` as Code;

export const walkedCode = (walked: Walked): Code => `trail_${walked}`;
