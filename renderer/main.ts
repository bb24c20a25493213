import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/range.css';
import { openBridge } from './bridge.ts';
import { keepLanguage, speakAsChosen } from './language.ts';

// First, for the app to be reached while the rest is on its way.
const bridge = openBridge();
await speakAsChosen();
const [{ mount }, { default: App }, { Studio }] = await Promise.all([
  import('svelte'),
  import('./App.svelte'),
  import('./state/studio.svelte.ts'),
]);
const studio = new Studio(bridge);
studio.changed(keepLanguage);
mount(App, { target: document.getElementById('app')!, props: { studio } });
