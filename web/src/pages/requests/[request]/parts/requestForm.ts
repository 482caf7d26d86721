/**
 * What the interview enters on a request, while it is being entered: kept in this browser until it is saved, and brought
 * together with what others save meanwhile.
 */
import { computed, ref, shallowRef, watch } from 'vue';
import { routes } from '#shared/contract/routes.ts';
import { readPresenters } from '#shared/grid/contact.ts';
import { parseIsoDate } from '#shared/time/instant.ts';
import {
  forgetForm,
  formPlace,
  keepForm,
  readForm,
  type FormField,
  type RequestValues,
} from '#web/data/formStorage.ts';
import { movedFrom, type HistoryLine } from '#web/data/moved.ts';
import type { RequestEdit, RequestPage } from '#web/data/request.ts';
import { changedFields, merged } from './fieldMerge.ts';

/** The form as the request stands. */
export function valuesOf({ dueOn, dueOnConfirmed, presenters, recordings }: RequestPage): RequestValues {
  const people = presenters.kind === 'listed' ? presenters.people : [];
  return {
    dueOn,
    dueOnConfirmed,
    presentersKind: presenters.kind,
    presenters: people.map(({ name, email }) => (email === null ? name : `${name} <${email}>`)).join('\n'),
    recordings: recordings.map(({ id, title, presenter, state }) => ({ id, title, presenter: presenter ?? '', state })),
  };
}

/** What is wrong with the values, by field, as names of sentences. */
export function faultsOf(values: RequestValues): Partial<Readonly<Record<FormField, string>>> {
  const { presenters, unreadable } = readPresenters(values.presenters);
  return {
    ...(parseIsoDate(values.dueOn) === null && { dueOn: 'task.form.dateMissing' }),
    ...(values.presentersKind === 'listed' && presenters.length === 0 && { presenters: 'task.form.nobodyListed' }),
    ...(values.presentersKind === 'listed' && unreadable.length > 0 && { presenters: 'task.form.addressUnreadable' }),
    ...(values.recordings.some(({ title }) => title.trim() === '') && { recordings: 'task.form.titleMissing' }),
  };
}

/** The change that makes the request say these values; only fields that differ are named. */
export function editOf(base: RequestValues, values: RequestValues): RequestEdit {
  const changed = new Set(changedFields(base, values));
  const dueOn = parseIsoDate(values.dueOn);
  const presenters = changed.has('presentersKind') || changed.has('presenters');
  return {
    ...(changed.has('dueOn') && dueOn !== null && { dueOn }),
    // Said with a new date too: it speaks of the date as it then stands.
    ...((changed.has('dueOn') || changed.has('dueOnConfirmed')) && { dueOnConfirmed: values.dueOnConfirmed }),
    ...(presenters && values.presentersKind === 'none' && { presenters: { kind: 'none' as const } }),
    ...(presenters &&
      values.presentersKind === 'listed' && {
        presenters: {
          kind: 'listed' as const,
          people: readPresenters(values.presenters).presenters.map(({ name, email }) => ({ name, email })),
        },
      }),
    ...(changed.has('recordings') && {
      recordings: values.recordings.map(({ id, title, presenter, state }) => ({
        ...(id !== null && { id }),
        title: title.trim(),
        presenter: presenter.trim() === '' ? null : presenter.trim(),
        state,
      })),
    }),
  };
}

/**
 * A form on a request.
 * @param save sends the change on the version it names; throws `Refused`.
 */
export function useRequestForm(
  page: () => RequestPage,
  person: string,
  save: (body: RequestEdit, version: number) => Promise<RequestPage>,
  keep: (page: RequestPage) => void,
) {
  const place = formPlace(person, page().number);
  const found = readForm(place);
  const base = shallowRef<RequestValues>(found?.base ?? valuesOf(page()));
  const values = ref<RequestValues>(structuredClone(found?.mine ?? base.value));
  const theirs = shallowRef<RequestValues>(base.value);
  const conflicts = ref<readonly FormField[]>([]);
  /** What happened to the request since it was read, as a refused saving told. */
  const missed = shallowRef<readonly HistoryLine[]>([]);
  const busy = ref(false);
  const restored = ref(found !== null);
  const dirty = computed(() => changedFields(base.value, values.value).length > 0);
  const plainValues = (): RequestValues => JSON.parse(JSON.stringify(values.value)) as RequestValues;

  /** Takes in what others saved; what both changed waits for a choice. */
  function rebase(now: RequestValues): void {
    const { values: both, conflicts: between } = merged(base.value, plainValues(), now);
    theirs.value = now;
    conflicts.value = between;
    if (changedFields(plainValues(), both).length > 0) values.value = both;
    if (between.length > 0) return;
    base.value = now;
  }
  watch(page, (now) => rebase(valuesOf(now)), { immediate: true });
  watch(
    values,
    () => {
      if (dirty.value) keepForm(place, { base: base.value, mine: plainValues() });
      else forgetForm(place);
    },
    { deep: true },
  );

  return {
    values,
    theirs,
    conflicts,
    missed,
    busy,
    dirty,
    restored,
    faults: computed(() => faultsOf(values.value)),
    /** Keeps mine or takes theirs for a field that both changed. */
    choose: (field: FormField, whose: 'mine' | 'theirs'): void => {
      if (whose === 'theirs') values.value = { ...plainValues(), [field]: theirs.value[field] };
      base.value = { ...base.value, [field]: theirs.value[field] };
      conflicts.value = conflicts.value.filter((each) => each !== field);
      if (conflicts.value.length === 0) rebase(theirs.value);
    },
    reset: (): void => {
      base.value = valuesOf(page());
      values.value = structuredClone(base.value);
      conflicts.value = [];
      restored.value = false;
      forgetForm(place);
    },
    /** Whether it was saved; false when a choice has to be made first. */
    submit: async (): Promise<boolean> => {
      busy.value = true;
      try {
        let { version } = page();
        // Somebody may save in between more than once; each time only a disagreement is a reason to stop.
        for (let round = 1; ; round += 1) {
          if (conflicts.value.length > 0) return false;
          const body = editOf(base.value, plainValues());
          if (Object.keys(body).length === 0) break;
          try {
            const saved = await save(body, version);
            base.value = valuesOf(saved);
            values.value = valuesOf(saved);
            break;
          } catch (error) {
            const moved = movedFrom(error, routes.readRequest.response);
            if (!moved || round === 3) throw error;
            missed.value = moved.changes;
            keep(moved.current);
            // The page hears of it when it is next drawn; what is sent again is sent on this one.
            ({ version } = moved.current);
            rebase(valuesOf(moved.current));
          }
        }
        restored.value = false;
        forgetForm(place);
        return true;
      } finally {
        busy.value = false;
      }
    },
  };
}
export type RequestForm = ReturnType<typeof useRequestForm>;
