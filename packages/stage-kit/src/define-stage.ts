import type { AnyOutput, ValueOf } from '@tributary/cache-keys';
import type { DocumentEvent, DocumentSubmitted, EventClass, FlowStage, StageCompleted } from '@tributary/contracts';
import type { StagePolicy } from './backoff.js';
import type { Logger } from './ports/logger.js';

export type Reads = Readonly<Record<string, AnyOutput>>;
export type Writes = Readonly<Record<string, AnyOutput>>;
/** Values by the names a stage gave them. */
export type Values<R extends Reads> = { readonly [K in keyof R]: ValueOf<R[K]> };

/** What a stage knows beside its inputs. */
export interface StageContext<E extends DocumentEvent = DocumentEvent> {
  readonly documentUuid: string;
  readonly projectId: string;
  readonly version: number;
  /** What the stage's `settingsOf` gave for this document. */
  readonly settings: unknown;
  /** Grows with every run of this document and stage; a store with effects of its own refuses an older one (P-4). */
  readonly fence: number;
  readonly event: E;
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** Computes once per content and remembers it, for resuming inside a stage (P-6). `shared` memos serve all documents (P-43). */
  memo<T>(contentHash: string, compute: () => Promise<T> | T, scope?: 'document' | 'shared'): Promise<T>;
  /** Share of the work done, 0 to 1. */
  progress(share: number): void;
}

/** Outputs with an outcome that is not simply `completed` (P-8). */
export class StageEnd<Outputs> {
  constructor(
    readonly outcome: 'empty' | 'partial',
    readonly reason: string,
    readonly outputs: Outputs,
  ) {}
}

/** There was nothing to find, and the reason why. */
export function empty<Outputs>(reason: string, outputs: Outputs): StageEnd<Outputs> {
  return new StageEnd('empty', reason, outputs);
}

/** Some of it could not be read, and what. */
export function partial<Outputs>(reason: string, outputs: Outputs): StageEnd<Outputs> {
  return new StageEnd('partial', reason, outputs);
}

/** What an announcement adds to the ids and the outcome that every event carries. */
export type Announcement<E extends StageCompleted> = Omit<E, keyof StageCompleted>;

/** A unit of work: everything not said here belongs to the runtime. */
export interface StageDefinition<
  In extends DocumentEvent = DocumentEvent,
  R extends Reads = Reads,
  W extends Writes = Writes,
  Out extends StageCompleted = StageCompleted,
> {
  readonly name: FlowStage;
  /** Contract in. */
  readonly consumes: EventClass<In>;
  /** Cached inputs; rebuilt from Postgres on a miss. */
  readonly reads: R;
  /** Durable and cached before the next event goes out. */
  readonly writes: W;
  /** Next event. */
  readonly emits: EventClass<Out>;
  /** Whatever changes the output when it changes: settings, model, code version (P-1). */
  readonly fingerprint: unknown;
  /** What a document asks for beside that, such as its project's schema: joins the fingerprint, and `run` is given it. Asked once a delivery, before the run is granted. */
  settingsOf?(documentUuid: string): Promise<unknown>;
  /** Other than the stage's standard policy. */
  readonly policy?: Partial<StagePolicy>;
  run(inputs: Values<R>, context: StageContext<In>): Promise<Values<W> | StageEnd<Values<W>>> | Values<W> | StageEnd<Values<W>>;
  announce(outputs: Values<W>): Announcement<Out>;
  /** Documents found inside this one, to be submitted with it (P-21). */
  submits?(outputs: Values<W>, context: StageContext<In>): readonly (DocumentSubmitted & { readonly document_uuid: string })[];
}

/** Declares a stage; only the types work here. */
export function defineStage<In extends DocumentEvent, R extends Reads, W extends Writes, Out extends StageCompleted>(
  definition: StageDefinition<In, R, W, Out>,
): StageDefinition<In, R, W, Out> {
  return definition;
}
