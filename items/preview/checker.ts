import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { Finding } from '../check.ts';
import { ITEMS } from '../bank.ts';

/** What the check has found so far, and whether it is still at work. */
interface Findings {
  working: boolean;
  findings: Finding[];
}

/**
 * Keeps what the check says of each item. The check runs in a process of its own, one at a time:
 * its searches take seconds, and the page must answer meanwhile. A fresh process also reads the
 * rules anew when they have changed.
 */
export class Checker {
  readonly #found = new Map<string, Finding>();
  readonly #tell: () => void;
  #begun = false;
  #working = false;
  /** Items to check next; an empty list stands for the whole bank. */
  #next: string[] | undefined;

  constructor(tell: () => void) {
    this.#tell = tell;
  }

  /** The first one who asks has the whole bank checked. */
  read(): Findings {
    if (!this.#begun) this.check([]);
    return { working: this.#working, findings: [...this.#found.values()] };
  }

  check(ids: string[]): void {
    this.#begun = true;
    const isWhole = ids.length === 0 || this.#next?.length === 0;
    this.#next = isWhole ? [] : [...new Set([...(this.#next ?? []), ...ids])];
    this.#work();
  }

  #work(): void {
    const ids = this.#next;
    if (this.#working || !ids) return;
    this.#working = true;
    this.#next = undefined;
    const args = [join(ITEMS, 'cli.ts'), 'check', '--json', ...ids];
    execFile(process.execPath, args, { maxBuffer: 1 << 28 }, (_, output, complaint) => {
      this.#working = false;
      if (output.startsWith('[')) this.#take(output, ids);
      else console.error(complaint);
      this.#tell();
      this.#work();
    });
  }

  #take(output: string, ids: string[]): void {
    const findings = JSON.parse(output) as Finding[];
    if (ids.length === 0) this.#found.clear();
    for (const finding of findings) this.#found.set(finding.name, finding);
  }
}
