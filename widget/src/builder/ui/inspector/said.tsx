/** What the server says about a thing, at the thing. */

import type { JSX } from 'preact';
import { findingsAt } from '../../model/findings';
import { useSeen } from '../use';

export function Said({ id }: { id: string }): JSX.Element | null {
  const findings = useSeen((state) => state.findings);
  const writing = useSeen((state) => state.locale !== state.draft.default_locale);
  const refusal = useSeen((state) => state.refusal);
  // Where a language is being written, each text says by itself that it is still missing.
  const found = findingsAt(findings, id).filter(({ code }) => !writing || code !== 'missing_translation');
  const refused = refusal?.place === id ? refusal.text : '';
  if (!found.length && !refused) return null;
  return (
    <ul class="said">
      {refused && <li class="said-error">{refused}</li>}
      {found.map(({ text, level }) => <li key={text} class={`said-${level}`}>{text}</li>)}
    </ul>
  );
}
