/** A group of tests, with its groups. */

import type { JSX } from 'preact';
import { add, change, isGroup, isShallow, type Group, type Part, type Way } from '../../model/condition_tree';
import type { Draft } from '../../model/draft';
import type { Offer } from '../../model/offers';
import { newTest } from '../../model/tests';
import { t, type Code } from '../../text';
import { Icon } from '../icons';
import { TestEditor } from './condition_test';

export interface PartProps {
  draft: Draft;
  offers: readonly Offer[];
  root: Group;
  way: Way;
  /** Whether what there is can't be taken out. */
  firm: boolean;
  onChange(root: Group, focus?: Way, merge?: string): void;
}

const JOINS: readonly (readonly [Code, Group['join'], boolean])[] = [
  ['join_all', 'all', false],
  ['join_any', 'any', false],
  ['join_none', 'any', true],
  ['join_not_all', 'all', true],
];

export function GroupEditor({ group, ...props }: PartProps & { group: Group }): JSX.Element {
  const { way } = props;
  return (
    <div class="condition-group" role="group" aria-label={t('group_of_tests')} data-way={way.join('.')}>
      {group.parts.length > 1 || group.not ? <Joining {...props} group={group} /> : null}
      <ul class="plain">
        {group.parts.map((part, at) => (
          <li key={at} class="condition-part" data-way={[...way, at].join('.')}>
            {at ? <span class="condition-and">{t(group.join === 'all' ? 'and' : 'or')}</span> : null}
            {isGroup(part) ? (
              <GroupEditor {...props} group={part} way={[...way, at]} />
            ) : (
              <TestEditor {...props} leaf={part} way={[...way, at]} />
            )}
          </li>
        ))}
      </ul>
      <Acts {...props} group={group} />
    </div>
  );
}

function Joining({ root, way, group, onChange }: PartProps & { group: Group }): JSX.Element {
  const now = JOINS.findIndex(([, join, not]) => join === group.join && not === group.not);
  const choose = (at: number): void => {
    const [, join, not] = JOINS[at]!;
    onChange(change(root, way, (part) => ({ ...(part as Group), join, not })));
  };
  return (
    <label class="condition-join">
      <span>{t('if')}</span>
      <select class="select" value={String(now)} onChange={(event) => choose(Number(event.currentTarget.value))}>
        {JOINS.map(([code], at) => <option key={code} value={String(at)}>{t(code)}</option>)}
      </select>
    </label>
  );
}

function Acts({ offers, root, way, firm, group, onChange }: PartProps & { group: Group }): JSX.Element | null {
  const nearest = offers.findLast(({ step }) => step) ?? offers[0];
  if (!nearest) return null;
  const test: Part = newTest(nearest);
  const within: Part = { join: group.join === 'all' ? 'any' : 'all', not: false, parts: [test] };
  const put = (part: Part): void => onChange(add(root, way, part), [...way, group.parts.length]);
  return (
    <p class="condition-add">
      <button type="button" class="link" onClick={() => put(test)}>
        <Icon name="add" />{t(group.parts.length ? 'add_test' : 'add_first_test')}
      </button>
      {group.parts.length && isShallow(add(root, way, within)) ? (
        <button type="button" class="link" onClick={() => put(within)}><Icon name="group" />{t('add_group')}</button>
      ) : null}
      {way.length && !firm ? (
        <button type="button" class="link" onClick={() => onChange(change(root, way, () => null), way.slice(0, -1))}>
          <Icon name="remove" />{t('remove_group')}
        </button>
      ) : null}
    </p>
  );
}
