import { documentsApi } from './documents-api.js';
import { graphApi } from './graph-api.js';
import { type ApiClientOptions, createHttp } from './http.js';
import { operationsApi } from './operations-api.js';
import { reviewApi } from './review-api.js';

/** Everything the gateway offers, one method per endpoint. Failures are `ApiError` or `GatewayUnreachableError`. */
export function createApiClient(options: ApiClientOptions) {
  const http = createHttp(options);
  return { ...documentsApi(http), ...graphApi(http), ...reviewApi(http), ...operationsApi(http) };
}

export type ApiClient = ReturnType<typeof createApiClient>;

/** All items of a list, part after part: `for await (const document of allPages((cursor) => api.documents({ cursor })))`. */
export async function* allPages<T>(
  load: (page: { readonly cursor?: string }) => Promise<{ readonly items: readonly T[]; readonly next_cursor: string | null }>,
): AsyncGenerator<T> {
  let cursor: string | null = null;
  do {
    const page: { readonly items: readonly T[]; readonly next_cursor: string | null } = await load(cursor === null ? {} : { cursor });
    yield* page.items;
    cursor = page.next_cursor;
  } while (cursor !== null);
}
