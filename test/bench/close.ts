import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { Line } from './figure.ts';

/** Megabytes of old space that the child may have: the object's 128 MB hold more than one thing. */
const HEAP_MB = 64;
const PUPILS = [5_000, 15_000];
const TARGET = { cpu: 5, live: 48 };

interface Measured {
  heaviest: { cpu: number; step: string };
  largest: { live: number; step: string };
  slices: number;
}

/** The close of a campaign, slice by slice, in a Node child with a small heap. */
export function benchClose(): Line[] {
  return PUPILS.flatMap((pupils) => {
    const { heaviest, largest, slices } = measure(pupils);
    const name = `close of ${pupils} pupils in ${slices} slices`;
    return [
      {
        name: `${name}, CPU of the heaviest`,
        figure: `${heaviest.cpu.toFixed(2)} s (${heaviest.step})`,
        ratio: `${(heaviest.cpu / TARGET.cpu).toFixed(2)} of what is allowed`,
      },
      {
        name: `${name}, live memory of the largest`,
        figure: `${largest.live.toFixed(0)} MB (${largest.step})`,
        ratio: `${(largest.live / TARGET.live).toFixed(2)} of what is allowed`,
      },
    ];
  });
}

function measure(pupils: number): Measured {
  const child = resolve(import.meta.dirname, 'close-child.ts');
  const flags = [`--max-old-space-size=${HEAP_MB}`, '--expose-gc'];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...flags, child, String(pupils)],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`the close of ${pupils} pupils did not end: ${stderr}`);
  return JSON.parse(stdout) as Measured;
}
