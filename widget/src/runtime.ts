/** The runtime: defines the element. Loaded by the loader, and by the preview. */

import { Assistant } from './ui/element';

if (!customElements.get('zenflow-assistant')) customElements.define('zenflow-assistant', Assistant);
