/** What the server says about a draft, by the thing that it is about. */

import type { Finding } from './boot';
import type { Draft } from './draft';
import { locate } from './places';
import type { State } from './store';

/** What can't be published is an error; a text that waits for its translation is no fault of what stands there. */
export type Level = Finding['level'] | 'open';
const ORDER: readonly Level[] = ['open', 'warning', 'error'];

const OPEN: Readonly<Record<string, 'missing' | 'stale'>> = { missing_translation: 'missing', stale_translation: 'stale' };

export const isTranslation = ({ code }: Finding): boolean => code in OPEN;

const known = new WeakMap<readonly Finding[], { draft: Draft; levels: Map<string, Level> }>();

/** Give the worst level of what is said about a thing or anything in it; 'assistant' is the draft as a whole. */
export function levelOf({ draft, findings }: Pick<State, 'draft' | 'findings'>, id: string): Level | undefined {
  let found = known.get(findings);
  if (found?.draft !== draft) known.set(findings, (found = { draft, levels: levels(draft, findings) }));
  return found.levels.get(id);
}

function levels(draft: Draft, findings: readonly Finding[]): Map<string, Level> {
  const worst = new Map<string, Level>();
  for (const finding of findings) {
    const { where, href } = finding;
    const level = isTranslation(finding) ? 'open' : finding.level;
    // What a page elsewhere mends is no fault of the draft's own texts.
    if (!where && href && level !== 'open') continue;
    for (const id of around(draft, where)) if (rank(level) > rank(worst.get(id))) worst.set(id, level);
  }
  return worst;
}

const rank = (level: Level | undefined): number => (level ? ORDER.indexOf(level) : -1);

/** Give a thing and all that it stands in. */
function around(draft: Draft, id: string): string[] {
  const place = locate(draft, id);
  if (!place) return ['assistant'];
  const outer = 'step' in place ? [place.step.id] : [];
  if ('field' in place) outer.push(place.field.id, ...(place.group ? [place.group.id] : []));
  return [...new Set([id, ...outer])];
}

/** List what is said about one thing itself; its translations say for themselves that they are open. */
export function findingsAt(findings: readonly Finding[], id: string): Finding[] {
  return findings.filter((finding) => finding.where === id && !isTranslation(finding));
}

/** Count the texts that are open, by language and by what they are. */
export function openTranslations(findings: readonly Finding[]): Map<string, Record<'missing' | 'stale', number>> {
  const found = new Map<string, Record<'missing' | 'stale', number>>();
  for (const { locale, code } of findings) {
    const state = OPEN[code];
    const counts = found.get(locale) ?? { missing: 0, stale: 0 };
    if (state) found.set(locale, { ...counts, [state]: counts[state] + 1 });
  }
  return found;
}
