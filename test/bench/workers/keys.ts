/** Processes that every document passes. */
export const stages = 6;
/** Of every value, in seconds. */
export const ttlSeconds = 3_600;

/** The value that stage `at` wrote; stage 0 is what a document brings along. */
export const valueKey = (id: string, at: number) => `bench:value:${id}:${at}`;
export const stateKey = (id: string) => `bench:state:${id}`;
/** List of the documents that passed all stages. */
export const doneKey = 'bench:done';
/** List to which a worker that is no child of Node's pushes when it is ready. */
export const readyKey = 'bench:ready';
