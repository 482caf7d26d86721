/**
 * The calendar as an admin is rewriting it: kept in this browser until it is saved, and brought together with what others
 * save meanwhile.
 */
import { computed, ref, shallowRef, watch } from 'vue';
import { applied, inverse, rebased } from '#shared/calendar/apply.ts';
import { changesBetween } from '#shared/calendar/changes.ts';
import { faultsOf } from '#shared/calendar/check.ts';
import type { CalendarDraft } from '#shared/calendar/edit.ts';
import type { CalendarChange } from '#shared/calendar/edition.ts';
import { calendarPage } from '#shared/contract/calendarRecords.ts';
import type { Calendar } from '#shared/time/calendar.ts';
import type { CalendarPage } from '#web/data/calendar.ts';
import { forgetCalendar, keepCalendar, readKeptCalendar } from '#web/data/calendarStorage.ts';
import { movedFrom } from '#web/data/moved.ts';

/** What somebody else saved while the draft was being written. */
export interface OtherSaving {
  readonly saved: CalendarPage['saved'];
  readonly changes: readonly CalendarChange[];
}

/** The calendar alone, as it is compared and sent. */
export function calendarOf({ zone, hours, closures }: Calendar): Calendar {
  return { zone, hours, closures };
}

/**
 * A draft of the calendar.
 * @param save sends it on the edition it was written on; throws `Refused`, with the page moved on when that is why.
 */
export function useCalendarDraft(
  page: () => CalendarPage,
  person: string,
  save: (draft: CalendarDraft, version: number) => Promise<CalendarPage>,
) {
  const found = readKeptCalendar(person);
  const base = shallowRef<Calendar>(found?.base ?? calendarOf(page()));
  const mine = shallowRef<Calendar>(found?.mine ?? base.value);
  const note = ref(found?.note ?? '');
  let version = found?.version ?? page().version;
  const restored = ref(found !== null);
  const other = shallowRef<OtherSaving | null>(null);
  const busy = ref(false);
  const changes = computed(() => changesBetween(base.value, mine.value));
  const dirty = computed(() => changes.value.length > 0);

  /** Goes on from a later edition. @param told whether it is somebody else's, which is to be said. */
  function goOnFrom(now: CalendarPage, told: boolean): void {
    if (now.version === version) return;
    const theirs = calendarOf(now);
    const theirChanges = changesBetween(base.value, theirs);
    if (told && dirty.value) other.value = { saved: now.saved, changes: theirChanges };
    mine.value = dirty.value ? rebased(base.value, mine.value, theirs) : theirs;
    base.value = theirs;
    ({ version } = now);
  }
  watch(page, (now) => !busy.value && goOnFrom(now, true), { immediate: true });
  watch(
    [mine, note, base],
    () => {
      if (dirty.value || note.value.trim() !== '') {
        keepCalendar(person, { version, base: base.value, mine: mine.value, note: note.value });
      } else forgetCalendar(person);
    },
    { flush: 'sync' },
  );

  /** Saves; false when somebody else saved first, and what they changed is to be looked at. */
  async function saving(draft: CalendarDraft, done: (saved: CalendarPage) => void): Promise<boolean> {
    busy.value = true;
    try {
      done(await save(draft, version));
      return true;
    } catch (error) {
      const moved = movedFrom(error, calendarPage);
      if (!moved || moved.current.version === version) throw error;
      goOnFrom(moved.current, true);
      return false;
    } finally {
      busy.value = false;
    }
  }

  return {
    calendar: mine,
    base,
    note,
    restored,
    other,
    busy,
    changes,
    dirty,
    faults: computed(() => (dirty.value ? faultsOf(mine.value) : [])),
    /** Makes changes on the draft. */
    change: (made: readonly CalendarChange[]): void => {
      mine.value = applied(mine.value, made);
    },
    undo: (change: CalendarChange): void => {
      mine.value = applied(mine.value, [inverse(change)]);
    },
    reset: (): void => {
      mine.value = base.value;
      note.value = '';
      restored.value = false;
      other.value = null;
    },
    /** Whether it was saved; false when somebody else saved first. */
    submit: () =>
      saving({ ...mine.value, note: note.value.trim() }, (saved) => {
        mine.value = calendarOf(saved);
        base.value = mine.value;
        ({ version } = saved);
        note.value = '';
        restored.value = false;
        other.value = null;
      }),
    /** Saves changes of their own at once, and leaves the draft as it is. */
    saveApart: (made: readonly CalendarChange[], why: string) =>
      saving({ ...applied(base.value, made), note: why }, (saved) => goOnFrom(saved, false)),
  };
}
export type DraftOfCalendar = ReturnType<typeof useCalendarDraft>;
