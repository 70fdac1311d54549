/** How two names relate. `score` is 0 to 1: how sure one may be, by the names alone, that they mean the same. */
export interface NameComparison {
  readonly score: number;
  /** Constant phrases, in the order found: `same_name`, `initials`, `short_form`, `typing_error`, … */
  readonly evidence: readonly string[];
  /** Why they cannot be the same, whatever else agrees: `middle_name`, `generation`, `gender`, `legal_form`, `number`. */
  readonly conflict?: string;
}

export const differentNames: NameComparison = { score: 0, evidence: [] };

export function conflicting(conflict: string): NameComparison {
  return { score: 0, evidence: [], conflict };
}
