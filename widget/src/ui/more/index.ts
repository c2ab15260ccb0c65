/** The views of all kinds that come with more.js. */

import type { Kind } from '../kinds/kind';

export const views: Record<string, Kind> = {};
