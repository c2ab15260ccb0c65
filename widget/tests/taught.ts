/** Teaches the engine all that more.js brings, as the runtime does for a flow that needs it. */

import { KINDS } from '../src/engine/kinds';
import { teach } from '../src/engine/more/teaching';
import { comparable, OPERATORS } from '../src/engine/operators';
import { reckoning } from '../src/engine/path';

teach(KINDS, OPERATORS, comparable, reckoning);
