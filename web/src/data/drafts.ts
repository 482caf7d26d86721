/**
 * What is being written on a request or an incident. Each keystroke is kept in this browser at once and on the server a moment later,
 * so that it survives a reload, a crash, a sign-out and a refused sending, and is there on another device.
 */
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import { draft as draftShape } from '#shared/contract/records.ts';
import type { ResponseOf } from '#shared/contract/routes.ts';
import type { DraftKind } from '#shared/draft/draft.ts';
import type { CaseNumber, IncidentNumber, RequestNumber } from '#shared/ids.ts';
import { useClient } from './api.ts';
import { draftPlace, forgetKept, forgetOld, readKept, writeKept } from './draftStorage.ts';
import { movedFrom } from './moved.ts';
import { Refused } from './problem.ts';

type Draft = ResponseOf<'saveDraft'>;

/** How long nobody types before the server is told. */
const quietMs = 900;
/** How long until the server is told again after it could not be reached. */
const retryMs = 15_000;

/**
 * Where a draft stands: nothing written, on its way, kept on the server, in this browser only, or nowhere but on the
 * screen.
 */
export type DraftState = 'empty' | 'keeping' | 'kept' | 'keptHere' | 'notKept';

/** The record that is written on, as the API keeps its drafts and takes what is sent. */
interface WrittenOn<Sent> {
  readonly number: CaseNumber;
  readonly list: () => Promise<{ readonly items: readonly Draft[] }>;
  readonly save: (kind: DraftKind, body: Pick<Draft, 'text' | 'key'>, version: number) => Promise<Draft>;
  readonly send: (kind: DraftKind, text: string, key: string) => Promise<Sent>;
}

/** One draft of the caller. Call it where the page is set up, once the caller is known. */
function useDraft<Sent>(person: string, on: WrittenOn<Sent>, kind: DraftKind) {
  const place = draftPlace(person, on.number, kind);
  const found = readKept(place);

  const text = ref(found?.text ?? '');
  const agreed = ref(found?.agreed ?? '');
  const other = shallowRef<Draft | null>(null);
  const reached = ref(true);
  const keptHere = ref(true);
  const sending = ref(false);
  let version = found?.version ?? 0;
  let key = found?.key ?? crypto.randomUUID();
  let attempted = found?.attempted ?? null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving: Promise<void> | null = null;

  const state = computed<DraftState>(() => {
    if (text.value === '') return 'empty';
    if (text.value === agreed.value) return 'kept';
    if (!keptHere.value && !reached.value) return 'notKept';
    return reached.value && !other.value ? 'keeping' : 'keptHere';
  });

  function keep(): void {
    if (text.value === '' && agreed.value === '') forgetKept(place);
    else
      keptHere.value = writeKept(place, {
        text: text.value,
        key,
        version,
        agreed: agreed.value,
        attempted,
        at: Date.now(),
      });
  }

  function agree(draft: Pick<Draft, 'text' | 'version'>): void {
    ({ version } = draft);
    agreed.value = draft.text;
    reached.value = true;
    keep();
  }

  /** The server's draft stands where this one did: from another device, another tab, or an answer that was lost. */
  function meet(theirs: Draft | null): void {
    const untouched = text.value === agreed.value;
    if (!theirs) {
      version = 0;
      agreed.value = '';
      return;
    }
    if (theirs.text === text.value || theirs.text === '') {
      // Sent or thrown away elsewhere: what was not touched here goes with it, what was goes on.
      const gone = theirs.text === '' && untouched;
      agree(theirs);
      if (gone) text.value = '';
    } else if (untouched || text.value === '') take(theirs);
    else other.value = theirs;
  }

  function take(theirs: Draft): void {
    other.value = null;
    ({ key } = theirs);
    attempted = null;
    text.value = theirs.text;
    agree(theirs);
  }

  function later(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), ms);
  }

  async function saveOnce(): Promise<void> {
    const writing = text.value;
    try {
      agree(await on.save(kind, { text: writing.slice(0, 10_000), key }, version));
      agreed.value = writing;
    } catch (error) {
      const moved = movedFrom(error, draftShape);
      if (moved) meet(moved.current);
      else if (error instanceof Refused && error.problem.code === 'versionMismatch') meet(null);
      else {
        reached.value = false;
        if (!(error instanceof Refused)) later(retryMs);
        return;
      }
    }
    if (text.value !== agreed.value && !other.value) later(quietMs);
  }

  /** Tells the server what is written, unless it knows or a choice has to be made first. */
  async function save(): Promise<void> {
    clearTimeout(timer);
    if (saving) await saving;
    if (text.value === agreed.value || other.value) return;
    saving = saveOnce().finally(() => (saving = null));
    await saving;
  }

  watch(
    text,
    () => {
      keep();
      if (text.value !== agreed.value && !other.value) later(quietMs);
    },
    { flush: 'sync' },
  );

  /** The page is being left or hidden: there may be no later. */
  const hurry = () => {
    if (document.visibilityState === 'hidden') void save();
  };
  /** Another tab of this browser writes the same draft. */
  const follow = (event: StorageEvent) => {
    if (event.key !== place || document.hasFocus()) return;
    const theirs = readKept(place);
    version = theirs?.version ?? version;
    key = theirs?.key ?? crypto.randomUUID();
    attempted = theirs?.attempted ?? null;
    agreed.value = theirs?.agreed ?? '';
    text.value = theirs?.text ?? '';
  };
  const again = () => void save();
  document.addEventListener('visibilitychange', hurry);
  window.addEventListener('storage', follow);
  window.addEventListener('online', again);
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', hurry);
    window.removeEventListener('storage', follow);
    window.removeEventListener('online', again);
    void save().finally(() => clearTimeout(timer));
  });

  return {
    kind,
    text,
    state,
    sending,
    /** A draft begun on another device, which differs from what is written here. */
    other,
    /** What the server had when the page was opened. */
    meet: (theirs: Draft | null): void => {
      if (theirs && theirs.version !== version) meet(theirs);
      if (text.value !== agreed.value && !other.value) later(quietMs);
    },
    takeOther: (): void => {
      if (other.value) take(other.value);
    },
    keepMine: (): void => {
      if (!other.value) return;
      ({ version } = other.value);
      agreed.value = other.value.text;
      other.value = null;
      keep();
      void save();
    },
    /** Puts a text back, as an undo does. */
    restore: (former: string): void => {
      text.value = former;
    },
    /** Sends what is written; it stays where it is until the desk has it. The same text is written once. */
    send: async (): Promise<Sent> => {
      const said = text.value.trim();
      if (attempted !== null && attempted !== said) key = crypto.randomUUID();
      attempted = said;
      keep();
      sending.value = true;
      try {
        const sent = await on.send(kind, said, key);
        key = crypto.randomUUID();
        attempted = null;
        text.value = '';
        void save();
        return sent;
      } catch (error) {
        // Refused before anything was written: the next sending is another.
        if (error instanceof Refused) {
          key = crypto.randomUUID();
          attempted = null;
          keep();
        }
        throw error;
      } finally {
        sending.value = false;
      }
    },
  };
}
export type DraftBox<Sent> = ReturnType<typeof useDraft<Sent>>;

/** Drafts of the caller on a record, brought together with those on the server. */
function useDrafts<Sent>(person: string, on: WrittenOn<Sent>, kinds: readonly DraftKind[]): readonly DraftBox<Sent>[] {
  forgetOld(Date.now());
  const boxes = kinds.map((kind) => useDraft(person, on, kind));
  on.list().then(
    ({ items }) => {
      for (const box of boxes) box.meet(items.find(({ kind }) => kind === box.kind) ?? null);
    },
    // Not reached: what is kept here is shown, and told to the server at the next word.
    () => undefined,
  );
  return boxes;
}

/** Drafts of the caller on a request. */
export function useRequestDrafts(person: string, request: RequestNumber, kinds: readonly DraftKind[]) {
  const call = useClient();
  const params = { request };
  return useDrafts(
    person,
    {
      number: request,
      list: () => call('listDrafts', { params }),
      save: (kind, body, version) => call('saveDraft', { params: { request, kind }, body, version }),
      send: (kind, text, key) =>
        call(kind === 'comment' ? 'comment' : 'writeWorkNote', { params, body: { text }, key }),
    },
    kinds,
  );
}

/** Drafts of the caller on an incident. A requester's comment on what is over lands on another one, which is named. */
export function useIncidentDrafts(person: string, incident: IncidentNumber, kinds: readonly DraftKind[]) {
  const call = useClient();
  const params = { incident };
  return useDrafts(
    person,
    {
      number: incident,
      list: () => call('listIncidentDrafts', { params }),
      save: (kind, body, version) => call('saveIncidentDraft', { params: { incident, kind }, body, version }),
      send: async (kind, text, key) =>
        kind === 'comment'
          ? call('commentIncident', { params, body: { text }, key })
          : { incident, line: await call('noteIncident', { params, body: { text }, key }) },
    },
    kinds,
  );
}
