/**
 * Send a submission until the server has answered for good.
 *
 * 1. Every try carries the same bytes with the same submission id, so a lost answer never makes a second submission.
 * 2. Without a connection nothing is tried: the submission waits and goes out when the connection is back.
 * 3. A network error or a 5xx is tried again, with growing pauses, or after as long as the server asks for.
 * 4. Anything else is the server's last word, and the end user reads it.
 */

const PAUSES = [1, 2, 4, 8, 15];
const LONGEST_PAUSE = 60;
const SLOW = 6000;
const TIMEOUT = 30_000;

export type Sending = 'sending' | 'retrying' | 'offline';

export interface Receipt {
  reference: string;
  receipt: string;
  /** Said by the server while the enquiry can't be delivered: that it keeps trying, and whom to turn to. */
  notice?: string;
}

export interface Refusal {
  status: number;
  code: string;
  detail: string;
  errors: { field: string; message: string }[];
}

export type Outcome = { receipt: Receipt } | { refusal: Refusal };

/** The outside world, so that tests can play it. */
export interface Line {
  post(url: string, body: string): Promise<Response>;
  pause(seconds: number): Promise<void>;
  online(): boolean;
  backOnline(): Promise<void>;
  slow(action: () => void): () => void;
}

const UNREACHABLE: Refusal = { status: 0, code: 'unavailable', detail: '', errors: [] };

/** Send, telling what is going on, and give what came of it. Never rejects. */
export async function send(url: string, body: string, tell: (state: Sending) => void, line = browser): Promise<Outcome> {
  let last = UNREACHABLE;
  for (let tries = 0; tries <= PAUSES.length; tries++) {
    if (!line.online()) {
      tell('offline');
      await line.backOnline();
    }
    tell(tries ? 'retrying' : 'sending');
    const answer = await attempt(url, body, tell, line);
    if ('receipt' in answer || (answer.refusal.status && answer.refusal.status < 500)) return answer;
    last = answer.refusal;
    if (tries < PAUSES.length) await line.pause(Math.max(PAUSES[tries] ?? 0, answer.after));
  }
  return { refusal: last };
}

type Attempt = { receipt: Receipt } | { refusal: Refusal; after: number };

async function attempt(url: string, body: string, tell: (state: Sending) => void, line: Line): Promise<Attempt> {
  const noMoreSlow = line.slow(() => tell('retrying'));
  try {
    const response = await line.post(url, body);
    if (response.ok) return { receipt: (await response.json()) as Receipt };
    const after = Math.min(Number(response.headers.get('Retry-After')) || 0, LONGEST_PAUSE);
    return { refusal: await refusal(response), after };
  } catch {
    return { refusal: UNREACHABLE, after: 0 };
  } finally {
    noMoreSlow();
  }
}

async function refusal(response: Response): Promise<Refusal> {
  const said = (await response.json().catch(() => ({}))) as Partial<Refusal>;
  return { code: '', detail: '', errors: [], ...said, status: response.status };
}

/** The real one. */
export const browser: Line = {
  post: (url, body) =>
    fetch(url, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json' },
      credentials: 'omit',
      referrerPolicy: 'strict-origin',
      signal: AbortSignal.timeout(TIMEOUT),
    }),
  // Half a second more at most, so that a thousand browsers don't come back in the same instant.
  pause: (seconds) => new Promise((go) => setTimeout(go, (seconds + Math.random() / 2) * 1000)),
  online: () => navigator.onLine,
  backOnline: () => new Promise((go) => addEventListener('online', () => go(), { once: true })),
  slow: (action) => {
    const timer = setTimeout(action, SLOW);
    return () => clearTimeout(timer);
  },
};
