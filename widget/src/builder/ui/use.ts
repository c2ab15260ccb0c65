/** How views look at the store. */

import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { State, Store } from '../model/store';

export const StoreContext = createContext<Store | null>(null);

export function useStore(): Store {
  const store = useContext(StoreContext);
  if (!store) throw new Error('no store');
  return store;
}

/** Look at a part of the state; the view is drawn anew when that part is another. */
export function useSeen<Part>(look: (state: State) => Part): Part {
  const store = useStore();
  const [, draw] = useState({});
  const part = look(store.state);
  useEffect(() => {
    let shown = part;
    const see = (): void => {
      const next = look(store.state);
      if (next !== shown) {
        shown = next;
        draw({});
      }
    };
    see();
    return store.subscribe(see);
  });
  return part;
}
