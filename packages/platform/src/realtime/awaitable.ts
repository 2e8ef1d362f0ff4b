/** A value now or later. What is there now is heard at once, so that a simulation needs no promises. */
export type Awaitable<Value> = Value | PromiseLike<Value>;

/** Does something with a value that is there now or comes later. What is there now is handled before this returns. */
export function whenReady<Value>(
  work: () => Awaitable<Value>,
  done: (value: Value) => void,
  failed: (error: unknown) => void,
): void {
  let value: Awaitable<Value>;
  try {
    value = work();
  } catch (error) {
    failed(error);
    return;
  }
  const finish = (ready: Value): void => {
    try {
      done(ready);
    } catch (error) {
      failed(error);
    }
  };
  if (isPromise(value)) value.then(finish, failed);
  else finish(value);
}

/** Goes on with a value that is there now or comes later. */
export function chain<Value, Result>(
  value: Awaitable<Value>,
  goOn: (value: Value) => Awaitable<Result>,
): Awaitable<Result> {
  return isPromise(value) ? value.then(goOn) : goOn(value);
}

/** Whether a value comes later. */
export function isPromise<Value>(value: Awaitable<Value>): value is PromiseLike<Value> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
