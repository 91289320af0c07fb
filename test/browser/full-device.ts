import type { Page } from '@playwright/test';
import { expect, saved } from './harbour.ts';

/** The page says that the school has everything. */
export async function sent(page: Page): Promise<void> {
  await expect(saved(page)).toHaveAttribute('data-level', 'school', { timeout: 15_000 });
}

/**
 * Makes a device whose two stores are full while its session storage holds `full`: call it before
 * the first page. The quota that a browser lets a test set reaches the file store only.
 */
export async function allowFilling(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const isFull = () => sessionStorage.getItem('full') !== null;
    type Method = (...given: unknown[]) => unknown;
    const post = Reflect.get(Worker.prototype, 'postMessage') as Method;
    Worker.prototype.postMessage = function (data, ...rest) {
      const { id, call } = data as { id: number; call: { kind: string } };
      if (!isFull() || call.kind !== 'append') {
        Reflect.apply(post, this, [data, ...rest]);
        return;
      }
      const answer = { data: { id, ok: false, why: 'full' } };
      setTimeout(() => this.dispatchEvent(new MessageEvent('message', answer)));
    };
    const put = Reflect.get(IDBObjectStore.prototype, 'put') as Method;
    IDBObjectStore.prototype.put = function (...given) {
      if (isFull()) throw new DOMException('full', 'QuotaExceededError');
      return Reflect.apply(put, this, given) as IDBRequest<IDBValidKey>;
    };
  });
}
