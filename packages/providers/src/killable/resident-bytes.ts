import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Linux counts in pages of 4 kB on every machine this runs on; the others say kilobytes through `ps`. */
const linuxPage = 4096;

/** Memory that a process and the programs it started really hold, in bytes; undefined once it is gone. */
export async function residentBytes(pid: number): Promise<number | undefined> {
  try {
    if (process.platform !== 'linux') return await groupBytes(pid);
    const [own, started] = await Promise.all([linuxBytes(pid), startedBy(pid)]);
    const more = await Promise.all(started.map((child) => linuxBytes(child).catch(() => 0)));
    return more.reduce((sum, bytes) => sum + bytes, own);
  } catch {
    // The process has ended between two looks at it; its end is reported by its own event.
    return undefined;
  }
}

async function linuxBytes(pid: number): Promise<number> {
  const [, pages] = (await readFile(`/proc/${pid}/statm`, 'latin1')).split(' ');
  return Number(pages) * linuxPage;
}

/** Node starts programs from its main thread; none of ours starts others. */
async function startedBy(pid: number): Promise<readonly number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'latin1');
  return children.split(' ').filter(Boolean).map(Number);
}

/** Of the process group that the process leads. */
async function groupBytes(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pgid=,rss=']);
  const members = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  return members.reduce((sum, [group, kilobytes = 0]) => sum + (group === pid ? kilobytes * 1024 : 0), 0);
}
