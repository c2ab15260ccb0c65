/** The map as a list: the same steps, ways and endings in words. */

import type { JSX } from 'preact';
import { nameOf } from '../../model/words';
import { t } from '../../text';
import { endingCode, walkedCode, type Box, type Shown } from './things';

export function FlowList(shown: Shown): JSX.Element {
  const { boxes } = shown.drawing;
  return (
    <div class="flow-list">
      <ol class="plain">{boxes.filter(({ kind }) => kind === 'step').map((box) => <Entry key={box.id} shown={shown} box={box} />)}</ol>
      <h3>{t('endings')}</h3>
      <ul class="plain">{boxes.filter(({ kind }) => kind === 'ending').map((box) => <Entry key={box.id} shown={shown} box={box} />)}</ul>
    </div>
  );
}

function Entry({ shown, box }: { shown: Shown; box: Box }): JSX.Element {
  const { draft, drawing, trail, faults, onOpen } = shown;
  const { id, kind, at, marks } = box;
  const walked = trail?.things.get(id);
  const open = (event: MouseEvent): void => {
    event.preventDefault();
    onOpen(id);
  };
  return (
    <li class={`flow-entry ${walked ?? ''}`}>
      <a href={`#${id}`} onClick={open}>{kind === 'step' ? t('map_step', { n: at + 1, name: nameOf(draft, id) }) : nameOf(draft, id)}</a>
      {kind === 'ending' ? <span class="hint"> {t(endingCode(draft, id))}</span> : null}
      {walked ? <span class="flow-walked"> {t(walkedCode(walked))}</span> : null}
      <ul class="plain">
        {marks.map((mark) => <li key={mark} class={`map-mark ${mark}`}>{t(`mark_${mark}`)}</li>)}
        {faults.get(id)?.map(({ text, level }) => <li key={text} class={level === 'error' ? 'fault' : 'map-mark unreachable'}>{text}</li>)}
        {drawing.ways.filter(({ from }) => from === id).map((way) => (
          <li key={way.id}>{t('way_in_words', { words: way.words || t('always'), name: nameOf(draft, way.to) })}</li>
        ))}
      </ul>
    </li>
  );
}
