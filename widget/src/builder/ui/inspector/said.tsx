/** What the server says about a thing, at the thing. */

import type { JSX } from 'preact';
import { findingsAt } from '../../model/findings';
import { useSeen } from '../use';

export function Said({ id }: { id: string }): JSX.Element | null {
  const findings = useSeen((state) => state.findings);
  const refusal = useSeen((state) => state.refusal);
  const found = findingsAt(findings, id);
  const refused = refusal?.place === id ? refusal.text : '';
  if (!found.length && !refused) return null;
  return (
    <ul class="said">
      {refused && <li class="said-error">{refused}</li>}
      {found.map(({ text, level }) => <li key={text} class={`said-${level}`}>{text}</li>)}
    </ul>
  );
}
