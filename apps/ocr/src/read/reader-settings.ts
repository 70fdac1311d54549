import { availableParallelism } from 'node:os';
import type { ParseLimits } from '@tributary/parsing';
import type { EngineSettings } from '@tributary/providers';

/** What reading may cost, and how it is done. */
export interface ReaderSettings {
  /** Children at once, each reading a document or a page. */
  readonly children: number;
  /** Of one child, all its memory; a child that needs more is killed. Bytes. */
  readonly maxChildBytes: number;
  /** From one page to the next, and for opening a document. */
  readonly pageTimeoutMs: number;
  readonly documentTimeoutMs: number;
  /** Pages of one document at an endpoint at once. */
  readonly endpointPages: number;
  /** A child is replaced after this many jobs, so that what libraries leak does not add up. */
  readonly jobsPerChild: number;
  /** At which pages of a PDF are rendered to be read. */
  readonly dpi: number;
  readonly limits: ParseLimits;
  readonly engine: EngineSettings;
  /** Entry of the child, compiled. */
  readonly childEntry?: string;
}

export const defaultReaderSettings: Omit<ReaderSettings, 'limits'> = {
  children: availableParallelism(),
  maxChildBytes: 1536 * 1024 * 1024,
  pageTimeoutMs: 120_000,
  documentTimeoutMs: 30 * 60_000,
  endpointPages: 4,
  jobsPerChild: 200,
  dpi: 300,
  engine: { kind: 'embedded' },
};
