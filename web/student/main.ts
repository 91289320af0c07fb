import { mount } from 'svelte';
import App from './App.svelte';
import { askDemo } from './demo.svelte.ts';
import { registerService } from './service.ts';
import { Session } from './session.svelte.ts';

const target = document.getElementById('app');
if (!target) throw new Error('the page has no place for the app');
const session = new Session();
target.replaceChildren();
mount(App, { target, props: { session } });
void session.open();
void askDemo();
// Idle is the page on which nobody has typed anything yet.
const isIdle = () => document.querySelector<HTMLInputElement>('#card')?.value === '';
if (import.meta.env.PROD) registerService(isIdle);
