import { posix } from 'node:path';
import type { Kind, Module, Package } from './workspace.js';

/** Node's modules that reach outside the process: domain code has no business there. */
const effects = /^(node:)?(fs|net|tls|http|https|http2|dgram|dns|child_process|cluster|worker_threads)(\/|$)/;

/** Entries that only tests may import. */
const forTests = /\/(testing|conformance|global-setup)$/;

/** Files in a domain or vocabulary package that touch the disk, and why: one loads what comes with the package, one is a tool. */
const exempt: Readonly<Record<string, string>> = {
  'packages/extraction/src/default-model.ts': 'gives the bytes of the model that is part of the package',
  'packages/contracts/src/generate/main.ts': 'is the program that writes the generated files',
};

/** Says in words which imports of a module are not allowed. */
export function violationsOf(module: Module, packages: readonly Package[], allowed: Record<Kind, readonly Kind[]>): string[] {
  return module.imports.flatMap((specifier) => {
    const complaint = complaintAbout(specifier, module, packages, allowed);
    return complaint === undefined ? [] : [`${module.file} imports ${specifier}: ${complaint}`];
  });
}

function complaintAbout(
  specifier: string,
  module: Module,
  packages: readonly Package[],
  allowed: Record<Kind, readonly Kind[]>,
): string | undefined {
  if (specifier.startsWith('.')) return escapes(specifier, module) ? 'outside its own package' : undefined;
  if (isDomain(module) && effects.test(specifier)) return 'domain code has no I/O';
  const target = packages.find(({ name }) => specifier === name || specifier.startsWith(`${name}/`));
  if (target === undefined) return undefined;
  if (!allowed[module.owner.kind].includes(target.kind)) return `${module.owner.kind} may not import ${target.kind}`;
  if (!target.entries.has(specifier)) return 'not part of its public API';
  if (target.kind === 'testing' || forTests.test(specifier)) return module.isTest ? undefined : 'testing is for tests';
  return undefined;
}

function isDomain({ owner, file, isTest }: Module): boolean {
  return (owner.kind === 'domain' || owner.kind === 'vocabulary') && !isTest && !(file in exempt);
}

function escapes(specifier: string, { file, owner }: Module): boolean {
  return !posix.join(posix.dirname(file), specifier).startsWith(`${owner.folder}/`);
}
