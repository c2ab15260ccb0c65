/** What the further kinds look like, in one sheet. */

import entries from './entries.css';
import files from './files.css';
import looks from './looks.css';
import records from './records.css';
import scales from './scales.css';

export const styles = scales + files + entries + records + looks;
