import * as v from 'valibot';
import { Health } from '../../scoring/wire/health.ts';

const KEY = 'demo';
let demo = $state(wasDemo());

/** Is everything here made up? As last heard: the label stays on a device without a network. */
export const isDemo = () => demo;

function wasDemo(): boolean {
  try {
    return localStorage.getItem(KEY) === 'yes';
  } catch {
    return false;
  }
}

/** Asks the server once a start. */
export async function askDemo(): Promise<void> {
  try {
    const response = await fetch('/api/health');
    demo = v.parse(Health, await response.json()).demo;
    localStorage.setItem(KEY, demo ? 'yes' : 'no');
  } catch {
    // No answer, or a captive portal's: what was heard before still holds. Or nothing can be kept.
  }
}
