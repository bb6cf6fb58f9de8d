import { mount } from 'svelte';
import App from './App.svelte';
import { EngineClient } from './state/engine-client.svelte.ts';
import { forgetIfAsked } from './state/forget-everything.ts';
import { browserStore, Preferences } from './state/preferences.svelte.ts';
import { Workspace } from './state/workspace.svelte.ts';
import './ui/tokens.css';
import './ui/base.css';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');

const forgotten = await forgetIfAsked();
const preferences = new Preferences(browserStore(), navigator.languages);
const workspace = new Workspace(new EngineClient(), preferences);
if (forgotten !== null) {
  workspace.notices.info(forgotten.held.length === 0 ? 'forget.done' : 'forget.held');
}
// Evaluating the modules, drawing the frame and drawing the screen are tasks of their own, so that none is long.
setTimeout(() => {
  mount(App, { target, props: { workspace } });
});
