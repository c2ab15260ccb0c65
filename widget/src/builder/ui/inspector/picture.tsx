/** The picture of a choice: uploaded, taken from those there are, or taken away. */

import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Choice, Field, Picture } from '../../model/draft';
import { changeChoice } from '../../model/operations';
import type { Store } from '../../model/store';
import { t } from '../../text';
import { Dialog } from '../controls/dialog';
import { Icon } from '../icons';

interface Props {
  store: Store;
  field: Field;
  choice: Choice;
}

export const pictureUrl = (store: Store, hash: string): string => store.boot.urls.asset.replace('{hash}', hash);

export function PictureButton({ store, field, choice }: Props): JSX.Element {
  const [open, setOpen] = useState(false);
  const { picture } = choice;
  return (
    <>
      <button
        type="button" class="picture-button" aria-label={t(picture ? 'picture_change' : 'picture_add')} title={t(picture ? 'picture_change' : 'picture_add')}
        disabled={!store.boot.may_change} onClick={() => setOpen(true)}
      >
        {picture ? <img src={pictureUrl(store, picture.hash)} width={36} height={36} alt="" /> : <Icon name="picture" />}
      </button>
      {open && <PictureDialog store={store} field={field} choice={choice} onClose={() => setOpen(false)} />}
    </>
  );
}

function PictureDialog({ store, field, choice, onClose }: Props & { onClose(): void }): JSX.Element {
  const file = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState('');
  const [busy, setBusy] = useState(false);
  const choose = (picture: Picture | null): void => {
    store.dispatch(changeChoice(field.id, choice.id, { picture }));
    onClose();
  };
  const upload = async (): Promise<void> => {
    const chosen = file.current?.files?.[0];
    if (!chosen) return;
    setBusy(true);
    const answer = await store.server.upload(chosen);
    setBusy(false);
    if (answer.is !== 'good') return setWrong(answer.is === 'refused' ? answer.said.detail : t('picture_not_sent'));
    const { hash, width, height } = answer.said;
    if (!store.boot.assets.some((one) => one.hash === hash)) store.boot.assets.unshift({ hash, width, height });
    choose({ hash, width, height });
  };
  return (
    <Dialog title={t('picture')} onClose={onClose}>
      <label class="label" for="picture-file">{t('picture_file')}</label>
      <input id="picture-file" ref={file} type="file" accept="image/*" disabled={busy} onChange={() => void upload()} />
      <p role="status" class={wrong ? 'fault' : 'hint'}>{wrong || (busy ? t('picture_sending') : t('picture_help'))}</p>
      {store.boot.assets.length > 0 && <h3 class="heading">{t('picture_known')}</h3>}
      <ul class="pictures">
        {store.boot.assets.map((asset, at) => (
          <li key={asset.hash}>
            <button type="button" class="picture" aria-pressed={asset.hash === choice.picture?.hash} aria-label={t('picture_n', { n: at + 1 })} onClick={() => choose(asset)}>
              <img src={pictureUrl(store, asset.hash)} loading="lazy" width={88} height={66} alt="" />
            </button>
          </li>
        ))}
      </ul>
      {choice.picture && <button type="button" class="button" onClick={() => choose(null)}>{t('picture_remove')}</button>}
    </Dialog>
  );
}
