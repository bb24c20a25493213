import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/range.css';
import { openBridge } from './bridge.ts';
import { keepLanguage, speakAsChosen } from './language.ts';

await speakAsChosen();
const [{ mount }, { default: DictationWindow }, { DictationRoom }] = await Promise.all([
  import('svelte'),
  import('./dictation/DictationWindow.svelte'),
  import('./state/dictation-room.svelte.ts'),
]);
document.title = 'Dictation – Lectern';
const room = new DictationRoom(openBridge());
room.changed(keepLanguage);
mount(DictationWindow, { target: document.getElementById('app')!, props: { room } });
