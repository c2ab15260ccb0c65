/** Make the parts of served flows, with every key. */

let count = 0;
export const id = () => `40000000-0000-4000-8000-${String((count += 1)).padStart(12, '0')}`;

export const field = (key, kind, label, more = {}) => ({
  id: id(), key, kind, label, help: null, required: true, visible_if: null, config: {}, choices: [], purpose: null,
  data_class: 'none', required_if: null, required_message: null, invalid_message: null, checks: [], fields: [], ...more,
});
export const choice = (value, label) => ({ id: id(), value, label, help: null, picture: null, score: null });
export const step = (title, ...fields) => ({ id: id(), title, text: null, visible_if: null, fields, routes: [] });
