/** What the rules of a service task can refuse. */
export type TaskRefusal =
  /** The task waits for those before it. */
  | 'taskPending'
  /** The task is closed, skipped or cancelled. */
  | 'taskOver'
  /** Only a task in progress can be worked: its items ticked, itself closed. */
  | 'taskNotStarted'
  /** Somebody else already holds it. */
  | 'taskTaken'
  /** Only a closed or skipped task can be reopened. */
  | 'taskNotOver'
  /** The person named is not a member of the task's group. */
  | 'assigneeNotInGroup'
  /** The checklist of this task has no such item. */
  | 'checklistItemUnknown'
  /** Mandatory items are not ticked; `params.items` names their keys, `params.count` says how many. */
  | 'checklistIncomplete'
  /** The interview ends with the due date confirmed. */
  | 'dueDateNotConfirmed'
  /** The interview ends with the presenters entered, or "none" said. */
  | 'presentersMissing'
  /**
   * Compliance ends with every announced recording validated or missing on purpose; `params.recordings` names the titles
   * of the others, `params.count` says how many.
   */
  | 'recordingsUnsettled';
