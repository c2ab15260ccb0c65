/** New UUIDs, and copies under UUIDs of their own. */

/** Make a UUID; `crypto.randomUUID` is missing on http pages. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * Copy a thing under new UUIDs, with everything inside it. References from inside to inside follow the copy, in
 * conditions as in texts ("{{uuid}}"); those to what lies outside stay.
 */
export function copied<Thing extends object>(thing: Thing): Thing {
  let json = JSON.stringify(thing);
  for (const id of ids(thing)) json = json.replaceAll(id, newId());
  return JSON.parse(json) as Thing;
}

function ids(thing: unknown): string[] {
  if (Array.isArray(thing)) return thing.flatMap(ids);
  if (typeof thing !== 'object' || thing === null) return [];
  return Object.entries(thing).flatMap(([name, value]) => (name === 'id' && typeof value === 'string' ? [value] : ids(value)));
}
