/**
 * Incidents at a desk of their own, behind the page's fetch: it keeps the very rules, so that what the page shows is what
 * the desk would answer.
 */
import { PiniaColada } from '@pinia/colada';
import { configure } from '@testing-library/vue';
import { createPinia } from 'pinia';
import { defineComponent, h, type App } from 'vue';
import { createMemoryHistory, createRouter, RouterView } from 'vue-router';
import { incidentPage, incidentRow } from '#functions/api/view/incident.ts';
import { groupIds, groupNames, type Person } from '#shared/access/person.ts';
import { deskActions, isRequesterOf, mayAtDesk, worksAtDesk, worksIn } from '#shared/access/policy.ts';
import { firstEdition } from '#shared/calendar/edition.ts';
import { saved, type Draft } from '#shared/draft/draft.ts';
import type { IncidentNumber, LineId } from '#shared/ids.ts';
import type { IncidentDecision } from '#shared/incident/change.ts';
import type { Deciding } from '#shared/incident/create.ts';
import * as decide from '#shared/incident/decide.ts';
import { explainClock } from '#shared/incident/explain.ts';
import type { Incident } from '#shared/incident/incident.ts';
import { personActsOn, type IncidentLine, type IncidentLineDraft } from '#shared/incident/line.ts';
import { link, merge, type LinkEdit } from '#shared/incident/link.ts';
import { comment, workNote } from '#shared/incident/speak.ts';
import { clockNames } from '#shared/incident/tier.ts';
import type { Outcome } from '#shared/refusal.ts';
import { instantOf, msOf, type Instant } from '#shared/time/instant.ts';
import { people } from '#test/support/desk.ts';
import { by, numbered, openedAt, wall } from '#test/support/incidents.ts';
import { provideClient } from '#web/data/api.ts';
import { clientOf } from '#web/data/client.ts';
import IncidentPageView from '#web/pages/incidents/[incident]/index.vue';
import { useKeys } from '#web/shell/keys.ts';
import { show } from '../../mount.ts';

// A whole page in a page without layout takes its time on a busy machine.
configure({ asyncUtilTimeout: 10_000 });

interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  readonly version: number;
}
type Answer = readonly [status: number, body: unknown];
type Body = Parameters<typeof decide.wait>[1] & Parameters<typeof decide.resolve>[1] & LinkEdit;
export type Desk = ReturnType<typeof deskOf>;

const problem = (status: number, code: string, more: object = {}): Answer => [
  status,
  { type: `urn:guichet:problem:${code}`, title: code, status, detail: `Refusé : ${code}`, code, ...more },
];

/** @param first what is worked; others are there beside it. */
export function deskOf(first: Incident = openedAt(wall('08 09:00')), now: Instant = wall('08 10:30')) {
  const incidents = new Map<IncidentNumber, Incident>([[first.number, first]]);
  const lines: IncidentLine[] = [];
  const drafts = new Map<string, Draft>();
  const calls: Call[] = [];
  let clock: number = msOf(now);
  let cut: (call: Call) => boolean = () => false;

  const at = (number: string): Incident | null => incidents.get(number as IncidentNumber) ?? null;
  const current = (): Incident => at(first.number) ?? first;
  const tell = (draft: IncidentLineDraft): IncidentLine => {
    const line = { ...draft, id: `01J${String(lines.length).padStart(23, '0')}` as LineId };
    lines.unshift(line);
    return line;
  };
  const shown = ({ incident, ...line }: IncidentLine) => ({ ...line, subject: incident });
  const opening = personActsOn(people.rita, first.openedAt);
  const fields = [
    { field: 'state', from: null, to: 'new' },
    { field: 'group', from: null, to: first.group },
  ];
  tell({
    ...opening,
    enteredAt: first.enteredAt > first.openedAt ? first.enteredAt : null,
    incident: first.number,
    version: 1,
    content: { kind: 'change', action: 'created', changes: fields, reason: null },
  });

  function save(decision: IncidentDecision): readonly IncidentLine[] {
    if (decision.kind === 'nothing') return [];
    const { written, lines: told } = decision.change;
    if (written) incidents.set(written.after.number, written.after);
    return told.map(tell);
  }
  const relatedTo = ({ number, links }: Incident) => [
    ...[links.parent, links.duplicateOf].flatMap((other, place) => {
      const found = other && at(other);
      return found ? [{ ...found, as: place === 0 ? ('parent' as const) : ('kept' as const) }] : [];
    }),
    ...[...incidents.values()].flatMap((other) =>
      other.links.duplicateOf === number ? [{ ...other, as: 'duplicate' as const }] : [],
    ),
  ];
  const pageFor = (incident: Incident, caller: Person) =>
    incidentPage(
      incident,
      relatedTo(incident).map(({ number, as, title, state }) => ({ number, as, title, state })),
      { caller, now: instantOf(clock), edition: firstEdition },
    );

  function decision(act: string, incident: Incident, body: Body, deciding: Deciding): Outcome<IncidentDecision> {
    const reason = { reason: (body as { reason?: string }).reason ?? '' };
    switch (act) {
      case 'assign': {
        const { group, assignee } = body as { group?: never; assignee?: string | null };
        const person = Object.values(people).find(({ id }) => id === assignee) ?? null;
        return decide.assign(incident, { group, assignee: assignee === undefined ? undefined : person }, deciding);
      }
      case 'start':
        return decide.start(incident, deciding);
      case 'wait':
        return decide.wait(incident, body, deciding);
      case 'resolve':
        return decide.resolve(incident, body, deciding);
      case 'reopen':
        return decide.reopen(incident, reason, deciding);
      case 'close':
        return decide.close(incident, deciding);
      case 'cancel':
        return decide.cancel(incident, reason, deciding);
      case 'merge': {
        const kept = at(String((body as { into?: string }).into));
        return kept ? merge(incident, kept, deciding) : { ok: false, refusal: { code: 'linkUnknown' } };
      }
      case 'links':
        return link(incident, body, { parent: body.parent ? at(body.parent) : null, hasParts: false }, deciding);
      default:
        return decide.edit(incident, body as never, deciding);
    }
  }

  function writing(act: string, incident: Incident, body: Body, deciding: Deciding): Answer {
    const said = (act === 'comments' ? comment : workNote)(incident, body.text, deciding);
    if (!said.ok) return problem(403, said.refusal.code);
    const [line] = save(said.value);
    if (!line) throw new Error('What is written is a line');
    return act === 'comments' ? [201, { incident: line.incident, line: shown(line) }] : [201, shown(line)];
  }

  function draftAnswer({ id }: Person, kind: string, { method, version, body }: Call): Answer {
    const mine = [...drafts].filter(([place]) => place.startsWith(`${id} `)).map(([, draft]) => draft);
    if (method === 'GET') return [200, { items: mine }];
    const before = drafts.get(`${id} ${kind}`);
    if (version !== (before?.version ?? 0)) return problem(412, 'versionMismatch', { current: before ?? null });
    const { text, key } = body as { text: string; key: string };
    const draft = saved(kind as Draft['kind'], version, { text, key }, instantOf(clock));
    drafts.set(`${id} ${kind}`, draft);
    return [200, draft];
  }

  function ofIncident(caller: Person, call: Call, incident: Incident, act: string, rest: string): Answer {
    const { method, body, version } = call;
    if (act === 'drafts') return draftAnswer(caller, rest, call);
    if (act === 'history') {
      return [200, { items: lines.filter((line) => line.incident === incident.number).map(shown), next: null }];
    }
    if (act === 'explanation') {
      const clocks = clockNames.flatMap((name) => {
        const told = explainClock(name, incident.changes, instantOf(clock), firstEdition.calendar);
        return told ? [{ ...told, calendar: { version: 1, zone: 'America/Toronto', recorded: false } }] : [];
      });
      return [200, { asOf: instantOf(clock), clocks }];
    }
    if (method === 'GET') return [200, pageFor(incident, caller)];
    clock += 60_000;
    const deciding = by(caller, instantOf(clock));
    if (act === 'comments' || act === 'work-notes') return writing(act, incident, body as Body, deciding);
    if (version !== incident.version) {
      const missed = lines.filter((line) => line.incident === incident.number && line.version > version).map(shown);
      return problem(412, 'versionMismatch', { current: pageFor(incident, caller), incidentChanges: missed });
    }
    const decided = decision(act, incident, body as Body, deciding);
    if (!decided.ok) return problem(409, decided.refusal.code);
    save(decided.value);
    return [200, pageFor(at(incident.number) ?? incident, caller)];
  }

  function answer(caller: Person, call: Call): Answer {
    const [, , resource, number = '', act = '', rest = ''] = call.path.split('/');
    if (resource === 'me') {
      const may = deskActions.map((action) => [action, mayAtDesk(caller, action)] as const);
      return [200, { ...caller, may: Object.fromEntries(may) }];
    }
    if (resource === 'groups') {
      const members = (group: (typeof groupIds)[number]) =>
        Object.values(people)
          .filter((person) => worksIn(person, group))
          .map(({ id, name }) => ({ id, name }));
      return [200, { items: groupIds.map((id) => ({ id, name: groupNames[id], members: members(id) })) }];
    }
    if (resource === 'calendar') {
      const { version, calendar } = firstEdition;
      return [200, { version, ...calendar, saved: null, warnings: [], settled: true, may: { edit: false } }];
    }
    const incident = at(number);
    if (resource === 'my-incidents') {
      // Only whether it is theirs matters here: the page of it is another one.
      return incident && isRequesterOf(caller, incident) ? [200, ownPage(incident)] : problem(404, 'notFound');
    }
    if (resource === 'incidents' && number === '') {
      const rows = [...incidents.values()].map((each) => incidentRow(each, instantOf(clock), firstEdition));
      return [200, { items: rows, next: null }];
    }
    if (!incident || (!worksAtDesk(caller) && act !== 'comments')) return problem(404, 'notFound');
    return ofIncident(caller, call, incident, act, rest);
  }

  return {
    calls,
    drafts,
    lines,
    incident: current,
    at,
    /** Another incident beside it. */
    beside: (other: Incident): void => void incidents.set(other.number, other),
    /** What the network does to the next calls. */
    cutWhere: (where: (call: Call) => boolean): void => void (cut = where),
    /** Something that somebody does elsewhere. */
    meanwhile: (act: (incident: Incident, deciding: (who: Person) => Deciding) => Outcome<IncidentDecision>): void => {
      clock += 60_000;
      const decided = act(current(), (who) => by(who, instantOf(clock)));
      if (!decided.ok) throw new Error(`Refused: ${decided.refusal.code}`);
      save(decided.value);
    },
    fetchAs:
      (caller: Person): typeof fetch =>
      (address, init) => {
        const url = new URL(typeof address === 'string' ? address : '', 'http://desk');
        const headers = (init?.headers ?? {}) as Readonly<Record<string, string>>;
        const call: Call = {
          method: init?.method ?? 'GET',
          path: url.pathname,
          query: url.searchParams,
          body: JSON.parse(typeof init?.body === 'string' ? init.body : '{}') as Call['body'],
          version: Number(/\d+/.exec(headers['if-match'] ?? '')?.[0] ?? 0),
        };
        calls.push(call);
        if (cut(call)) return Promise.reject(new TypeError('cut'));
        const [status, body] = answer(caller, call);
        return Promise.resolve(new Response(JSON.stringify(body), { status }));
      },
  };
}

const ownPage = ({ number, version, kind, subkind, title, openedAt: since, text, channel }: Incident) => ({
  ...{ number, version, kind, subkind, title, stage: 'received', since, openedAt: since, text, channel },
  ...{ response: { promisedBy: null, cameAt: null }, steps: [], links: { request: null, course: null } },
  ...{ resolution: null, closesAt: null, before: null, after: null },
  may: { comment: true, withdraw: true, confirm: false },
});

/** Another that is in hand, opened by the same person. */
export const other = (rank: number, openedOn: Instant, title: string): Incident => openedAt(openedOn, rank, { title });
export { numbered, wall };

/** The page of the desk's incident, as this person opens it, with the keys of the app. */
export async function openIncident(desk: Desk, caller: Person, query = '', number: string = desk.incident().number) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { name: '/incidents/[incident]/', path: '/incidents/:incident', component: IncidentPageView },
      { path: '/:all(.*)*', component: { template: '<p>ailleurs</p>' } },
    ],
  });
  await router.push(`/incidents/${number}${query}`);
  const client = clientOf({
    base: '',
    language: () => 'fr',
    token: () => Promise.resolve('token'),
    renew: () => Promise.resolve(false),
    fetch: desk.fetchAs(caller),
  });
  const Frame = defineComponent({
    setup() {
      useKeys();
      return () => h(RouterView);
    },
  });
  const install = (app: App) => provideClient(app, client);
  return { router, ...show(Frame, { global: { plugins: [createPinia(), PiniaColada, router, { install }] } }) };
}
