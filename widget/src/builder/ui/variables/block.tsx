/** An expression as nested blocks: each says what it is, and holds its parts. */

import type { JSX } from 'preact';
import { BLOCKS, blockOf, blocks, changed, DEEPEST_EXPRESSION, isPair, levels, MOST_BLOCKS, partsOf, READS, reconditioned, targetOf, turned, withParts, type Block } from '../../model/blocks';
import type { Way } from '../../model/condition_tree';
import type { Condition, Expression } from '../../model/draft';
import type { Offer } from '../../model/offers';
import type { Store } from '../../model/store';
import { newTest } from '../../model/tests';
import { t, type Code } from '../../text';
import { Icon } from '../icons';
import { ConditionEditor } from '../inspector/condition';
import { OfferSelect } from '../inspector/condition_test';
import { DecimalInput } from '../inspector/operand';

interface BlockProps {
  store: Store;
  variableId: string;
  offers: readonly Offer[];
  root: Expression;
  value: Expression;
  way: Way;
  /** What the block is to the one around it. */
  label: string;
  /** Whether the block around it can be without. */
  removable?: boolean;
  onChange(root: Expression, merge?: string): void;
}

const fitting = (offers: readonly Offer[], block: Block): Offer[] => offers.filter(({ type }) => READS[block]?.includes(type));
const NONE: Condition = { all: [] };

export function BlockEditor(props: BlockProps): JSX.Element {
  const { offers, root, value, way, label, removable = false, onChange } = props;
  const block = blockOf(value);
  const turn = (to: Block): void => {
    const first = offers[0];
    const target = fitting(offers, to)[0]?.id ?? '';
    onChange(changed(root, way, (one) => turned(one, to, target, first ? newTest(first).test : NONE)));
  };
  return (
    <div class={`block block-${block}`} role="group" aria-label={label}>
      <div class="block-head">
        <select class="select" aria-label={t('block_kind', { label })} value={block} onChange={(event) => turn(event.currentTarget.value as Block)}>
          {BLOCKS.map((name) => <option key={name} value={name} disabled={!isPossible(props, name)}>{t(`block_${name}`)}</option>)}
        </select>
        <Leaf {...props} block={block} />
        {removable ? (
          <button type="button" class="icon-button" aria-label={t('remove_part', { label })} title={t('remove')} onClick={() => onChange(changed(root, way, () => null))}>
            <Icon name="close" />
          </button>
        ) : null}
      </div>
      {block === 'if' ? <Cases {...props} /> : <Parts {...props} block={block} />}
    </div>
  );
}

/** Tell whether a block can be made another here: there is something to look at, and room for parts. */
function isPossible({ offers, root, value, way }: BlockProps, name: Block): boolean {
  if (name === 'number' || name === blockOf(value)) return true;
  if (READS[name]) return fitting(offers, name).length > 0;
  const deeper = way.length + 1 + Math.max(1, levels(value) - 1, partsOf(value).length ? 0 : 1) <= DEEPEST_EXPRESSION;
  return deeper && blocks(root) < MOST_BLOCKS && (name !== 'if' || offers.length > 0);
}

function Leaf({ store, offers, root, value, way, onChange, block }: BlockProps & { block: Block }): JSX.Element | null {
  const put = (next: Expression, merge = ''): void => onChange(changed(root, way, () => next), merge);
  if (block === 'number') return <DecimalInput label={t('number')} value={targetOf(value)} onChange={(typed) => put(typed, `number ${way.join('.')}`)} />;
  if (!READS[block]) return null;
  return (
    <OfferSelect draft={store.state.draft} offers={fitting(offers, block)} value={targetOf(value)} label={t('looked_at')}
      onChange={({ id }) => put({ [block]: id } as unknown as Expression)} />
  );
}

function Parts({ block, ...props }: BlockProps & { block: Block }): JSX.Element | null {
  const { offers, root, value, way, onChange } = props;
  if (block === 'number' || READS[block]) return null;
  const parts = partsOf(value);
  const fixed = isPair(block);
  const room = way.length + 2 <= DEEPEST_EXPRESSION && blocks(root) < MOST_BLOCKS;
  const add = (): void => onChange(changed(root, way, (one) => withParts(one, [...partsOf(one), firstPart(offers, root)])));
  return (
    <>
      <ol class="plain block-parts">
        {parts.map((part, at) => (
          <li key={at}>
            {at ? <span class="block-sign" aria-hidden="true">{signOf(block)}</span> : null}
            <BlockEditor {...props} value={part} way={[...way, at]} label={t('part', { n: at + 1 })} removable={!fixed} />
          </li>
        ))}
      </ol>
      {fixed || !room ? null : <button type="button" class="link" onClick={add}><Icon name="add" />{t('add_part')}</button>}
    </>
  );
}

/** Give what a new part begins with: the next answer that is a number or has points, else a number. */
function firstPart(offers: readonly Offer[], root: Expression): Expression {
  const said = JSON.stringify(root);
  const next = offers.find(({ id, type, choices }) => !said.includes(id) && (type === 'number' || choices.some(({ score }) => score)));
  if (!next) return '0';
  return next.type === 'number' ? { field: next.id } : { score: next.id };
}

const SIGNS: Partial<Record<Block, string>> = { add: '+', subtract: '\u2212', multiply: '\u00d7', divide: '\u00f7' };
const signOf = (block: Block): string => SIGNS[block] ?? t(`between_${block}` as Code);

function Cases(props: BlockProps): JSX.Element | null {
  const { store, variableId, root, value, way, onChange } = props;
  if (typeof value === 'string' || !('then' in value)) return null;
  const recondition = (condition: Condition | null, merge?: string): void => onChange(reconditioned(root, way, condition ?? NONE), merge);
  return (
    <div class="block-cases">
      <div><span class="label">{t('if')}</span><ConditionEditor store={store} placeId={variableId} value={value.if} onChange={recondition} /></div>
      <div><span class="label">{t('then')}</span><BlockEditor {...props} value={value.then} way={[...way, 0]} label={t('then')} removable={false} /></div>
      <div><span class="label">{t('else')}</span><BlockEditor {...props} value={value.else} way={[...way, 1]} label={t('else')} removable={false} /></div>
    </div>
  );
}
