/** What is left to mend before publishing: how much, and each with a jump to its place. */

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Finding } from '../model/boot';
import { nameOf } from '../model/words';
import { t } from '../text';
import { Dialog } from './controls/dialog';
import { focusOn } from './focus';
import { Icon } from './icons';
import { useSeen, useStore } from './use';

export function Findings(): JSX.Element {
  const findings = useSeen((state) => state.findings);
  const [open, setOpen] = useState(false);
  const errors = findings.filter(({ level }) => level === 'error').length;
  const words = errors ? t('errors_count', { n: errors }) : findings.length ? t('warnings_count', { n: findings.length }) : t('no_findings');
  const tone = errors ? 'error' : findings.length ? 'warning' : 'none';
  return (
    <>
      <button type="button" class={`bar-button findings-${tone}`} onClick={() => setOpen(true)}>
        <Icon name={tone === 'none' ? 'tick' : 'warn'} /><span class="findings-words">{words}</span>{findings.length > 0 && <span class="findings-count" aria-hidden="true">{errors || findings.length}</span>}
      </button>
      {open && (
        <Dialog title={t('findings')} onClose={() => setOpen(false)}>
          {findings.length ? <List findings={findings} onGone={() => setOpen(false)} /> : <p>{t('no_findings_long')}</p>}
        </Dialog>
      )}
    </>
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
