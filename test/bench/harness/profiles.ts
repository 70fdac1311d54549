import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly children?: readonly number[];
}

interface Profile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Where the processes of a run spent their time, in microseconds of samples that were not idle. */
export interface Spent {
  /** Under a frame of a domain package: the stages' own computing. */
  readonly own: number;
  readonly all: number;
  /** Self time by place, the largest first. */
  readonly hottest: readonly (readonly [place: string, microseconds: number])[];
}

/** Packages whose functions are what a stage computes. */
const domain =
  /\/packages\/(parsing|chunking|extraction|entity-resolution|knowledge-graph|providers)\/dist\/|\/(tesseract|sharp|pdfjs|pdfium)[^/]*\//;
const idle = new Set(['(idle)', '(program)']);

/** Adds up the profiles that Node left in a folder (`--cpu-prof`). */
export function timeSpent(folder: string): Spent {
  let own = 0;
  let all = 0;
  const places = new Map<string, number>();
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.cpuprofile'))) {
    const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Profile;
    const byId = new Map(nodes.map((node) => [node.id, node]));
    const isOwn = ownNodes(nodes);
    for (const [index, id] of samples.entries()) {
      const { functionName, url } = byId.get(id)?.callFrame ?? { functionName: '', url: '' };
      if (idle.has(functionName)) continue;
      const spent = timeDeltas[index] ?? 0;
      all += spent;
      if (isOwn.has(id)) own += spent;
      const place = `${functionName || '(anonymous)'} ${url.replace(/^.*\/(?=(packages|apps|node_modules)\/)/, '')}`;
      places.set(place, (places.get(place) ?? 0) + spent);
    }
  }
  return { own, all, hottest: [...places].sort((a, b) => b[1] - a[1]) };
}

/** Nodes that are, or were called by, a frame of a domain package. */
function ownNodes(nodes: readonly ProfileNode[]): ReadonlySet<number> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const own = new Set<number>();
  const walk = (node: ProfileNode, inherited: boolean) => {
    const isOwn = inherited || domain.test(node.callFrame.url);
    if (isOwn) own.add(node.id);
    for (const id of node.children ?? []) {
      const child = byId.get(id);
      if (child !== undefined) walk(child, isOwn);
    }
  };
  const [first] = nodes;
  if (first !== undefined) walk(first, false);
  return own;
}
