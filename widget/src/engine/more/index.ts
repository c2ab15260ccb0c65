/** The twins of all kinds that come with more.js; a new kind is one row here. */

import type { Kind } from '../kind';

export const kinds: Record<string, Kind> = {};
