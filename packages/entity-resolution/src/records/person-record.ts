/** A row of a table about people, as spreadsheets and registers hold it. Empty: not said. */
export interface PersonRecord {
  readonly id: string;
  readonly first_name: string;
  readonly surname: string;
  /** ISO date. */
  readonly dob: string;
  readonly city: string;
  readonly email: string;
}
