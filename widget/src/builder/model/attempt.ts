/** Removing, moving, changing a kind: at once, unless something looks at what would be gone. Then the person is asked. */

import type { Code, Params } from '../text';
import { type Break, mended, newBreaks } from './whole';
import type { Change, Operation, Store } from './store';

/** An operation that would break references, waiting for a decision. */
export interface Attempt {
  broken: readonly Break[];
  words: Code;
  params: Params;
  /** Do it and take away what would look at nothing. */
  go(): void;
  /** Leave all as it is. */
  leave(): void;
}

/** Do it, and say so with the offer to take it back; or leave it in `state.attempt` for the dialog. */
export function attempt(store: Store, operation: Operation, words: Code, params: Params = {}, change: Change = {}): void {
  const { draft } = store.state;
  const broken = newBreaks(draft, operation(draft), store.boot.kinds);
  const done = (): void => {
    store.set({ attempt: null });
    store.dispatch((now) => mended(operation(now), broken), change);
    store.say(words, true, params);
  };
  if (broken.length === 0) return done();
  store.set({ attempt: { broken, words, params, go: done, leave: () => store.set({ attempt: null }) } });
}
