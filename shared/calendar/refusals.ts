/** Why a calendar cannot be saved as it was written. */
export type CalendarRefusal =
  /** No runtime of the desk knows the zone: nobody could say when it opens. */
  | 'calendarZoneUnknown'
  /** Two entries of weekly hours take effect on one day. */
  | 'calendarHoursTwice'
  /** A window ends when it begins, or before. */
  | 'calendarWindowEmpty'
  /** Two windows of one day overlap. */
  | 'calendarWindowsOverlap'
  /** The last day of a closure comes before its first, or its part of the day ends before it begins. */
  | 'calendarClosureBackwards'
  /** Two closures say the same minutes of the same day. */
  | 'calendarClosuresOverlap';
