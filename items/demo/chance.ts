import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of chance. Streams of different paths are independent, in whatever order they are used. */
export interface Chance {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Uniform whole number, both ends included. */
  whole(from: number, to: number): number;
  /** Standard normal (Box and Muller 1958). */
  normal(): number;
  /** True with probability `p`. */
  hit(p: number): boolean;
  /** One of a list that is not empty; throws on an empty one. */
  pick<T>(list: readonly T[]): T;
  shuffled<T>(list: readonly T[]): T[];
}

/** The stream of a seed and a path such as `pupil/…`: the same for ever. */
export function openChance(seed: string, path: string): Chance {
  const digest = new DataView(sha256(utf8ToBytes(`${seed}/${path}`)).buffer);
  const state = [0, 4, 8, 12].map((at) => digest.getInt32(at));
  const source = xoroshiro128plusFromState(state);
  const uniform = () => uniformFloat64(source);
  const whole = (from: number, to: number) => uniformInt(source, from, to);
  return {
    uniform,
    whole,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    hit: (p) => uniform() < p,
    pick: (list) => getAt(list, whole(0, list.length - 1)),
    shuffled: (list) =>
      list
        .map((value) => ({ value, at: uniform() }))
        .sort((a, b) => a.at - b.at)
        .map(({ value }) => value),
  };
}

function getAt<T>(list: readonly T[], index: number): T {
  if (index < 0 || index >= list.length) throw new RangeError('nothing to pick from');
  return list[index] as T;
}

/** So many hex digits (64 at most) that belong to a seed and a path. */
export function hexOf(seed: string, path: string, digits: number): string {
  return bytesToHex(sha256(utf8ToBytes(`${seed}/${path}`))).slice(0, digits);
}

/** A UUID of version 8 (RFC 9562: content of one's own) that belongs to a seed and a path. */
export function uuidOf(seed: string, path: string): string {
  const hex = hexOf(seed, path, 32);
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20),
  ];
  return parts.join('-');
}
