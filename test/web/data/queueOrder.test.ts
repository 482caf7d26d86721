import { afterEach, expect, it, vi } from 'vitest';
import { numberAt } from '#shared/ids.ts';
import { neighboursOf, setQueueOrder } from '#web/data/queueOrder.ts';

const place = (rank: number) => ({ task: numberAt('serviceTask', rank), request: numberAt('request', rank) });
const [first, second, third] = [place(7), place(3), place(5)];

afterEach(() => sessionStorage.clear());

it('gives the tasks before and after in the order the queue was shown', () => {
  setQueueOrder([first, second, third], '/queue?view=mine');
  expect(neighboursOf(second.task)).toEqual({
    previous: first,
    next: third,
    rank: 2,
    count: 3,
    queue: '/queue?view=mine',
  });
  expect(neighboursOf(first.task)?.previous).toBeNull();
  expect(neighboursOf(third.task)?.next).toBeNull();
});

it('knows no neighbours of a task that was not opened from the queue', () => {
  setQueueOrder([first], '/queue');
  expect(neighboursOf(third.task)).toBeNull();
});

it('keeps the order when the page is read again', async () => {
  setQueueOrder([first, second], '/queue?view=mine');
  vi.resetModules();
  const again = await import('#web/data/queueOrder.ts');
  expect(again.neighboursOf(first.task)).toMatchObject({ next: second, queue: '/queue?view=mine' });
});
