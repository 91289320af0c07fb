import { createServer } from 'node:net';
import { Refusal } from './refusal.ts';

/** The port from PORT, 8787 where it is not set. Throws Refusal when it is no port. */
export function readPort(text: string | undefined): number {
  if (text === undefined || text === '') return 8787;
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new Refusal(
    `PORT 要是 1 到 65535 的整數，不是「${text}」。`,
    `PORT wants a whole number from 1 to 65535, not "${text}".`,
  );
}

/** Throws Refusal when somebody already listens on the port. */
export async function requireFree(port: number): Promise<void> {
  const free = await new Promise<boolean>((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(false);
    });
    probe.listen(port, '127.0.0.1', () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
  if (free) return;
  const other = port === 8788 ? 8789 : 8788;
  throw new Refusal(
    `連接埠 ${port} 已經有程式在用。換一個：PORT=${other} npm start`,
    `Port ${port} is in use. Take another one: PORT=${other} npm start`,
  );
}
