import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Linux counts in pages of 4 kB on every machine this runs on; the others say kilobytes through `ps`. */
const linuxPage = 4096;

/** Memory that a process really holds, in bytes; undefined once it is gone. */
export async function residentBytes(pid: number): Promise<number | undefined> {
  try {
    if (process.platform === 'linux') {
      const [, pages] = (await readFile(`/proc/${pid}/statm`, 'latin1')).split(' ');
      return Number(pages) * linuxPage;
    }
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
    return Number(stdout.trim()) * 1024;
  } catch {
    // The process has ended between two looks at it; its end is reported by its own event.
    return undefined;
  }
}
