/** What the rules of an incident can refuse. */
export type IncidentRefusal =
  /** It is resolved, closed or cancelled; `params.state` says which. */
  | 'incidentOver'
  /** It is closed or cancelled for good. */
  | 'incidentFinal'
  /** Only what is resolved can be reopened or closed. */
  | 'incidentNotResolved'
  /** The kind has no such subkind. */
  | 'subkindUnfit'
  /** Opened at an instant that is yet to come. */
  | 'openedInFuture'
  /** Opened longer ago than anybody enters by hand. */
  | 'openedTooEarly'
  /** Only on the telephone or in person is somebody answered before anything is written down. */
  | 'answeredUnheard'
  /** The person named does not work in the group. */
  | 'holderOutsideGroup'
  /** What is linked to does not exist, or not for the caller; `field` says which link. */
  | 'linkUnknown'
  /** It would be part of itself, or a part of what is a part already. */
  | 'linkCircle'
  /** Merged into itself. */
  | 'mergeIntoItself'
  /** The one to keep was opened later: the promise made to the first requester would be forgotten. */
  | 'mergeIntoYounger'
  /** The one to keep is over: nobody would answer. */
  | 'mergeIntoOver'
  /** Records of before: a change lies in the future, or the first is not the opening. */
  | 'pastUnfit';
