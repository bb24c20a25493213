import { mount } from 'svelte';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/range.css';
import App from './App.svelte';
import { openBridge } from './bridge.ts';
import { Studio } from './state/studio.svelte.ts';

const studio = new Studio(openBridge());
mount(App, { target: document.getElementById('app')!, props: { studio } });
