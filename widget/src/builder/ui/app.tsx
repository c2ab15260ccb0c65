/** The page: the bar, and below it the steps, what is selected, and the preview. */

import type { JSX } from 'preact';
import { panels } from './panels';
import { Preview } from './preview';
import { useSeen, useStore } from './use';

export function App(): JSX.Element {
  const store = useStore();
  const panel = useSeen((state) => panels.find(({ id }) => id === state.panel));
  const name = useSeen((state) => state.draft.name);
  return (
    <div class="frame">
      <header class="bar"><h1>{name}</h1></header>
      <main class="middle">{panel ? <panel.component store={store} /> : null}</main>
      <Preview />
    </div>
  );
}
