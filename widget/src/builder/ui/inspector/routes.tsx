/** Where a step leads: the first way whose condition holds, else the "otherwise". */

import type { JSX } from 'preact';
import type { Draft, Route, Step, Target } from '../../model/draft';
import { target } from '../../model/holders';
import { offersAt } from '../../model/offers';
import { addRoute, changeRoute, moveRoute, newRoute, removeRoute, setOtherwise } from '../../model/operations';
import type { Place } from '../../model/places';
import type { Store } from '../../model/store';
import { newTest } from '../../model/tests';
import { nameOf } from '../../model/words';
import { t } from '../../text';
import { Icon, type IconName } from '../icons';
import { ConditionEditor } from './condition';

interface Props {
  store: Store;
  place: Extract<Place, { type: 'step' }>;
}

export function Routes({ store, place: { step } }: Props): JSX.Element {
  const { draft } = store.state;
  const asked = step.routes.filter((route) => route.if);
  const otherwise = step.routes.find((route) => !route.if);
  const first = firstRoute(store, step);
  return (
    <div class="routes">
      <ol class="plain">
        {asked.map((route, at) => <Way key={route.id} store={store} step={step} route={route} at={at} last={at === asked.length - 1} />)}
      </ol>
      {first ? (
        <button type="button" class="link" onClick={() => store.dispatch(addRoute(step.id, first))}><Icon name="add" />{t('add_route')}</button>
      ) : (
        <p class="hint">{t('nothing_to_branch_on')}</p>
      )}
      <label class="route-otherwise">
        <span>{t(asked.length ? 'otherwise_goes' : 'always_goes')}</span>
        <TargetSelect draft={draft} step={step} value={otherwise?.to ?? null} inOrder onChange={(to) => store.dispatch(setOtherwise(step.id, to))} />
      </label>
    </div>
  );
}

interface WayProps {
  store: Store;
  step: Step;
  route: Route;
  at: number;
  last: boolean;
}

function Way({ store, step, route, at, last }: WayProps): JSX.Element {
  const { draft } = store.state;
  const name = nameOf(draft, target(route.to));
  const button = (icon: IconName, label: string, disabled: boolean, press: () => void): JSX.Element => (
    <button type="button" class="icon-button" aria-label={label} title={label} disabled={disabled} onClick={press}><Icon name={icon} /></button>
  );
  return (
    <li class="route" id={`route-${route.id}`}>
      <div class="route-head">
        <strong>{t(at ? 'else_if' : 'if')}</strong>
        {button('up', t('route_up', { name }), !at, () => store.dispatch(moveRoute(step.id, route.id, at - 1)))}
        {button('down', t('route_down', { name }), last, () => store.dispatch(moveRoute(step.id, route.id, at + 1)))}
        {button('remove', t('remove_route', { name }), false, () => store.dispatch(removeRoute(step.id, route.id)))}
      </div>
      <ConditionEditor store={store} placeId={route.id} value={route.if} needed
        onChange={(condition, merge = '') => condition && store.dispatch(changeRoute(step.id, route.id, { if: condition }), { merge })} />
      <label class="route-target">
        <span>{t('goes_to')}</span>
        <TargetSelect draft={draft} step={step} value={route.to} onChange={(to) => to && store.dispatch(changeRoute(step.id, route.id, { to }))} />
      </label>
    </li>
  );
}

interface TargetProps {
  draft: Draft;
  step: Step;
  value: Target | null;
  /** Whether going on in the order of the steps is offered too. */
  inOrder?: boolean;
  onChange(to: Target | null): void;
}

function TargetSelect({ draft, step, value, inOrder = false, onChange }: TargetProps): JSX.Element {
  const at = draft.steps.indexOf(step);
  const later = draft.steps.slice(at + 1);
  const next = later[0] ?? draft.endings[0];
  const id = value ? target(value) : '';
  const known = !id || [...later, ...draft.endings].some((one) => one.id === id);
  const choose = (chosen: string): void =>
    onChange(!chosen ? null : later.some((one) => one.id === chosen) ? { step: chosen } : { ending: chosen });
  return (
    <select class="select" aria-label={t('goes_to')} value={id} aria-invalid={!known} onChange={(event) => choose(event.currentTarget.value)}>
      {inOrder ? <option value="">{t('in_order', { name: next ? nameOf(draft, next.id) : '–' })}</option> : null}
      {known ? null : <option value={id} disabled>{t('leads_nowhere', { name: nameOf(draft, id) })}</option>}
      {later.length ? <optgroup label={t('later_steps')}>{later.map((one) => <option key={one.id} value={one.id}>{nameOf(draft, one.id)}</option>)}</optgroup> : null}
      <optgroup label={t('endings')}>{draft.endings.map((one) => <option key={one.id} value={one.id}>{nameOf(draft, one.id)}</option>)}</optgroup>
    </select>
  );
}

/** Make the route that is offered first: by the newest answer, to the last ending; null where there is nothing to go by. */
function firstRoute(store: Store, step: Step): Route | null {
  const { draft } = store.state;
  const ending = draft.endings.at(-1);
  if (!ending) return null;
  const route = newRoute({ ending: ending.id }, null);
  const offer = offersAt(addRoute(step.id, route)(draft), store.boot.kinds, route.id).findLast((one) => one.step);
  return offer ? { ...route, if: newTest(offer).test } : null;
}

/** Say how many ways lead from a step. */
export function routesInWords(draft: Draft, step: Step): string {
  const asked = step.routes.filter((route) => route.if).length;
  const next = step.routes.find((route) => !route.if)?.to;
  const onward = next ? target(next) : (draft.steps[draft.steps.indexOf(step) + 1] ?? draft.endings[0])?.id;
  return asked ? t('ways', { n: asked + 1 }) : onward ? `→ ${nameOf(draft, onward)}` : '';
}
