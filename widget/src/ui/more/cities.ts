/** Which places a German postcode stands for, from one file that is the same for everybody. */

// Written in when this script is served.
const FILE = '__ZENFLOW_POSTCODES__';

export type Cities = Map<string, string[]>;

let loading: Promise<Cities> | undefined;

/** Fetch the whole list once: no request may tell what somebody types. Without it nothing is suggested. */
export const cities = (): Promise<Cities> => (loading ??= fetchCities().catch(() => new Map()));

async function fetchCities(): Promise<Cities> {
  const response = await fetch(new URL(FILE, import.meta.url), { credentials: 'omit', referrerPolicy: 'no-referrer' });
  return response.ok ? readCities(await response.text()) : new Map();
}

/** Read lines of "10115 Berlin": several places stand apart by "|", and a postcode alone has those of the one before. */
export function readCities(text: string): Cities {
  const found: Cities = new Map();
  let places: string[] = [];
  for (const line of text.split('\n')) {
    if (!/^[0-9]/.test(line)) continue;
    if (line[5]) places = line.slice(6).split('|');
    found.set(line.slice(0, 5), places);
  }
  return found;
}
