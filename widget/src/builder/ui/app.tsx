/** The page: the bar, and below it the steps, what is selected, and the preview; on a phone one of them at a time. */

import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Saver } from '../model/saving';
import { t } from '../text';
import { Bar } from './bar';
import { UsagesDialog } from './dialogs/usages';
import { ChangingDialog } from './dialogs/changing';
import { ConflictDialog } from './dialogs/conflict';
import { MovingDialog } from './dialogs/moving';
import { panels } from './panels';
import { Preview } from './preview';
import { Questions } from './questions';
import { Steps } from './steps';
import { Toast } from './toast';
import { useAddress } from './address';
import { useShortcuts } from './shortcuts';
import { useSeen, useStore } from './use';
import { Writing } from './writing';

const TABS = ['steps', 'questions', 'preview'] as const;
type Tab = (typeof TABS)[number];

export function App({ saver }: { saver: Saver }): JSX.Element {
  const store = useStore();
  const [tab, setTab] = useState<Tab>('questions');
  const panel = useSeen((state) => panels.find(({ id }) => id === state.panel));
  const selection = useSeen((state) => state.selection);
  useAddress(store);
  useShortcuts(store, saver);
  // On a phone, what was chosen is what one wants to see.
  useEffect(() => setTab((now) => (now === 'preview' ? now : 'questions')), [selection]);
  return (
    <div class="frame" data-tab={panel ? 'panel' : tab}>
      <Bar saver={saver} />
      <main class="columns">
        <Steps onChosen={() => setTab('questions')} />
        <section class="middle" aria-label={t(panel ? panel.label : 'questions')}>
          {panel ? <panel.component store={store} /> : <><Writing /><Questions /></>}
        </section>
        <Preview />
      </main>
      <Tabs tab={panel ? null : tab} choose={(chosen) => { store.set({ panel: null }); setTab(chosen); }} />
      <Toast />
      <ConflictDialog saver={saver} />
      <MovingDialog />
      <ChangingDialog />
      <UsagesDialog />
    </div>
  );
}

function Tabs({ tab, choose }: { tab: Tab | null; choose(tab: Tab): void }): JSX.Element {
  return (
    <nav class="tabs" aria-label={t('views')}>
      {TABS.map((one) => <button key={one} type="button" aria-current={one === tab ? 'page' : undefined} onClick={() => choose(one)}>{t(one)}</button>)}
    </nav>
  );
}
