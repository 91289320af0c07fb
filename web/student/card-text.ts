import { parseCard } from '../../scoring/journal/card.ts';
import { foldCode, formatCode } from '../../scoring/journal/code.ts';
import { m } from '../kit/paraglide/messages.js';

/** What was typed, grouped as on the card, with at most its twelve symbols. */
export function groupCard(text: string): string {
  return formatCode(foldCode(text).slice(0, 12));
}

/** Why a typed code cannot be right, in words; undefined when it can. */
export function sayCardFault(text: string): string | undefined {
  const reading = parseCard(text);
  if (reading.ok) return undefined;
  switch (reading.why) {
    case 'empty':
      return m.student_card_empty();
    case 'length':
      return m.student_card_length({ count: foldCode(text).length });
    case 'symbol':
      return m.student_card_symbol();
    case 'check':
      return m.student_card_check();
  }
}
