// Small helps on our admin pages; every page works without them but the preview's switches.
(() => {
  'use strict';
  const ONE_CHOICE = new Set(['equals', '!equals', 'contains', '!contains']);
  const NO_VALUE = new Set(['answered', '!answered']);
  const COUNTS = new Set(['count_at_least', 'count_at_most']);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // A condition shows the tests that fit the chosen field, and one control to compare with.
  function narrow(test) {
    const part = (name) => test.querySelector(`[data-part="${name}"]`);
    const [field, op, choice, value] = ['field', 'op', 'choice', 'value'].map(part);
    const type = field.selectedOptions[0]?.dataset.type ?? '';
    for (const option of op.options) {
      option.hidden = option.disabled = !option.dataset.types.split(' ').includes(type);
    }
    if (!op.selectedOptions[0] || op.selectedOptions[0].disabled) op.value = [...op.options].find((o) => !o.disabled)?.value ?? '';
    const choosing = (type === 'choice' || type === 'choices' || type === 'flag') && !COUNTS.has(op.value);
    const several = choosing && !ONE_CHOICE.has(op.value);
    for (const group of all('optgroup', choice)) {
      const mine = group.dataset.field === field.value;
      group.hidden = group.disabled = !mine;
      for (const option of mine ? [] : all('option', group)) option.selected = false;
    }
    if (choice.multiple !== several) {
      const chosen = choice.value;
      choice.multiple = several;
      choice.size = several ? 4 : 1;
      choice.value = chosen;
    }
    op.hidden = !field.value;
    choice.hidden = choice.disabled = !field.value || !choosing || NO_VALUE.has(op.value);
    value.hidden = value.disabled = !field.value || choosing || NO_VALUE.has(op.value);
    const form = value.dataset;
    value.placeholder = op.value === 'between' ? form.between : op.value === 'one_of' ? form.several : '';
    const kind = type === 'date' && op.value !== 'between' ? 'date' : 'text';
    if (value.type !== kind) value.type = kind;
  }

  // A limit in time shows the day or the number of days, whichever it needs.
  function bound(box) {
    const part = (name) => box.querySelector(`[data-bound="${name}"]`);
    const kind = part('kind').value;
    part('day').hidden = kind !== 'day';
    part('days').hidden = kind !== 'after' && kind !== 'before';
  }

  // A kind chosen from the palette makes a new row of that kind, ready to be worded.
  function addOfKind(button) {
    const palette = button.closest('[data-palette]');
    const group = document.getElementById(`${palette.dataset.palette}-group`);
    group.querySelector('.add-row a, a.add-row, .add-row button')?.click();
    const row = all('.form-group:not(.empty-form)', group).pop();
    const kind = row?.querySelector('select[name$="-kind"]');
    if (!kind) return;
    kind.value = button.dataset.kind;
    palette.open = false;
    row.querySelector('input[name$="-label"]').focus();
  }

  // Rows that can be dragged can also be moved by the keyboard and on a phone.
  function addMovers(table) {
    for (const row of all('.form-group.original', table)) {
      const handle = row.querySelector('[x-sort\\:handle]');
      if (!handle || row.querySelector('.zf-move')) continue;
      const box = document.createElement('span');
      box.className = 'zf-move';
      for (const [way, sign, label] of [[-1, '↑', 'up'], [1, '↓', 'down']]) {
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = sign;
        button.setAttribute('aria-label', document.documentElement.lang.startsWith('de') ? (way < 0 ? 'Nach oben' : 'Nach unten') : `Move ${label}`);
        button.addEventListener('click', () => move(table, row, way, button));
        box.append(button);
      }
      handle.after(box);
    }
    limitMovers(table);
  }

  // The first row can't go up, nor the last one down.
  function limitMovers(table) {
    const rows = all('.form-group.original', table);
    rows.forEach((row, index) => {
      const [up, down] = all('.zf-move button', row);
      if (up) [up.disabled, down.disabled] = [index === 0, index === rows.length - 1];
    });
  }

  function move(table, row, way, button) {
    const rows = all('.form-group.original', table);
    const other = rows[rows.indexOf(row) + way];
    if (!other) return;
    way < 0 ? other.before(row) : other.after(row);
    const name = table.dataset.orderingField;
    all('.form-group.original', table).forEach((one, index) => {
      const input = one.querySelector(`input[name$="-${name}"]`);
      if (input) input.value = index + 1;
    });
    limitMovers(table);
    (button.disabled ? button.previousElementSibling ?? button.nextElementSibling : button).focus();
  }

  async function copy(button) {
    const text = document.getElementById(button.dataset.copy)?.textContent ?? '';
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const range = document.createRange();
      range.selectNodeContents(document.getElementById(button.dataset.copy));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      document.execCommand('copy');
    }
    const status = document.querySelector('[data-copy-status]');
    if (status) status.textContent = button.dataset.copied;
  }

  function press(button) {
    for (const one of all('button', button.parentElement)) one.setAttribute('aria-pressed', String(one === button));
    const box = button.closest('[data-preview]');
    if (button.dataset.width) box.dataset.at = button.dataset.width;
    if (button.dataset.language) {
      const frame = box.querySelector('[data-frame]');
      const url = new URL(frame.src);
      url.searchParams.set('lang', button.dataset.language);
      frame.src = url.href;
    }
  }

  document.addEventListener('change', (event) => {
    const test = event.target.closest?.('[data-test]');
    if (test) narrow(test);
    const limit = event.target.closest?.('[data-bound-of]');
    if (limit) bound(limit);
  });
  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('button');
    if (button?.dataset.copy) void copy(button);
    if (button?.dataset.kind) addOfKind(button);
    if (button?.dataset.width || button?.dataset.language) press(button);
  });
  // A menu closes as menus do: by Escape, and when something else is meant.
  document.addEventListener('keydown', (event) => {
    const menu = event.key === 'Escape' ? document.querySelector('.zf-more[open]') : null;
    if (!menu) return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
  for (const kind of ['click', 'focusin']) {
    document.addEventListener(kind, (event) => all('.zf-more[open]').forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));
  }
  // Leaving a page on which something was typed asks first; sending it doesn't.
  let typed = false;
  document.addEventListener('input', (event) => { if (event.target.closest?.('[data-unsaved]')) typed = true; });
  document.addEventListener('submit', () => { typed = false; });
  addEventListener('beforeunload', (event) => { if (typed) event.preventDefault(); });
  document.addEventListener('formset:added', (event) => all('[data-test]', event.target).forEach(narrow));
  document.addEventListener('DOMContentLoaded', () => {
    document.getElementById('main')?.setAttribute('role', 'main'); // unfold's pages have no landmark
    // On phones unfold puts a column's name before each cell, as the model says it; tables begin names in capitals.
    for (const cell of all('[data-label]')) cell.dataset.label = cell.dataset.label.replace(/^./u, (first) => first.toUpperCase());
    all('[data-test]').forEach(narrow);
    all('[data-bound-of]').forEach(bound);
    all('[data-ordering-field]').forEach(addMovers);
  });
})();
