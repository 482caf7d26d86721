/** Queues: which tasks are looked at together. */

/** All of a group's tasks, those of them nobody holds, or what the one who looks holds. */
export const queueViews = ['group', 'unassigned', 'mine'] as const;
export type QueueView = (typeof queueViews)[number];
