/** The sections of a selected thing: each a heading that opens and closes, with a word on what it holds. */

import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Place } from '../../model/places';
import type { Store } from '../../model/store';
import { t } from '../../text';
import { Icon } from '../icons';
import { sections } from './sections';

interface FoldProps {
  title: string;
  summary?: string | undefined;
  /** Whether it is open to begin with. */
  begun?: boolean;
  children: ComponentChildren;
}

export function Fold({ title, summary, begun = false, children }: FoldProps): JSX.Element {
  const [open, setOpen] = useState(begun);
  return (
    <details class="fold" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary><Icon name="right" /><span class="fold-title">{title}</span>{summary && <span class="fold-summary">{summary}</span>}</summary>
      {open && <div class="fold-body">{children}</div>}
    </details>
  );
}

export function Sections({ store, place }: { store: Store; place: Place }): JSX.Element {
  const fitting = sections.filter((section) => section.of === place.type && (section.fits?.(store, place as never) ?? true));
  return (
    <>
      {fitting.map((section) => (
        <Fold key={section.id} title={t(section.label)} summary={section.summary?.(store, place as never)}>
          <section.component store={store} place={place as never} />
        </Fold>
      ))}
    </>
  );
}
