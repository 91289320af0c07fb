import { mount } from 'svelte';
import App from './App.svelte';
import { askDemo } from './demo.svelte.ts';
import { listHeld } from './outside.ts';
import { readLink } from './prepare/link.ts';
import { awaitInstallOffer } from './prepare/install.svelte.ts';
import { registerService } from './service.ts';
import { Session } from './session.svelte.ts';

const target = document.getElementById('app');
if (!target) throw new Error('the page has no place for the app');
const session = new Session();
// Idle is the page on which nobody has typed anything yet, while no other tab has a pupil's work.
const isIdle = async () =>
  document.querySelector<HTMLInputElement>('#card')?.value === '' &&
  (await listHeld()).every((attempt) => session.holds(attempt));
let isKept = !import.meta.env.PROD;
function keepApp(): void {
  if (!isKept) registerService(isIdle);
  isKept = true;
}
awaitInstallOffer();
// Where a whole room opens a class link, each device waits for its turn before it fetches the app.
if (readLink(location.hash)?.kind !== 'class') keepApp();
const opened = session.open();
target.replaceChildren();
mount(App, { target, props: { session, opened, keepApp } });
void askDemo();
