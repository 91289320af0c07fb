import { packAnswers } from '../../../scoring/journal/answer-code.ts';
import { cutCodes } from '../../kit/scan/answer-chunks.ts';
import { type Carried, drawState } from './held.ts';
import { sealAnswers } from './seal.ts';

/** The last answers of an attempt as texts for codes; undefined where they do not fit. */
export async function writeCodes(one: Carried): Promise<string[] | undefined> {
  const state = drawState(one);
  if (!state) return undefined;
  const plain = await deflate(JSON.stringify(state));
  return cutCodes(packAnswers(await sealAnswers(one.answerKey, one.of, plain)));
}

async function deflate(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}
