import type { Answer } from './wire.ts';

/** Counts answers: errors by their code, and how long those that matter took. */
export class Tally {
  requests = 0;
  readonly errors = new Map<string, number>();
  readonly #ms: number[] = [];

  /** `isTimed`: its time is one of those that are reported. */
  note({ status, text, ms }: Answer, { isTimed }: { isTimed: boolean }): void {
    this.requests += 1;
    if (isTimed) this.#ms.push(ms);
    if (status >= 200 && status < 300) return;
    const code = /"code":"(?<code>[^"]+)"/.exec(text)?.groups?.['code'] ?? '';
    const name = `${status} ${code}`.trim();
    this.errors.set(name, (this.errors.get(name) ?? 0) + 1);
  }

  /** Such as `p50 3, p95 8, p99 14 ms`. */
  get times(): string {
    const sorted = this.#ms.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
    return `p50 ${at(0.5).toFixed(0)}, p95 ${at(0.95).toFixed(0)}, p99 ${at(0.99).toFixed(0)} ms`;
  }

  get failures(): string {
    const all = [...this.errors].map(([name, count]) => `${count} × ${name}`);
    return all.length === 0 ? 'no error' : all.join(', ');
  }
}
