import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { readPort, requireFree } from './port.ts';

describe('the port', () => {
  it.each([
    [undefined, 8787],
    ['', 8787],
    ['9000', 9000],
  ])('%j is %i', (text, port) => {
    expect(readPort(text)).toBe(port);
  });

  it.each(['abc', '0', '65536', '80.5', '-1', '8787 '])('%j is none', (text) => {
    expect(() => readPort(text)).toThrow('PORT');
  });

  it('that is taken is refused by its number, with the way to another one', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
    await expect(requireFree(port)).rejects.toThrow(new RegExp(`${port}[^]*PORT=\\d+ npm start`));
    await new Promise((resolve) => server.close(resolve));
    await expect(requireFree(port)).resolves.toBeUndefined();
  });
});
