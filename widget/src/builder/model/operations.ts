/** All edits of a draft: each a function that gives the next draft. See `store.ts` for what they share. */

export * from './operations/choices';
export * from './operations/endings';
export * from './operations/fields';
export * from './operations/routes';
export * from './operations/steps';
export * from './operations/variables';
export { inField, inStep, patched, together } from './operations/edit';
export { copied, newId } from './operations/fresh';
