/** What is wrong with the surroundings, and what to do about it: the service does not start. */
export class BootError extends Error {
  override readonly name = 'BootError';
}
