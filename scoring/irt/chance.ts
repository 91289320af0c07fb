import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/**
 * A stream of uniform numbers in [0, 1) that belongs to a seed and a key: the same for ever, whatever
 * other streams are drawn from. The key's state is four 32-bit words of FNV-1a (Fowler, Noll & Vo;
 * RFC 9923), each begun with the seed and stirred by the finaliser of MurmurHash3.
 */
export function openStream(seed: number, key: string): () => number {
  const state = [0, 1, 2, 3].map((word) => {
    let hash = Math.imul(0x811c9dc5 ^ seed, 0x01000193) ^ word;
    for (let at = 0; at < key.length; at++) {
      hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
    }
    return stir(hash + word * 0x9e3779b9);
  });
  const source = xoroshiro128plusFromState(state);
  return () => uniformFloat64(source);
}

function stir(hash: number): number {
  let word = hash | 0;
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return (word ^ (word >>> 16)) | 0;
}
