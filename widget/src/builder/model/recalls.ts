/** Earlier answers in texts: people see "{{key}}", the draft holds "{{uuid}}", so that a new key breaks nothing. */

import type { Draft } from './draft';

const BY_ID = /\{\{([0-9a-f]{8}-[0-9a-f-]{27})(\|[^{}|]*)?\}\}/g;
const BY_KEY = /\{\{([a-z][a-z0-9_]*)(\|[^{}|]*)?\}\}/g;

interface Names {
  keys: Map<string, string>;
  ids: Map<string, string>;
}

const known = new WeakMap<Draft, Names>();

function names(draft: Draft): Names {
  let found = known.get(draft);
  if (!found) {
    const named = [...draft.steps.flatMap((step) => step.fields), ...draft.variables];
    found = { keys: new Map(named.map(({ id, key }) => [id, key])), ids: new Map(named.map(({ id, key }) => [key, id])) };
    known.set(draft, found);
  }
  return found;
}

/** Give a text as people read it. */
export function withKeys(text: string, draft: Draft): string {
  if (!text.includes('{{')) return text;
  return text.replace(BY_ID, (whole, id: string, rest = '') => {
    const key = names(draft).keys.get(id);
    return key ? `{{${key}${rest}}}` : whole;
  });
}

/** Give a text as the draft holds it; what isn't known stays as it was typed. */
export function withIds(text: string, draft: Draft): string {
  if (!text.includes('{{')) return text;
  return text.replace(BY_KEY, (whole, key: string, rest = '') => {
    const id = names(draft).ids.get(key);
    return id ? `{{${id}${rest}}}` : whole;
  });
}
