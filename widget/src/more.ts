/** What few flows need: imported by the runtime before it shows one that does. */

export { tell } from './engine/more/telling';
export { teach } from './engine/more/teaching';
export { dress } from './ui/more/dress';
export { page } from './ui/more/endings';
export { views } from './ui/more';
export { styles } from './ui/more/styles';
export { recover, upload } from './upload';
