/**
 * Recalls: earlier answers and variables in later texts, as "{{<uuid>}}" or "{{<uuid>|what is said without it}}". The twin
 * of builder/flows/recalls.py. What somebody answered goes in as plain words, and is not read for recalls in turn.
 */

export const RECALL = /\{\{([0-9A-Za-z_-]{1,64})(?:\|([^{}|\r\n]{0,60}))?\}\}/gu;

/** What a recall stands for, in words; nothing while there is none. */
export type Say = (id: string) => string | null | undefined;

/** Put words in place of a text's recalls, their fallbacks where there are none. */
export const fill = (text: string, say: Say): string =>
  text.replace(RECALL, (_, id: string, fallback?: string) => say(id) || fallback || '');

/** Fill the words of a rich text; where its links lead is left alone. */
export function fillRich<T>(nodes: T, say: Say): T;
export function fillRich(nodes: unknown, say: Say): unknown {
  if (typeof nodes === 'string') return fill(nodes, say);
  if (Array.isArray(nodes)) return nodes.map((node) => fillRich(node, say) as unknown);
  const parts = Object.entries(nodes as object).map(([name, part]) => [name, name === 'href' ? part : fillRich(part, say)]);
  return Object.fromEntries(parts);
}

/** Say a text as people see it, given the keys by UUID. What is recalled no more keeps its UUID. */
export const toKeys = (text: string, keys: Readonly<Record<string, string>>): string =>
  text.replace(RECALL, (_, id: string, fallback?: string) => written(keys[id] ?? id, fallback));

const TYPED = /\{\{([^{}|]*)(\|[^{}]*)?\}\}/g;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A text recalls what isn't there, or in a way that can't be read. */
export class UnknownRecall extends Error {}

/** Take a text as people type it, given the UUIDs by key. Throws UnknownRecall with what can't be read. */
export const fromKeys = (text: string, ids: Readonly<Record<string, string>>): string =>
  text.replace(TYPED, (found: string, typed: string, fallback?: string) => {
    const name = typed.trim();
    const recall = written(ids[name] ?? (UUID.test(name) ? name : ''), fallback?.slice(1).trim());
    if (recall.replace(RECALL, '')) throw new UnknownRecall(found);
    return recall;
  });

const written = (id: string, fallback?: string): string => `{{${id}${fallback === undefined ? '' : `|${fallback}`}}}`;
