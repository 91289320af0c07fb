import type { AnswerFile, SealedAttempt } from '../../../scoring/wire/answer-file.ts';
import { m } from '../../kit/paraglide/messages.js';
import { type Carried, drawJournal } from './held.ts';
import { sealAnswers } from './seal.ts';

/** Characters of one file: the server takes five million bytes. */
const MOST = 4_500_000;

/** All of these attempts, sealed: one file, or more where one would be too large. */
export async function writeFiles(
  carried: readonly Carried[],
  now: Date,
): Promise<{ name: string; text: string }[]> {
  const parts: { seats: string; attempts: SealedAttempt[]; size: number }[] = [];
  for (const one of carried) {
    const attempt = await sealJournal(one);
    const size = attempt.sealed.length;
    const last = parts.at(-1);
    const seat = `${one.label.className}_${one.label.seat}`;
    if (last && last.size + size <= MOST) {
      last.attempts.push(attempt);
      last.size += size;
    } else parts.push({ seats: seat, attempts: [attempt], size });
  }
  return parts.map(({ seats, attempts }) => ({
    name: nameFile(seats, attempts.length - 1, now),
    text: JSON.stringify({
      format: 'ct-harbour-answers',
      version: 1,
      attempts,
    } satisfies AnswerFile),
  }));
}

async function sealJournal(one: Carried): Promise<SealedAttempt> {
  const plain = new Uint8Array(new TextEncoder().encode(JSON.stringify(drawJournal(one))));
  const { enc, sealed } = await sealAnswers(one.answerKey, one.of, plain);
  return { ...one.of, enc: toBase64(enc), sealed: toBase64(sealed) };
}

/** Class, seat and time, so that fifty of them in one folder are told apart. */
function nameFile(seat: string, others: number, now: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  const time = `${day}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
  const who = others > 0 ? `${seat}+${others}` : seat;
  return `${m.student_byhand_file()}_${who.replace(/[\\/:*?"<>|\s]+/g, '-')}_${time}.ctanswers`;
}

/** In pieces: an argument list has an end. */
function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192)
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}
