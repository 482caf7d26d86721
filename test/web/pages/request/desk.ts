/**
 * One request at a desk of its own, behind the page's fetch: it keeps the very rules, so that what the page shows is what
 * the desk would answer.
 */
import { PiniaColada } from '@pinia/colada';
import { configure } from '@testing-library/vue';
import { createPinia } from 'pinia';
import type { App } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { requestPage } from '#functions/api/view/request.ts';
import { taskPage } from '#functions/api/view/task.ts';
import { groupIds, groupNames, type Person } from '#shared/access/person.ts';
import { deskActions, mayAtDesk, worksAtDesk, worksIn } from '#shared/access/policy.ts';
import type { Draft } from '#shared/draft/draft.ts';
import type { Change, Decision } from '#shared/history/change.ts';
import { personActs, type HistoryLine, type LineContent } from '#shared/history/line.ts';
import type { LineId, PersonId, RecordingId } from '#shared/ids.ts';
import type { Outcome } from '#shared/refusal.ts';
import * as decideRequest from '#shared/request/decide.ts';
import * as decideTask from '#shared/task/decide.ts';
import { instantOf } from '#shared/time/instant.ts';
import { created, people } from '#test/support/desk.ts';
import { provideClient } from '#web/data/api.ts';
import { clientOf } from '#web/data/client.ts';
import RequestPageView from '#web/pages/requests/[request]/index.vue';
import { show } from '../../mount.ts';

// A whole page in a page without layout takes its time on a busy machine.
configure({ asyncUtilTimeout: 10_000 });

type Work = decideRequest.RequestWithTasks;
interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}
export type Desk = ReturnType<typeof deskOf>;

const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });

export function deskOf(work: Work = created()) {
  let standing = work;
  let clock = Date.parse('2020-08-20T14:00:00Z');
  const lines: HistoryLine[] = [];
  const drafts = new Map<string, Draft>();
  const written = new Map<string, HistoryLine>();
  const calls: Call[] = [];
  /** What stands in the way of the next calls. */
  const trouble: { cut: (call: Call) => boolean; loseAnswer: (call: Call) => boolean } = {
    cut: () => false,
    loseAnswer: () => false,
  };
  const tick = () => instantOf((clock += 60_000));
  const lineId = () => `01J${String(lines.length).padStart(23, '0')}` as LineId;

  function add(line: Omit<HistoryLine, 'id' | 'request'>): HistoryLine {
    const whole = { ...line, id: lineId(), request: standing.request.number };
    lines.unshift(whole);
    return whole;
  }
  function save({ request, tasks, lines: told }: Change): void {
    const after = new Map(tasks.map((task) => [task.after.number, task.after]));
    standing = {
      request: request?.after ?? standing.request,
      tasks: standing.tasks.map((task) => after.get(task.number) ?? task),
    };
    told.forEach(add);
  }
  const taskAt = (number: string) => {
    const task = standing.tasks.find((each) => each.number === number);
    if (!task) throw new Error(`No ${number}`);
    return { task, request: standing.request };
  };

  function carriedOut(decided: Outcome<Decision>, version: number, subject: string, page: () => unknown, call: Call) {
    const read = Number(/\d+/.exec(call.headers['if-match'] ?? '')?.[0]);
    if (read !== version) {
      const changes = lines.filter((line) => line.subject === subject && line.version > read);
      const detail = 'Quelqu’un d’autre a modifié cet élément.';
      return json(412, problem('versionMismatch', 412, detail, { current: page(), changes }));
    }
    if (!decided.ok) return json(409, problem(decided.refusal.code, 409, `Refusé : ${decided.refusal.code}`));
    if (decided.value.kind === 'change') save(decided.value.change);
    return json(200, page());
  }
  const problem = (code: string, status: number, detail: string, more: object = {}) => ({
    type: `urn:guichet:problem:${code}`,
    title: code,
    status,
    detail,
    code,
    ...more,
  });

  function answer(caller: Person, call: Call): Response {
    const { method, path, body } = call;
    const now = tick();
    const [, , resource, number = '', act = '', rest = ''] = path.split('/');
    const pageOfRequest = () => requestPage(standing, caller, now);
    if (resource === 'me') {
      const may = deskActions.map((action) => [action, mayAtDesk(caller, action)] as const);
      return json(200, { ...caller, may: Object.fromEntries(may) });
    }
    if (resource === 'groups') {
      const members = (group: (typeof groupIds)[number]) =>
        Object.values(people).flatMap(({ id, name, ...who }) =>
          worksIn({ id, name, ...who }, group) ? [{ id, name }] : [],
        );
      return json(200, { items: groupIds.map((id) => ({ id, name: groupNames[id], members: members(id) })) });
    }
    if (resource === 'service-tasks') {
      const { task } = taskAt(number);
      const page = () => taskPage(taskAt(number), caller, now);
      const done = (decided: Outcome<Decision>) => carriedOut(decided, task.version, number, page, call);
      if (method === 'GET') return json(200, page());
      if (act === 'take-charge') return done(decideTask.takeCharge(taskAt(number), caller, now));
      if (act === 'close') return done(decideTask.close(taskAt(number), caller, now));
      if (act === 'skip') return done(decideTask.skip(task, { reason: String(body['reason']) }, caller, now));
      if (act === 'checklist') {
        return done(decideTask.check(task, { item: rest, done: body['done'] === true }, caller, now));
      }
      const assignee = Object.values(people).find(({ id }) => id === body['assignee']) ?? null;
      return done(decideTask.assign(task, assignee, caller, now));
    }
    if (number !== standing.request.number) return json(404, problem('notFound', 404, 'Introuvable'));
    if (act === 'history') {
      const seen = lines.filter(({ content }) => worksAtDesk(caller) || content.kind === 'comment');
      return json(200, { items: seen, next: null });
    }
    if (act === 'incidents') return json(200, { items: [] });
    if (act === 'drafts') return draftAnswer(caller, rest, call);
    if (act === 'comments' || act === 'work-notes') {
      const key = call.headers['idempotency-key'] ?? '';
      const content: LineContent = { kind: act === 'comments' ? 'comment' : 'workNote', text: String(body['text']) };
      const line =
        written.get(key) ?? add({ ...personActs(caller, now), subject: standing.request.number, version: 1, content });
      written.set(key, line);
      return json(201, line);
    }
    if (method === 'GET') return json(200, pageOfRequest());
    const { version } = standing.request;
    if (act === 'cancel') {
      const decided = decideRequest.cancel(standing, { reason: String(body['reason']) }, caller, now);
      return carriedOut(decided, version, number, pageOfRequest, call);
    }
    return carriedOut(editing(caller, body), version, number, pageOfRequest, call);
  }
  function editing(caller: Person, body: decideRequest.RequestEdit): Outcome<Decision> {
    const ids = Array.from({ length: 9 }, (_, rank) => `R${lines.length}${rank}` as RecordingId);
    return decideRequest.edit(standing, body, ids, caller, tick());
  }

  function draftAnswer({ id }: { readonly id: PersonId }, kind: string, call: Call): Response {
    const mine = [...drafts].filter(([place]) => place.startsWith(`${id} `)).map(([, draft]) => draft);
    if (call.method === 'GET') return json(200, { items: mine });
    const place = `${id} ${kind}`;
    const before = drafts.get(place);
    if (Number(/\d+/.exec(call.headers['if-match'] ?? '')?.[0]) !== (before?.version ?? 0)) {
      return json(412, problem('versionMismatch', 412, 'Autre brouillon', { current: before ?? null }));
    }
    drafts.set(place, draft(kind, String(call.body['text']), (before?.version ?? 0) + 1, String(call.body['key'])));
    return json(200, drafts.get(place));
  }
  const draft = (kind: string, text: string, version: number, key = 'autre'): Draft => ({
    kind: kind === 'workNote' ? 'workNote' : 'comment',
    text,
    key,
    version,
    savedAt: tick(),
  });

  return {
    calls,
    trouble,
    work: () => standing,
    lines: () => lines,
    drafts,
    /** A draft this person saved from another device. */
    draftElsewhere: ({ id }: Person, text: string, kind = 'comment'): void => {
      const before = drafts.get(`${id} ${kind}`);
      drafts.set(`${id} ${kind}`, draft(kind, text, (before?.version ?? 0) + 1));
    },
    /** Something that somebody does elsewhere. */
    meanwhile: (decide: (work: Work, now: ReturnType<typeof tick>) => Outcome<Decision>): void => {
      const decided = decide(standing, tick());
      if (!decided.ok || decided.value.kind !== 'change') throw new Error('Nothing was changed');
      save(decided.value.change);
    },
    fetchAs:
      (caller: Person): typeof fetch =>
      async (address, init) => {
        const url = new URL(typeof address === 'string' ? address : '', 'http://desk');
        const text = typeof init?.body === 'string' ? init.body : '{}';
        const call: Call = {
          method: init?.method ?? 'GET',
          path: url.pathname,
          body: JSON.parse(text) as Call['body'],
          headers: (init?.headers ?? {}) as Call['headers'],
        };
        calls.push(call);
        if (trouble.cut(call)) throw new TypeError('cut');
        const response = answer(caller, call);
        if (trouble.loseAnswer(call)) throw new TypeError('lost');
        return response;
      },
  };
}

/** The page of the desk's request, as this person opens it. */
export async function openRequest(desk: Desk, caller: Person, query = '', number: string = desk.work().request.number) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { name: '/requests/[request]/', path: '/requests/:request', component: RequestPageView },
      { path: '/:all(.*)*', component: { template: '<p>ailleurs</p>' } },
    ],
  });
  await router.push(`/requests/${number}${query}`);
  const client = clientOf({
    base: '',
    language: () => 'fr',
    token: () => Promise.resolve('token'),
    renew: () => Promise.resolve(false),
    fetch: desk.fetchAs(caller),
  });
  const install = (app: App) => provideClient(app, client);
  return show(RequestPageView, { global: { plugins: [createPinia(), PiniaColada, router, { install }] } });
}
