/** A line of history as pages show it, of whatever record; and what gives it words in the reader's language. */
export interface ToldLine {
  readonly id: string;
  readonly at: string;
  /** When it was entered, where that was later than it happened. */
  readonly enteredAt?: string | null;
  readonly by: { readonly kind: string; readonly person?: { readonly id: string; readonly name: string } };
  readonly content:
    | { readonly kind: 'comment' | 'workNote'; readonly text: string }
    | { readonly kind: 'change'; readonly action: string; readonly reason: string | null };
}

export interface WordedChange {
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
  /** Set where the field alone says it all: what it is about, for those who do not see where it stands. */
  readonly bare?: string;
}

/** Words for lines of history. */
export interface LineWords<Line extends ToldLine> {
  readonly actorName: (line: Line) => string;
  /** What happened, in one sentence. */
  readonly sentence: (line: Line) => string;
  /** Fields before and after. */
  readonly changes: (line: Line) => readonly WordedChange[];
}
