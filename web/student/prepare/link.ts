/** What an address's fragment asks for. Its code never travels to a server with the address. */
export type Link =
  /** `#card=…`: a login card that was scanned. */
  | { kind: 'card'; code: string }
  /** `#class=…`: prepare this device for the class. */
  | { kind: 'class'; code: string }
  /** `#prepared=…`: prepared just now and started anew: is all of it still there? */
  | { kind: 'prepared'; code: string };

const KINDS = ['card', 'class', 'prepared'] as const;

/** Undefined without any of them. */
export function readLink(hash: string): Link | undefined {
  const fields = new URLSearchParams(hash.slice(1));
  for (const kind of KINDS) {
    const code = fields.get(kind);
    if (code !== null) return { kind, code };
  }
  return undefined;
}

/** The code in what a camera read: a link of ours or a bare code; undefined in anything else. */
export function readScan(text: string): string | undefined {
  const hash = text.indexOf('#');
  const link = hash < 0 ? undefined : readLink(text.slice(hash));
  if (link) return link.code;
  return /^[0-9A-Za-z*~$=\s-]{12,20}$/.test(text) ? text : undefined;
}
