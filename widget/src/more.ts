/** Further kinds of fields: imported by the runtime before it shows a flow that has any of them. */

export { kinds } from './engine/more';
export { tests } from './engine/more/tests';
export { views } from './ui/more';
export { styles } from './ui/more/styles';
export { recover, upload } from './upload';
