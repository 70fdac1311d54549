// The few calls of the gateway's HTTP API that the quickstart makes.

import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { Complaint } from '../bootstrap/steps.mjs';

/** Files sent in one request: few enough for the gateway's limit of one upload. */
const filesPerRequest = 20;

/** A client of one gateway. */
export class Api {
  constructor(url) {
    this.url = url;
  }

  async get(path, query = {}) {
    const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== undefined && value !== null));
    return answer(await fetch(`${this.url}${path}?${search}`));
  }

  /** All items of a list, page by page. */
  async *list(path, query) {
    let cursor;
    do {
      const page = await this.get(path, { ...query, cursor });
      yield* page.items;
      cursor = page.next_cursor;
    } while (cursor !== null && cursor !== undefined);
  }

  async createProject(project) {
    const known = await fetch(`${this.url}/v1/projects/${project}`);
    if (known.status === 404) await this.#post('/v1/projects', JSON.stringify({ project }), { 'content-type': 'application/json' });
  }

  /** Uploads files in groups and answers the receipts, one per group. */
  async submit(project, files) {
    const receipts = [];
    for (let at = 0; at < files.length; at += filesPerRequest) {
      const form = new FormData();
      for (const { path, name } of files.slice(at, at + filesPerRequest))
        form.append('files', await openAsBlob(path), name || basename(path));
      receipts.push(await this.#post(`/v1/projects/${project}/documents`, form));
    }
    return receipts;
  }

  async #post(path, body, headers = {}) {
    return answer(await fetch(`${this.url}${path}`, { method: 'POST', body, headers: { ...headers, 'idempotency-key': randomUUID() } }));
  }
}

async function answer(response) {
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  throw new Complaint(`${new URL(response.url).pathname} answered ${response.status}: ${detail(text)}`);
}

function detail(text) {
  try {
    const problem = JSON.parse(text);
    return problem.detail ?? problem.title ?? text;
  } catch {
    return text.slice(0, 200);
  }
}
