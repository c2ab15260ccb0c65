// Shows a look while it is chosen, and says at once which colours can't be told apart.
(() => {
  'use strict';
  const FONTS = { humanist: 'Seravek, "Gill Sans Nova", Ubuntu, Calibri, sans-serif', geometric: 'Avenir, Montserrat, Corbel, "URW Gothic", sans-serif', serif: 'Charter, "Bitstream Charter", Cambria, serif' };

  function luminance(colour) {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const part = parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function contrast(one, other) {
    const [lower, higher] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (higher + 0.05) / (lower + 0.05);
  }

  function figure(number) {
    return (Math.floor(number * 10) / 10).toLocaleString(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  }

  document.addEventListener('DOMContentLoaded', () => {
    const pairs = JSON.parse(document.getElementById('zf-pairs').textContent);
    const said = document.getElementById('zf-alike');
    const defaults = JSON.parse(document.getElementById('zf-default').textContent);
    const controls = Object.fromEntries([...document.querySelectorAll('[data-token]')].map((one) => [one.dataset.token, one]));
    const ownDark = document.querySelector('[name="own_dark"]');
    const value = (token) => (token.endsWith('_dark') && !ownDark.checked ? defaults[token] : controls[token]?.value || defaults[token]);

    function show() {
      for (const sample of document.querySelectorAll('[data-sample]')) {
        for (const token of Object.keys(defaults)) {
          const suffix = sample.dataset.sample;
          if (suffix ? token.endsWith(suffix) : !token.endsWith('_dark')) {
            sample.style.setProperty(`--s-${token.replace('_dark', '').replace('_', '-')}`, value(token));
          }
        }
        sample.style.setProperty('--s-radius', `${value('radius')}px`);
        sample.style.fontFamily = FONTS[value('font')] ?? '';
      }
      const sentences = pairs.flatMap(({ one, other, least, sentence }) => {
        const found = contrast(value(one), value(other));
        return found < least ? [sentence.replace('%(found)s', figure(found)).replace('%(least)s', figure(least))] : [];
      });
      said.replaceChildren(...sentences.map((sentence) => Object.assign(document.createElement('li'), { textContent: sentence })));
      said.parentElement.classList.toggle('zf-note-attention', sentences.length > 0);
    }

    // A look to begin with: every control says it, as if it had been chosen there one by one.
    function take({ tokens }) {
      for (const [token, control] of Object.entries(controls)) control.value = tokens[token];
      const wanted = Object.keys(tokens).some((token) => token.endsWith('_dark') && tokens[token] !== defaults[token]);
      if (ownDark.checked !== wanted) ownDark.click();
      controls.accent.dispatchEvent(new Event('input', { bubbles: true }));
    }

    const presets = JSON.parse(document.getElementById('zf-presets').textContent);
    for (const button of document.querySelectorAll('[data-preset]')) {
      const preset = presets[button.dataset.preset];
      button.style.setProperty('--swatch', preset.tokens.accent);
      button.addEventListener('click', () => take(preset));
    }
    document.addEventListener('input', show);
    document.addEventListener('change', show);
    show();
  });
})();
