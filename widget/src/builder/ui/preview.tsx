/** The draft in the very widget that end users get. */

import type { JSX } from 'preact';
import { t } from '../text';
import { useStore } from './use';

export function Preview(): JSX.Element {
  const store = useStore();
  return (
    <aside class="preview" aria-label={t('preview')}>
      <iframe src={store.boot.urls.preview} title={t('preview')} />
    </aside>
  );
}
