/**
 * Answers that leave a device by hand, sealed with HPKE (RFC 9180). Its `info` names the use, its
 * `aad` the attempt that the seal is bound to: moved to another attempt it does not open.
 */
export const ANSWERS_INFO = 'ct-harbour answers 1';

/** What sealed answers belong to. */
export interface AnswersOf {
  campaign: string;
  /** Four symbols. */
  sitting: string;
  /** UUID. */
  attempt: string;
}

/** The `aad` of sealed answers, as text. */
export function nameAnswers({ campaign, sitting, attempt }: AnswersOf): string {
  return `${campaign}/${sitting}/${attempt}`;
}

/** Sealed answers as bytes: what answer codes come to when they are all read. */
export interface PackedAnswers extends AnswersOf {
  /** Encapsulated key: ENC bytes. */
  enc: Uint8Array<ArrayBuffer>;
  /** Ciphertext. */
  sealed: Uint8Array<ArrayBuffer>;
}

const VERSION = 1;
/** Bytes of an encapsulated key of DHKEM(P-256): an uncompressed point. */
const ENC = 65;
const SITTING_AT = 1;
const ATTEMPT_AT = 5;
const CAMPAIGN_AT = 22;

/**
 * `version (1) ‖ sitting (4, ASCII) ‖ attempt (16) ‖ n (1) ‖ campaign (n, ASCII) ‖ enc (65) ‖
 * ciphertext`. Throws RangeError where a part has another length.
 */
export function packAnswers({
  campaign,
  sitting,
  attempt,
  enc,
  sealed,
}: PackedAnswers): Uint8Array<ArrayBuffer> {
  const uuid = attempt.replaceAll('-', '').match(/../g) ?? [];
  if (sitting.length !== 4 || uuid.length !== 16 || campaign.length > 255 || enc.length !== ENC)
    throw new RangeError('answers that cannot be packed');
  const bytes = new Uint8Array(CAMPAIGN_AT + campaign.length + ENC + sealed.length);
  bytes[0] = VERSION;
  bytes.set(toAscii(sitting), SITTING_AT);
  bytes.set(
    uuid.map((pair) => Number.parseInt(pair, 16)),
    ATTEMPT_AT,
  );
  bytes[CAMPAIGN_AT - 1] = campaign.length;
  bytes.set(toAscii(campaign), CAMPAIGN_AT);
  bytes.set(enc, CAMPAIGN_AT + campaign.length);
  bytes.set(sealed, CAMPAIGN_AT + campaign.length + ENC);
  return bytes;
}

/** The parts again; undefined where the bytes are too short or of another version. */
export function unpackAnswers(bytes: Uint8Array<ArrayBuffer>): PackedAnswers | undefined {
  const encAt = CAMPAIGN_AT + (bytes[CAMPAIGN_AT - 1] ?? 0);
  const sealedAt = encAt + ENC;
  if (bytes[0] !== VERSION || bytes.length <= sealedAt) return undefined;
  const hex = Array.from(bytes.subarray(ATTEMPT_AT, ATTEMPT_AT + 16), (byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  const attempt = hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const text = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  return {
    campaign: text(CAMPAIGN_AT, encAt),
    sitting: text(SITTING_AT, ATTEMPT_AT),
    attempt,
    enc: bytes.slice(encAt, sealedAt),
    sealed: bytes.slice(sealedAt),
  };
}

function toAscii(text: string): number[] {
  return Array.from(text, (symbol) => symbol.charCodeAt(0));
}
