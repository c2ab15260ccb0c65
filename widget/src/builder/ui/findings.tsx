/** What is left to mend before publishing: how much, and each with a jump to its place. */

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Finding } from '../model/boot';
import { isTranslation, type Level, openTranslations } from '../model/findings';
import { nameOf } from '../model/words';
import { t } from '../text';
import { Dialog } from './controls/dialog';
import { focusOn } from './focus';
import { Icon, type IconName } from './icons';
import { useSeen, useStore } from './use';

const ICONS: Record<Level | 'none', IconName> = { error: 'warn', warning: 'warn', open: 'languages', none: 'tick' };

export function Findings(): JSX.Element {
  const all = useSeen((state) => state.findings);
  const [open, setOpen] = useState(false);
  const findings = all.filter((finding) => !isTranslation(finding));
  const errors = findings.filter(({ level }) => level === 'error').length;
  const translations = all.length - findings.length;
  const tone = errors ? 'error' : findings.length ? 'warning' : translations ? 'open' : 'none';
  const n = errors || findings.length || translations;
  return (
    <>
      <button type="button" class={`bar-button findings-${tone}`} onClick={() => setOpen(true)}>
        <Icon name={ICONS[tone]} /><span class="findings-words">{tone === 'none' ? t('no_findings') : t(`${tone}s_count`, { n })}</span>{n > 0 && <span class="findings-count" aria-hidden="true">{n}</span>}
      </button>
      {open && (
        <Dialog title={t('findings')} onClose={() => setOpen(false)}>
          {findings.length > 0 && <List findings={findings} onGone={() => setOpen(false)} />}
          {translations > 0 && <Translations findings={all} />}
          {!n && <p>{t('no_findings_long')}</p>}
        </Dialog>
      )}
    </>
  );
}

/** What is still to be translated: how much into each language, and the page for it. */
function Translations({ findings }: { findings: readonly Finding[] }): JSX.Element {
  const { boot } = useStore();
  const name = (tag: string): string => boot.locales.find((one) => one.tag === tag)?.name ?? tag;
  return (
    <ul class="findings">
      {[...openTranslations(findings)].map(([locale, { missing, stale }]) => (
        <li key={locale} class="finding-open">
          <span class="finding-level">{t('level_open_word')}</span>
          <a class="link" href={`${boot.urls.translations}?to=${locale}&show=${missing ? 'missing' : 'stale'}`}>{name(locale)}</a>
          <p>{[missing && t('missing_count', { n: missing }), stale && t('stale_count', { n: stale })].filter(Boolean).join(' ')}</p>
        </li>
      ))}
    </ul>
  );
}

function List({ findings, onGone }: { findings: readonly Finding[]; onGone(): void }): JSX.Element {
  const store = useStore();
  const { draft } = store.state;
  const jump = (where: string): void => {
    onGone();
    store.select(where || 'assistant');
    focusOn(where || 'assistant');
  };
  return (
    <ul class="findings">
      {findings.map(({ level, where, text, href, code }) => (
        <li key={`${code} ${where} ${text}`} class={`finding-${level}`}>
          <span class="finding-level">{t(level === 'error' ? 'level_error_word' : 'level_warning_word')}</span>
          {where || !href
            ? <button type="button" class="link" onClick={() => jump(where)}>{where ? nameOf(draft, where) || text : t('beginning')}</button>
            : <a class="link" href={href}>{t('elsewhere')}</a>}
          <p>{text}</p>
        </li>
      ))}
    </ul>
  );
}
