import { mount } from 'svelte';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/range.css';
import { openBridge } from './bridge.ts';
import DictationWindow from './dictation/DictationWindow.svelte';
import { DictationRoom } from './state/dictation-room.svelte.ts';

const room = new DictationRoom(openBridge());
mount(DictationWindow, { target: document.getElementById('app')!, props: { room } });
