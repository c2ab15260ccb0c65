/** One test of a condition: what is looked at, how, and what it is compared with. */

import type { JSX } from 'preact';
import { change, type Leaf } from '../../model/condition_tree';
import type { Draft } from '../../model/draft';
import type { Offer } from '../../model/offers';
import { fitting, firstOperand, isOpen, newTest, shapeOf } from '../../model/tests';
import { nameOf, operatorWords } from '../../model/words';
import { t } from '../../text';
import { Icon } from '../icons';
import type { PartProps } from './condition_group';
import { OperandInput } from './operand';

export function TestEditor({ draft, offers, root, way, firm, leaf, onChange }: PartProps & { leaf: Leaf }): JSX.Element {
  const { test, not } = leaf;
  const offer = offers.find(({ id }) => id === test.field);
  const put = (next: Leaf | null, merge?: string): void =>
    onChange(change(root, way, () => next), next ? undefined : way.slice(0, -1), merge);
  const shape = shapeOf(test.op, offer?.type ?? 'text');
  return (
    <div class="condition-test">
      <OfferSelect draft={draft} offers={offers} value={test.field} label={t('looked_at')} onChange={(next) => put(newTest(next))} />
      {offer ? (
        <select class="select" aria-label={t('how_tested')} value={`${not ? '!' : ''}${test.op}`} onChange={(event) => put(retested(leaf, offer, event.currentTarget.value))}>
          {fitting(offer.type).map((name) => (
            <option key={name} value={name}>{operatorWords(name.replace('!', ''), name.startsWith('!'), offer.type === 'date')}</option>
          ))}
        </select>
      ) : null}
      {offer && shape !== 'none' ? (
        <OperandInput offer={offer} shape={shape} value={test.value} open={isOpen(test.value, shape)}
          onChange={(value) => put({ not, test: { ...test, value } }, `operand ${way.join('.')} ${test.field}`)} />
      ) : null}
      {firm ? null : (
        <button type="button" class="icon-button" aria-label={t('remove_test', { name: nameOf(draft, test.field) })} title={t('remove')} onClick={() => put(null)}>
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}

/** Ask in another way; what was compared with stays where it still fits. */
function retested({ test }: Leaf, offer: Offer, name: string): Leaf {
  const op = name.replace('!', '');
  const shape = shapeOf(op, offer.type);
  const value = shape === shapeOf(test.op, offer.type) ? test.value : firstOperand(shape, offer.choices);
  const { field } = test;
  return { not: name.startsWith('!'), test: value === undefined ? { field, op } : { field, op, value } };
}

interface OfferSelectProps {
  draft: Draft;
  offers: readonly Offer[];
  value: string;
  label: string;
  onChange(offer: Offer): void;
}

/** Choose an earlier answer or a variable; by step, as they are asked. */
export function OfferSelect({ draft, offers, value, label, onChange }: OfferSelectProps): JSX.Element {
  const steps = [...new Set(offers.map(({ step }) => step))];
  const missing = !offers.some(({ id }) => id === value);
  return (
    <select class="select" aria-label={label} value={value} aria-invalid={missing}
      onChange={(event) => onChange(offers.find(({ id }) => id === event.currentTarget.value)!)}>
      {missing ? <option value={value} disabled>{t('not_known_here', { name: value ? nameOf(draft, value) : '…' })}</option> : null}
      {steps.map((step) => (
        <optgroup key={step ?? ''} label={step ? nameOf(draft, step) : t('variables')}>
          {offers.filter((offer) => offer.step === step).map(({ id, label: name, key }) => <option key={id} value={id}>{name || key}</option>)}
        </optgroup>
      ))}
    </select>
  );
}
