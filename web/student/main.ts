import { mount } from 'svelte';
import App from './App.svelte';
import { askDemo } from './demo.svelte.ts';
import { listHeld } from './outside.ts';
import { registerService } from './service.ts';
import { Session } from './session.svelte.ts';

const target = document.getElementById('app');
if (!target) throw new Error('the page has no place for the app');
const session = new Session();
target.replaceChildren();
mount(App, { target, props: { session } });
void session.open();
void askDemo();
// Idle is the page on which nobody has typed anything yet, while no other tab has a pupil's work.
const isIdle = async () =>
  document.querySelector<HTMLInputElement>('#card')?.value === '' &&
  (await listHeld()).every((attempt) => session.holds(attempt));
if (import.meta.env.PROD) registerService(isIdle);
