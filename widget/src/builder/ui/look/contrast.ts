/** Which colours can be told apart: the twin of tenants/theme.py (vectors/contrast.json). */

export type Theme = Readonly<Record<string, string>>;

/** Two tokens, and by how much they must differ. */
export interface Pair {
  one: string;
  other: string;
  least: number;
}

export interface Alike extends Pair {
  found: number;
  /** The nearest colour for `one` that would do. */
  better: string;
}

const parts = (colour: string): number[] => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

/** Give the relative luminance of #rrggbb, as WCAG defines it. */
export function luminance(colour: string): number {
  const [red, green, blue] = parts(colour).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Give the contrast of two colours, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [lower, higher] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (higher + 0.05) / (lower + 0.05);
}

/** Give the colour nearest to one that differs enough from another, on the ways to black and to white. */
export function nearest(colour: string, other: string, least: number): string {
  const ways = [0, 255].map((end) => first(parts(colour), end, other, least)).filter((way) => way !== null);
  // A stable sort: black if both are as far away.
  return ways.sort((one, two) => one.far - two.far)[0]?.found ?? colour;
}

function first(from: number[], end: number, other: string, least: number): { far: number; found: string } | null {
  for (let step = 0; step < 256; step += 1) {
    const mixed = from.map((part) => Math.floor((part * (255 - step) + end * step + 127) / 255));
    const found = `#${mixed.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
    if (contrast(found, other) >= least) {
      return { far: from.reduce((sum, part, at) => sum + (part - mixed[at]!) ** 2, 0), found };
    }
  }
  return null;
}

/** List the colours of a whole look that can't be told apart well enough, each with one that can. */
export function alike(look: Theme, pairs: readonly Pair[]): Alike[] {
  return pairs
    .map((pair) => ({ ...pair, found: contrast(look[pair.one]!, look[pair.other]!) }))
    .filter(({ found, least }) => found < least)
    .map((pair) => ({ ...pair, better: nearest(look[pair.one]!, look[pair.other]!, pair.least) }));
}
