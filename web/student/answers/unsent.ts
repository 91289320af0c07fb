import { createContext } from 'svelte';
import type { Unsent } from '../../../scoring/journal/device.ts';

/** Whoever shows the offer asks the device by this; the page's root provides it. */
export const [getUnsent, provideUnsent] = createContext<() => Unsent[]>();
