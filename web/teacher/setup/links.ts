/** Addresses that are printed, shown as QR codes or copied. A secret stands in the fragment only. */
export function nameClassLink(origin: string, code: string): string {
  return `${origin}/#class=${code}`;
}

export function nameCardLink(origin: string, card: string): string {
  return `${origin}/#card=${card}`;
}

export function namePassLink(origin: string, pass: string): string {
  return `${origin}/teacher/#/pass=${pass}`;
}

/** The pass in an address's path, `#/pass=…`; undefined without one. */
export function readPassPart(part: string | undefined): string | undefined {
  return part?.startsWith('pass=') ? part.slice('pass='.length) : undefined;
}
