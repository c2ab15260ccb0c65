/** What stands in a preview for an answer that a text shows and nobody has given yet: its name, in brackets. */

import { RECALL } from '../engine/more/recalls';
import type { Flow } from '../engine/types';

/** As long as a fallback can be. */
const LONGEST = 60;

/** Give recalls that have no fallback the name of what they recall. */
export function withPlaceholders(flow: Flow): Flow {
  const names = new Map([...flow.steps.flatMap(({ fields }) => fields), ...flow.variables].map(({ id, label, key }) => [id, label || key]));
  const filled = (text: string): string =>
    text.replace(RECALL, (recall, id: string, fallback?: string) => {
      const name = names.get(id);
      return name === undefined || fallback ? recall : `{{${id}|[${shortened(name)}]}}`;
    });
  return through(flow, filled) as Flow;
}

/** Take out of a name what no fallback may have. */
function shortened(name: string): string {
  const plain = name.replace(RECALL, '…').replace(/[{}|\s]+/g, ' ').trim();
  return plain.length > LONGEST - 2 ? `${plain.slice(0, LONGEST - 3)}…` : plain;
}

function through(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return value.includes('{{') ? change(value) : value;
  if (Array.isArray(value)) return value.map((item) => through(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, through(item, change)]));
}
