import type { Container } from '../../../scoring/wire/world.ts';
import { m } from '../paraglide/messages.js';

/** The colour's letter of a container, in the wire's code. */
export function colourOf(container: Container): 'r' | 'b' | 'y' {
  const letter = container.charAt(0);
  return letter === 'r' || letter === 'b' ? letter : 'y';
}

/** Colour and weight in words. */
export function sayContainer(container: Container): string {
  return m.kit_world_box({ colour: sayColour(container), weight: container.slice(1) });
}

/** What is written on a container: the colour's first letter and the weight. */
export function labelOf(container: Container): string {
  return sayColour(container).charAt(0).toUpperCase() + container.slice(1);
}

function sayColour(container: Container): string {
  return { r: m.kit_world_r, b: m.kit_world_b, y: m.kit_world_y }[colourOf(container)]();
}
