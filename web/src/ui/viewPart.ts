/** Lists one may look at, under one heading. */
export interface ViewPart {
  /** Null for those that need none. */
  readonly heading: string | null;
  readonly views: readonly {
    readonly address: string;
    readonly label: string;
    /** How many records it holds, as it is written; null while nobody knows. */
    readonly count: string | null;
  }[];
}
