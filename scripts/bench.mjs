// `npm run bench`: the hand-over of documents through six processes, against what users would pick instead; programs of their own under test/bench.
// `npm run bench -- NAME` runs another one: reading (pages a second; `reading text`, `reading pixels` for one half), fairness, growth, warm (cached), real (work), graph (Neo4j).
import { join } from 'node:path';
import { foreground, root } from './bootstrap/steps.mjs';

const programs = ['reading', 'fairness', 'growth', 'warm', 'real', 'graph'];

/** @param args passed on, such as --rounds or --set */
export async function main(args) {
  const [program, rest] = programs.includes(args[0]) ? [`${args[0]}.js`, args.slice(1)] : ['main.js', args];
  return foreground(process.execPath, ['--enable-source-maps', join(root, 'test', 'dist', 'bench', program), ...rest], process.env);
}
