/** The draft in the very widget that end users get: as it is being written, also offline. */

import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Ready, Show, Told } from '../../previewing/messages';
import type { Draft } from '../model/draft';
import { locate } from '../model/places';
import { serve } from '../model/serve';
import type { Selection, State } from '../model/store';
import { t } from '../text';
import { Icon } from './icons';
import { useSeen, useStore } from './use';

const DESKTOP = 1024;
/** Typing isn't followed by the letter: drawing a long flow takes longer than a key press. */
const PAUSE = 120;

type Width = 'phone' | 'desktop';
type Scheme = 'light' | 'dark';

export function Preview(): JSX.Element {
  const store = useStore();
  const [width, setWidth] = useState<Width>('phone');
  const [scheme, setScheme] = useState<Scheme>(() => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
  const frame = useRef<HTMLIFrameElement>(null);
  const show = useShow(frame, scheme);
  const scale = useScale(frame, width);
  const aside = useSeen((state) => state.path?.aside ?? false);
  return (
    <section class="preview" aria-label={t('preview')}>
      <div class="preview-bar">
        <Pair name={t('preview_width')} options={{ phone: t('preview_phone'), desktop: t('preview_desktop') }} value={width} choose={(one) => setWidth(one)} />
        <Pair name={t('preview_scheme')} options={{ light: t('preview_light'), dark: t('preview_dark') }} value={scheme} choose={(one) => setScheme(one)} />
        <Languages />
        <button type="button" class="preview-button" aria-label={t('preview_restart')} title={t('preview_restart')} onClick={() => show(true)}><Icon name="restart" /></button>
      </div>
      <p class="preview-aside" role="status">{aside ? t('preview_aside') : ''}</p>
      <div class={`preview-screen ${width}`}>
        <iframe ref={frame} src={store.boot.urls.preview} title={t('preview_frame')}
          style={width === 'desktop' ? { width: `${DESKTOP}px`, height: `${100 / scale}%`, transform: `scale(${scale})` } : {}} />
      </div>
    </section>
  );
}

interface PairProps<Name extends string> {
  name: string;
  options: Record<Name, string>;
  value: Name;
  choose(name: Name): void;
}

function Pair<Name extends string>({ name, options, value, choose }: PairProps<Name>): JSX.Element {
  return (
    <div class="pair" role="group" aria-label={name}>
      {(Object.keys(options) as Name[]).map((one) => (
        <button type="button" class="preview-button" aria-pressed={one === value} onClick={() => choose(one)}>{options[one]}</button>
      ))}
    </div>
  );
}

function Languages(): JSX.Element | null {
  const store = useStore();
  const locales = useSeen((state) => state.draft.locales);
  const chosen = useSeen((state) => state.locale);
  if (locales.length < 2) return null;
  const name = (tag: string): string => store.boot.locales.find((one) => one.tag === tag)?.name ?? tag;
  return (
    <select class="preview-languages" aria-label={t('preview_language')} value={chosen}
      onChange={({ currentTarget }) => store.set({ locale: currentTarget.value })}>
      {locales.map((tag) => <option value={tag}>{name(tag)}</option>)}
    </select>
  );
}

/** Give the step or the ending that shows what is selected. */
export function shownFor(draft: Draft, selection: Selection): string | null {
  if (selection === 'assistant') return draft.steps[0]?.id ?? null;
  const place = locate(draft, selection);
  if (!place || place.type === 'variable') return null;
  return place.type === 'ending' ? place.ending.id : place.step.id;
}

/** Keep the frame showing the draft and what is selected; what is given back starts anew. */
function useShow(frame: { current: HTMLIFrameElement | null }, scheme: Scheme): (restart: boolean) => void {
  const store = useStore();
  const latest = useRef(scheme);
  latest.current = scheme;
  const last = useRef<Partial<State>>({});
  /** Whether something was selected, be it the same again, since the frame was last told. */
  const follow = useRef(true);
  const ready = useRef(false);
  const show = (restart: boolean): void => {
    if (!ready.current) return;
    const { draft, rich, locale, selection } = store.state;
    const at = follow.current && !restart ? shownFor(draft, selection) : null;
    follow.current = false;
    last.current = store.state;
    const flow = serve(draft, rich, locale, store.boot);
    const theme = { ...store.boot.default_theme, ...flow.theme };
    const message: Show = { zenflow: 'show', flow: { ...flow, theme }, at, restart, scheme: latest.current };
    frame.current?.contentWindow?.postMessage(message, location.origin);
  };
  useEffect(() => {
    let timer = 0;
    let { selection: seen, chosen: times } = store.state;
    const soon = (): void => {
      const { draft, rich, locale, selection, chosen } = store.state;
      const shown = last.current;
      follow.current ||= selection !== seen || chosen !== times;
      [seen, times] = [selection, chosen];
      if (!follow.current && draft === shown.draft && rich === shown.rich && locale === shown.locale) return;
      clearTimeout(timer);
      timer = window.setTimeout(() => show(false), PAUSE);
    };
    const hear = ({ data, origin, source }: MessageEvent): void => {
      if (origin !== location.origin || source !== frame.current?.contentWindow) return;
      const said = data as Told | Ready | null;
      if (said?.zenflow === 'ready') {
        ready.current = true;
        show(false);
      }
      if (said?.zenflow === 'path') store.set({ path: said });
    };
    addEventListener('message', hear);
    const leave = store.subscribe(soon);
    return () => (leave(), clearTimeout(timer), removeEventListener('message', hear));
  }, [store]);
  useEffect(() => show(false), [scheme]);
  return show;
}

/** Tell by how much a desktop's width must shrink to fit beside the questions. */
function useScale(frame: { current: HTMLIFrameElement | null }, width: Width): number {
  const [scale, setScale] = useState(1);
  useEffect(() => {
    const screen = frame.current?.parentElement;
    if (!screen) return undefined;
    const watcher = new ResizeObserver(() => setScale(Math.min(1, screen.clientWidth / DESKTOP) || 1));
    watcher.observe(screen);
    return () => watcher.disconnect();
  }, [width]);
  return scale;
}
