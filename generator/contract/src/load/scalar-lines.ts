/** Lines of members that are neither objects nor lists, by their parent. */
export class ScalarLines {
  readonly byParent = new Map<object, Map<string, number>>();

  readonly add = (parent: object, key: string, line: number): void => {
    const known = this.byParent.get(parent);
    if (known === undefined) this.byParent.set(parent, new Map([[key, line]]));
    else known.set(key, line);
  };
}
