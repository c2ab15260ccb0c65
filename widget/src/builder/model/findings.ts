/** What the server says about a draft, by the thing that it is about. */

import type { Finding } from './boot';
import type { Draft } from './draft';
import { locate } from './places';
import type { State } from './store';

type Level = Finding['level'];

const known = new WeakMap<readonly Finding[], { draft: Draft; levels: Map<string, Level> }>();

/** Give the worst level of what is said about a thing or anything in it; 'assistant' is the draft as a whole. */
export function levelOf({ draft, findings }: Pick<State, 'draft' | 'findings'>, id: string): Level | undefined {
  let found = known.get(findings);
  if (found?.draft !== draft) known.set(findings, (found = { draft, levels: levels(draft, findings) }));
  return found.levels.get(id);
}

function levels(draft: Draft, findings: readonly Finding[]): Map<string, Level> {
  const worst = new Map<string, Level>();
  for (const { level, where, href } of findings) {
    // What a page elsewhere mends is no fault of the draft's own texts.
    if (!where && href) continue;
    for (const id of around(draft, where)) if (worst.get(id) !== 'error') worst.set(id, level);
  }
  return worst;
}

/** Give a thing and all that it stands in. */
function around(draft: Draft, id: string): string[] {
  const place = locate(draft, id);
  if (!place) return ['assistant'];
  const outer = 'step' in place ? [place.step.id] : [];
  if ('field' in place) outer.push(place.field.id, ...(place.group ? [place.group.id] : []));
  return [...new Set([id, ...outer])];
}

/** List what is said about one thing itself. */
export function findingsAt(findings: readonly Finding[], id: string): Finding[] {
  return findings.filter((finding) => finding.where === id);
}
