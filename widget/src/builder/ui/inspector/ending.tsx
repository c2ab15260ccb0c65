/** An ending: what is said after the last step. */

import type { JSX } from 'preact';
import type { Ending } from '../../model/draft';
import { changeEnding } from '../../model/operations';
import type { Place } from '../../model/places';
import type { Store } from '../../model/store';
import { t } from '../../text';
import { Words } from '../controls/words';
import { Said } from './said';
import { Sections } from './section';

export function EndingTexts({ store, place }: { store: Store; place: Extract<Place, { type: 'ending' }> }): JSX.Element {
  const { ending } = place;
  const { id } = ending;
  const lengths = store.boot.lengths.ending ?? {};
  const change = (patch: Partial<Ending>): void =>
    store.dispatch(changeEnding(id, patch), { merge: `${id}.${Object.keys(patch).join()}` });
  return (
    <section class="page" aria-label={t('ending')}>
      <div class="panel-head"><h2>{t('ending')}</h2></div>
      <Said id={id} />
      <div class="texts">
        <Words label={t('ending_title')} text={ending.title} most={lengths.title} thing={`${id}.title`} class="title" onText={(title) => change({ title: title ?? {} })} />
        <Words label={t('ending_text')} help={t('rich_help')} text={ending.text} most={lengths.text} thing={`${id}.text`} long onText={(text) => change({ text })} />
        <Sections store={store} place={place} />
      </div>
    </section>
  );
}
