import { GroupCommit } from '../record/group-commit.js';
import type { Database } from '../schema/index.js';
import { type Acceptance, acceptSubmissions, type Submission, submissionKeys } from './accept-submissions.js';

/** Submissions in one transaction. */
const maxItems = 256;

/** The door's record: who submitted what, and what became of it. */
export interface Intake {
  /** Recognises repeated events and known contents; a new document, its event and its first outbox row are written in one transaction, shared with others. */
  accept(submission: Submission): Promise<Acceptance>;
  /** Waits for what is running. */
  close(): Promise<void>;
}

export interface IntakeOptions {
  readonly clock?: () => Date;
  /** Documents of a project or batch under way, beyond which further ones that ask for no priority go to the bulk lane (P-73). Default 100. */
  readonly bulkAfter?: number;
}

export function createIntake(db: Database, { clock = () => new Date(), bulkAfter = 100 }: IntakeOptions = {}): Intake {
  const submissions = new GroupCommit<Submission, Acceptance>({
    keysOf: submissionKeys,
    run: (items) => acceptSubmissions(db, items, { now: clock(), bulkAfter }),
    maxItems,
  });
  return { accept: (submission) => submissions.submit(submission), close: () => submissions.idle() };
}
