/** Fetch a flow: at most two tries, within four seconds. */

const DEADLINE = 4000;
const PAUSE = 300;

export interface Arrival {
  ok: boolean;
  body: unknown;
}

/**
 * Give the flow, or the problem document that says why there is none.
 * Reject when nothing usable came in time: then the link in the page is the way on.
 */
export async function fetchFlow(url: string, tries = 2, signal = AbortSignal.timeout(DEADLINE)): Promise<Arrival> {
  try {
    const response = await fetch(url, { credentials: 'omit', referrerPolicy: 'strict-origin', signal });
    if (response.status > 499) throw new Error();
    return { ok: response.ok, body: await response.json() };
  } catch (problem) {
    if (tries < 2 || signal.aborted) throw problem;
    await new Promise((go) => setTimeout(go, PAUSE));
    return fetchFlow(url, tries - 1, signal);
  }
}
