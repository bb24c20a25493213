/** US dollars: of a document, and of everything in this month. */
interface Dollars {
  project: number;
  month: number;
}

/** What has been spent, and the most that may be; null for no limit. */
export interface Budget {
  project: string;
  spent: Dollars;
  caps: { [Part in keyof Dollars]: number | null };
}
