import { ExecutionError, StateMachine } from 'aws-local-stepfunctions';

/** The library tells timeouts from other failures by a class of its own; a timeout brings it to light. */
export const timeoutClass = async (): Promise<new () => Error> => {
  const probe = new StateMachine(
    { StartAt: 'Late', States: { Late: { Type: 'Task', Resource: 'none', TimeoutSeconds: 0.001, End: true } } },
    { validationOptions: { noValidate: true } },
  );
  const never = Promise.withResolvers<null>().promise;
  const { result } = probe.run({}, { overrides: { taskResourceLocalHandlers: { Late: () => never } } });
  const failure: unknown = await result.catch((error: unknown) => error);
  if (failure instanceof ExecutionError && failure.cause instanceof Error) {
    return failure.cause.constructor as new () => Error;
  }
  throw new Error('The library of state machines no longer times out as it did.');
};
