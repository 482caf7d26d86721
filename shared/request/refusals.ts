/** What the rules of a request can refuse. */
export type RequestRefusal =
  /** The request is closed or cancelled. */
  | 'requestOver'
  /** A cancellation, skip or reopening needs a reason. */
  | 'reasonMissing'
  /** A recording named by the change is not among those announced. */
  | 'recordingUnknown';
