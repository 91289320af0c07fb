import type { Unsent } from '../../../scoring/journal/device.ts';
import { writeFiles } from './answer-file.ts';
import { listCarried } from './held.ts';

/** Saves all of these as files where the browser keeps downloads; answers their names. Deletes nothing. */
export async function saveFiles(unsent: readonly Unsent[]): Promise<string[]> {
  const files = await writeFiles(await listCarried(unsent), new Date());
  for (const { name, text } of files) {
    const url = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => {
      URL.revokeObjectURL(url);
    }, 60_000);
  }
  return files.map(({ name }) => name);
}
