/** What is said, by the names that pages use; a name leads to a sentence or to more names. */
export interface Messages {
  readonly [name: string]: string | Messages;
}
