import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/range.css';
import { openBridge } from './bridge.ts';
import { keepLanguage, speakAsChosen } from './language.ts';
import { pictured } from './pictured.ts';

// First, for the app to be reached while the rest is on its way.
const bridge = openBridge();
await speakAsChosen();
const [{ mount }, { default: App }, { Studio }, { number }] = await Promise.all([
  import('svelte'),
  import('./App.svelte'),
  import('./state/studio.svelte.ts'),
  import('../app/words/figures.ts'),
]);
const studio = new Studio(bridge, pictured);
studio.changed(keepLanguage);
mount(App, { target: document.getElementById('app')!, props: { studio } });
// The first number takes a browser some 20 ms; there is time for it while the app is asked.
number(0);
