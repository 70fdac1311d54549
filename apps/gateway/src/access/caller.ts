import { Problem } from '../problems/problem.js';
import type { ApiKey, Scope } from './api-keys.js';

/** Who asks, and what they may do and see. */
export class Caller {
  constructor(
    readonly name: string,
    private readonly scopes: readonly Scope[],
    /** Names of projects, or all. */
    readonly projects: readonly string[] | 'all',
  ) {}

  static ofKey(key: ApiKey): Caller {
    return new Caller(key.name, key.scopes, key.projects);
  }

  may(scope: Scope): boolean {
    return this.scopes.includes(scope) || this.scopes.includes('admin');
  }

  sees(project: string): boolean {
    return this.projects === 'all' || this.projects.includes(project);
  }

  /** Refuses a project that the key does not name. */
  requireProject(project: string): void {
    if (!this.sees(project)) throw new Problem(403, 'project_forbidden', `this key does not reach the project ${project}`);
  }

  /** A thing of a foreign project reads as absent: its existence is nobody's business. */
  requireSeen<T extends { readonly project: string }>(thing: T | undefined, what: string): T {
    if (thing === undefined || !this.sees(thing.project)) throw new Problem(404, 'not_found', `there is no ${what}`);
    return thing;
  }
}

/** Whoever is on this machine, when no key is configured. */
export const localCaller = new Caller('local', ['admin'], 'all');
