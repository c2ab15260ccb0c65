/**
 * Keep answers for this tab alone, so that a reload loses nothing.
 *
 * Nothing is written before the first answer, and all of it goes with the sending. Storage may be forbidden (a
 * sandbox, a browser's setting): then answers live as long as the page does.
 */

export interface Kept {
  version: string;
  submissionId: string;
  at: string | null;
  seen: string[];
  raw: Record<string, unknown>;
}

export interface Keep {
  read(): Kept | null;
  write(kept: Kept): void;
  clear(): void;
}

export const keepNothing: Keep = { read: () => null, write: () => undefined, clear: () => undefined };

/** Give the tab's own memory for one assistant. */
export function keepInTab(id: string): Keep {
  const name = `zenflow:${id}`;
  return {
    read: () => guarded(() => JSON.parse(sessionStorage.getItem(name) ?? 'null') as Kept | null),
    write: (kept) => void guarded(() => sessionStorage.setItem(name, JSON.stringify(kept))),
    clear: () => void guarded(() => sessionStorage.removeItem(name)),
  };
}

function guarded<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}
