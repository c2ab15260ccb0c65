/** "Try a path": why the answers in the preview take this way. */

import type { JSX } from 'preact';
import type { Draft } from '../../model/draft';
import { nameOf, sayCondition } from '../../model/words';
import { t } from '../../text';
import type { Asked, Reason, Trail } from './trail';

export function Reasons({ draft, trail }: { draft: Draft; trail: Trail | null }): JSX.Element {
  return (
    <section class="map-reasons" aria-labelledby="reasons-heading">
      <h3 id="reasons-heading">{t('try_path')}</h3>
      <div aria-live="polite">
        {trail?.reasons.length ? (
          <ol class="plain">{trail.reasons.map((reason) => <Why key={`${reason.type} ${reason.step.id}`} draft={draft} reason={reason} />)}</ol>
        ) : (
          <p class="hint">{t(trail ? 'try_path_none' : 'try_path_hint')}</p>
        )}
      </div>
    </section>
  );
}

function Why({ draft, reason }: { draft: Draft; reason: Reason }): JSX.Element {
  const name = nameOf(draft, reason.step.id);
  if (reason.type === 'passed') {
    const { because } = reason;
    return <li class="why passed">{because ? t('why_passed', { name, condition: sayCondition(draft, because) }) : t('why_empty', { name })}</li>;
  }
  return (
    <li class="why">
      {t('why_ways', { name })}
      <ul class="plain">{reason.asked.map((asked) => <li key={asked.edge.id} class={`way-${asked.outcome}`}>{outcome(draft, asked)}</li>)}</ul>
    </li>
  );
}

function outcome(draft: Draft, { edge, outcome: how, because }: Asked): string {
  const name = nameOf(draft, edge.to);
  const condition = sayCondition(draft, because);
  if (edge.condition) return t(`way_${how}`, { name, condition });
  return t(how === 'taken' ? 'way_otherwise_taken' : 'way_otherwise_unasked', { name });
}
